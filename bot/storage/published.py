"""What a branch publishes of who is who (公示, DOMAIN S5): names and numbers given on purpose, nobody's account."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.people import Role
from bot.storage.database import Tx, marks


@dataclass(frozen=True, slots=True)
class Published:
    """Somebody whom a unit names in public, the lesser `position` first. `phone` is shown as written ("": none)."""

    unit_id: str
    role: Role
    name: str
    phone: str
    position: int = 0


async def put(tx: Tx, entry: Published) -> None:
    """Publish, or correct the number and position of whoever is published already."""
    await tx.execute(
        "INSERT INTO published (unit_id, role, name, phone, position) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (unit_id, role, name) DO UPDATE SET phone = excluded.phone, position = excluded.position",
        (entry.unit_id, entry.role, entry.name, entry.phone, entry.position),
    )


async def remove(tx: Tx, unit_id: str, role: Role, name: str) -> bool:
    """Take somebody off; False where they were not on it."""
    gone = await tx.execute("DELETE FROM published WHERE unit_id = ? AND role = ? AND name = ?", (unit_id, role, name))
    return gone == 1


async def of_units(tx: Tx, unit_ids: Sequence[str]) -> list[Published]:
    """What these units publish, in the order of the positions."""
    rows = await tx.fetch(
        f"SELECT unit_id, role, name, phone, position FROM published WHERE unit_id IN ({marks(unit_ids)})"  # noqa: S608
        " ORDER BY position, unit_id, name",
        unit_ids,
    )
    return [Published(**{**row, "role": Role(row["role"])}) for row in rows]

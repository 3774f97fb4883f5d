"""What a branch publishes of who is who (公示, DOMAIN S5): names and numbers given on purpose, nobody's account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.people import Role
from bot.storage.database import Row, Tx, marks


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
    return [_entry(row) for row in rows]


async def everything(tx: Tx) -> list[tuple[Published, bool]]:
    """All that is published, and whether it came with an import."""
    rows = await tx.fetch(
        "SELECT unit_id, role, name, phone, position, imported FROM published ORDER BY unit_id, role, position, name"
    )
    return [(_entry(row), bool(row["imported"])) for row in rows]


def _entry(row: Row) -> Published:
    return Published(row["unit_id"], Role(row["role"]), row["name"], row["phone"], row["position"])


async def bring(tx: Tx, entries: Iterable[Published]) -> None:
    """Publish or correct what an import brings: from now on it is the import's."""
    await tx.execute_many(
        "INSERT INTO published (unit_id, role, name, phone, position, imported) VALUES (?, ?, ?, ?, ?, 1)"
        " ON CONFLICT (unit_id, role, name)"
        " DO UPDATE SET phone = excluded.phone, position = excluded.position, imported = 1",
        [(one.unit_id, one.role, one.name, one.phone, one.position) for one in entries],
    )


async def withdraw(tx: Tx, entries: Iterable[Published]) -> None:
    """Take off what an import no longer brings; what a branch published itself stays."""
    await tx.execute_many(
        "DELETE FROM published WHERE unit_id = ? AND role = ? AND name = ? AND imported = 1",
        [(one.unit_id, one.role, one.name) for one in entries],
    )

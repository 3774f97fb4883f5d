"""What a branch publishes of who is who (公示, scorecard S5): names and numbers given on purpose, nobody's account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.audit import Act, Entry
from bot.domain.people import Role
from bot.storage import audit
from bot.storage.database import Row, Tx, marks
from bot.storage.sealed import ROSTER_NAME, VOLUNTEER_NAME


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


async def add(tx: Tx, entry: Published, by_id: str, now: int) -> bool:
    """Publish somebody behind all others there; False where they are published in that role already."""
    new = await tx.execute(
        "INSERT INTO published (unit_id, role, name, phone, position)"
        " SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), COALESCE(max(position), 0) + 1"
        " FROM published WHERE unit_id = ? ON CONFLICT (unit_id, role, name) DO NOTHING",
        (entry.unit_id, entry.role, entry.name, entry.phone, entry.unit_id),
    )
    return await _noted(tx, new, entry.unit_id, f"add {entry.role}", by_id, now)


async def change(tx: Tx, before: Published, after: Published, by_id: str, now: int) -> bool:
    """Put `after` in the place of `before`: from now on the branch's own; False where that is not as it was any more,
    or somebody of this name is published in that role already.
    """
    changed = await tx.execute(
        "UPDATE published SET role = ?, name = ?, phone = ?, imported = 0"
        " WHERE unit_id = ? AND role = ? AND name = ? AND phone = ? AND NOT EXISTS (SELECT 1 FROM published o"
        " WHERE o.unit_id = published.unit_id AND o.role = ? AND o.name = ?"
        " AND (o.role <> published.role OR o.name <> published.name))",
        (
            *(after.role, after.name, after.phone),
            *(before.unit_id, before.role, before.name, before.phone),
            *(after.role, after.name),
        ),
    )
    fields = [field for field in ("role", "name", "phone") if getattr(before, field) != getattr(after, field)]
    return await _noted(tx, changed, before.unit_id, f"{' '.join(fields)} {after.role}", by_id, now)


async def remove(tx: Tx, entry: Published, by_id: str, now: int) -> bool:
    """Take somebody off; False where they were not on it."""
    gone = await tx.execute(
        "DELETE FROM published WHERE unit_id = ? AND role = ? AND name = ?", (entry.unit_id, entry.role, entry.name)
    )
    return await _noted(tx, gone, entry.unit_id, f"remove {entry.role}", by_id, now)


async def _noted(tx: Tx, changed: int, unit_id: str, facts: str, by_id: str, now: int) -> bool:
    """Written down for good: who, where and which field, never the name or the number itself."""
    if changed:
        await audit.append(tx, Entry(Act.PUBLISHED, by_id, unit_id, facts), now)
    return changed == 1


async def in_post(tx: Tx, unit_id: str, roles: Sequence[Role]) -> list[tuple[Role, str]]:
    """Who holds one of `roles` in a unit, with the name by which the office or their own file knows them ("": none)."""
    rows = await tx.fetch(
        f"SELECT role, person_id FROM post WHERE unit_id = ? AND role IN ({marks(roles)})"  # noqa: S608
        " ORDER BY since, person_id",
        (unit_id, *roles),
    )
    names = await _names(tx, [row["person_id"] for row in rows])
    return [(Role(row["role"]), names.get(row["person_id"], "")) for row in rows]


async def names_shown(tx: Tx, person_ids: Sequence[str], about: str, by_id: str, now: int) -> dict[str, str]:
    """By which names the office or their own files know these; whoever has none is missing.

    That they were shown to `by_id` is one row of the audit log, with how many there were; none where there was none.
    """
    names = await _names(tx, person_ids)
    if names:
        await note_named(tx, len(names), about, by_id, now)
    return names


async def note_named(tx: Tx, many: int, about: str, by_id: str, now: int) -> None:
    """That the names of so many were shown to `by_id`, which nobody has published."""
    await audit.append(tx, Entry(Act.NAMED, by_id, about, str(many)), now)


async def _names(tx: Tx, person_ids: Sequence[str]) -> dict[str, str]:
    rows = await tx.fetch(
        "SELECT p.id AS person_id, r.key, r.name AS expected, v.name AS own FROM person p"  # noqa: S608
        " LEFT JOIN roster r ON r.person_id = p.id"
        " LEFT JOIN volunteer v ON v.person_id = p.id AND v.state IN ('pending', 'active', 'paused')"
        f" WHERE p.id IN ({marks(person_ids)})",
        person_ids,
    )
    return {row["person_id"]: name for row in rows if (name := _name_in(tx, row))}


def _name_in(tx: Tx, row: Row) -> str:
    if row["expected"] is not None:
        return tx.vault.open(ROSTER_NAME, row["key"], row["expected"])
    return tx.vault.open(VOLUNTEER_NAME, row["person_id"], row["own"] or "")


async def of_units(tx: Tx, unit_ids: Sequence[str]) -> list[Published]:
    """What these units publish, in the order of the positions."""
    rows = await tx.fetch(
        f"SELECT unit_id, role, name, phone, position FROM published WHERE unit_id IN ({marks(unit_ids)})"  # noqa: S608
        " ORDER BY position, unit_id, name, role",
        unit_ids,
    )
    return [_entry(row) for row in rows]


async def duty_rooms(tx: Tx, unit_ids: Sequence[str]) -> list[Published]:
    """The numbers that these departments make known, in the order of the positions; no resident's page has them."""
    rows = await tx.fetch(
        f"SELECT unit_id, role, name, phone, position FROM published WHERE unit_id IN ({marks(unit_ids)})"  # noqa: S608
        " AND role = ? AND phone <> '' ORDER BY position, unit_id, name",
        (*unit_ids, Role.DEPARTMENT_STAFF),
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

"""The files of volunteers: one row each. What changes one says in its own condition what it must find."""

import json
from collections.abc import Collection, Sequence

from bot.domain.audit import Act, Entry
from bot.domain.people import Role
from bot.domain.volunteers import LISTS, Fact, File, FileState
from bot.storage import audit
from bot.storage.database import Row, Tx, marks
from bot.storage.sealed import VOLUNTEER_NAME, VOLUNTEER_PHONE

_COLUMNS = (
    "v.person_id, v.compound_id, v.state, v.step, v.party, v.name, v.phone, v.skills, v.times, v.languages, v.pledge,"
    " v.reason, v.version, v.since, v.paused_until"
)


_SEALED = {Fact.NAME: VOLUNTEER_NAME, Fact.PHONE: VOLUNTEER_PHONE}


def _file(tx: Tx, row: Row) -> File:
    own = {fact.value: tx.vault.open(field, row["person_id"], row[fact.value]) for fact, field in _SEALED.items()}
    lists = {fact.value: tuple(json.loads(row[fact.value])) for fact in LISTS}
    facts = {"state": FileState(row["state"]), "step": Fact(row["step"]), "party": bool(row["party"])}
    return File(**{**row, **own, **lists, **facts})


async def load(tx: Tx, person_id: str) -> File | None:
    """Their file, whatever became of it; None where they never began one."""
    row = await tx.fetch_one(f"SELECT {_COLUMNS} FROM volunteer v WHERE v.person_id = ?", (person_id,))  # noqa: S608
    return _file(tx, row) if row else None


async def begin(tx: Tx, person_id: str, compound_id: str, now: int) -> None:
    """A draft for this compound. Of somebody who left, with what is kept of them; any other file stays as it is."""
    await tx.execute(
        "INSERT INTO volunteer (person_id, compound_id, state, at) VALUES (?, ?, 'draft', ?)"
        " ON CONFLICT (person_id) DO UPDATE SET compound_id = excluded.compound_id, state = 'draft', step = 'party',"
        " reason = '', paused_until = NULL, since = NULL, version = volunteer.version + 1, at = excluded.at"
        " WHERE volunteer.state = 'left'",
        (person_id, compound_id, now),
    )


async def keep(tx: Tx, person_id: str, fact: Fact, value: str | int | Sequence[str]) -> None:
    """One fact of a file that is not left. Whoever decides on it is shown the change."""
    kept = json.dumps(list(value), ensure_ascii=False) if fact in LISTS and not isinstance(value, int) else value
    if fact in _SEALED:
        kept = tx.vault.seal(_SEALED[fact], person_id, str(value))
    await tx.execute(
        f"UPDATE volunteer SET {fact.value} = ?, version = version + 1 WHERE person_id = ? AND state <> 'left'",  # noqa: S608
        (kept, person_id),
    )


async def go_to(tx: Tx, person_id: str, step: Fact) -> None:
    """What a draft is asked next."""
    await tx.execute("UPDATE volunteer SET step = ? WHERE person_id = ? AND state = 'draft'", (step, person_id))


async def advance(tx: Tx, was: File, became: File, now: int) -> bool:
    """From one state to the next with what goes with it; False where somebody was quicker, or it was changed since."""
    changed = await tx.execute(
        "UPDATE volunteer SET state = ?, step = ?, reason = ?, since = ?, paused_until = ?, at = ?,"
        " version = version + 1 WHERE person_id = ? AND state = ? AND version = ?",
        (
            became.state, became.step, became.reason, became.since, became.paused_until, now,
            was.person_id, was.state, was.version,
        ),
    )  # fmt: skip
    return changed == 1


def name_in(tx: Tx, row: Row) -> str:
    """The name in somebody's file, in a row that has it as `name` and whose file it is as `person_id`."""
    return tx.vault.open(VOLUNTEER_NAME, row["person_id"], row["name"])


# ── seen by whoever answers for the compound ──────────────────────────────────────────────────────────────────
async def within(tx: Tx, person_id: str, units: Collection[str]) -> File | None:
    """A file of these compounds that was sent; None where it is missing, elsewhere, a draft or left."""
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} FROM volunteer v WHERE v.person_id = ? AND v.compound_id IN ({marks(units)})"  # noqa: S608
        " AND v.state NOT IN ('draft', 'left')",
        (person_id, *units),
    )
    return _file(tx, row) if row else None


async def in_state(tx: Tx, units: Collection[str], state: FileState, limit: int, offset: int = 0) -> list[File]:
    """The files of these compounds in one state, the oldest first."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM volunteer v WHERE v.compound_id IN ({marks(units)}) AND v.state = ?"  # noqa: S608
        " ORDER BY v.at, v.person_id LIMIT ? OFFSET ?",
        (*units, state, limit, offset),
    )
    return [_file(tx, row) for row in rows]


async def counts(tx: Tx, units: Collection[str]) -> dict[str, dict[FileState, int]]:
    """How many files stand in each state, by compound."""
    rows = await tx.fetch(
        f"SELECT compound_id, state, count(*) AS n FROM volunteer WHERE compound_id IN ({marks(units)})"  # noqa: S608
        " GROUP BY compound_id, state",
        tuple(units),
    )
    found: dict[str, dict[FileState, int]] = {}
    for row in rows:
        found.setdefault(row["compound_id"], {})[FileState(row["state"])] = int(row["n"])
    return found


async def serving(tx: Tx, compound_id: str) -> list[File]:
    """Whoever holds the post in a compound and can be reached, with their file or an empty one; nobody who rests."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS}, p.person_id AS holder, p.unit_id FROM post p"  # noqa: S608
        " LEFT JOIN volunteer v ON v.person_id = p.person_id AND v.state IN ('active', 'paused')"
        " WHERE p.role = ? AND p.unit_id = ? AND coalesce(v.state, 'active') = 'active'"
        " AND EXISTS (SELECT 1 FROM address a WHERE a.person_id = p.person_id AND a.reachable = 1)"
        " ORDER BY p.since, p.person_id",
        (Role.VOLUNTEER, compound_id),
    )
    return [_serving(tx, row) for row in rows]


def _serving(tx: Tx, row: Row) -> File:
    facts = dict(row)
    holder, unit_id = facts.pop("holder"), facts.pop("unit_id")
    if facts["person_id"] is None:
        return File(holder, unit_id, FileState.ACTIVE)
    return _file(tx, {**facts, "compound_id": unit_id})


# ── looks at the number ───────────────────────────────────────────────────────────────────────────────────────
async def add_look(tx: Tx, person_id: str, by_id: str, role: Role, now: int) -> None:
    """Write down that `by_id` was shown the number."""
    await tx.execute(
        "INSERT INTO volunteer_look (person_id, by_id, role, at) VALUES (?, ?, ?, ?)", (person_id, by_id, role, now)
    )
    await audit.append(tx, Entry(Act.LOOKED, by_id, person_id, f"volunteer {role}"), now)


async def looks(tx: Tx, person_id: str, limit: int) -> list[tuple[Role, int]]:
    """In which role somebody looked and when, the newest first."""
    rows = await tx.fetch(
        "SELECT role, at FROM volunteer_look WHERE person_id = ? ORDER BY id DESC LIMIT ?", (person_id, limit)
    )
    return [(Role(row["role"]), row["at"]) for row in rows]


async def drop_contact(tx: Tx, person_id: str) -> int:
    """The name and the number in their file go; 1 where there were any."""
    return await tx.execute(
        "UPDATE volunteer SET name = '', phone = '', version = version + 1"
        " WHERE person_id = ? AND (name <> '' OR phone <> '')",
        (person_id,),
    )


async def drop_draft(tx: Tx, person_id: str) -> bool:
    """A file that was begun and never sent goes, with all that was said for it; False where there is none."""
    return await tx.execute("DELETE FROM volunteer WHERE person_id = ? AND state = 'draft'", (person_id,)) == 1


async def forget_old(tx: Tx, before: int, limit: int) -> int:
    """At most `limit` files that were left, refused or never sent, and untouched since then; how many there were."""
    return await tx.execute(
        "DELETE FROM volunteer WHERE person_id IN (SELECT person_id FROM volunteer"
        " WHERE state IN ('draft', 'left', 'refused') AND at < ? LIMIT ?)",
        (before, limit),
    )

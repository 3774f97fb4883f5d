"""Patrols and visits as they are kept: one row for each name, place and day, for ever. Whose they are is asked here."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.domain.clock import from_millis, to_millis
from bot.domain.messages import MediaRef
from bot.domain.patrols import Round, RoundState
from bot.domain.people import Role
from bot.domain.tickets import WayIn
from bot.storage.database import Params, Row, Tx, marks

_COLUMNS = (
    "id, name, unit_id, role, way_in, day, due_at, state, coalesce(done_by, '') AS done_by, done_at,"
    " coalesce(ticket_id, '') AS ticket_id, note, files"
)


def _round(row: Row) -> Round:
    return Round(
        id=row["id"],
        name=row["name"],
        unit_id=row["unit_id"],
        role=Role(row["role"]),
        way_in=WayIn(row["way_in"]),
        day=row["day"],
        due_at=from_millis(row["due_at"]),
        state=RoundState(row["state"]),
        done_by=row["done_by"],
        done_at=from_millis(row["done_at"]) if row["done_at"] is not None else None,
        ticket_id=row["ticket_id"],
        note=row["note"],
        files=tuple(MediaRef(*ref) for ref in json.loads(row["files"] or "[]")),
    )


# ── made, and missed: by the clock ────────────────────────────────────────────────────────────────────────────
async def places_of(tx: Tx, name: str, day: str) -> frozenset[str]:
    """The units for which this round of this day was made already."""
    rows = await tx.fetch("SELECT unit_id FROM patrol_task WHERE name = ? AND day = ?", (name, day))
    return frozenset(row["unit_id"] for row in rows)


async def make(tx: Tx, made: Round) -> bool:
    """Keep a new one; False where there is one of this name, place and day."""
    added = await tx.execute(
        "INSERT INTO patrol_task (id, name, unit_id, role, way_in, day, due_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (name, unit_id, day) DO NOTHING",
        (made.id, made.name, made.unit_id, made.role, made.way_in, made.day, to_millis(made.due_at)),
    )
    return added == 1


async def first_due(tx: Tx) -> datetime | None:
    """When the first of those that nobody has done is, or was, due."""
    row = await tx.fetch_one("SELECT min(due_at) AS at FROM patrol_task WHERE state = 'open'")
    return from_millis(row["at"]) if row and row["at"] is not None else None


async def miss(tx: Tx, until: datetime) -> list[Round]:
    """What was due until then and not done is missed from now on; each is given back once."""
    rows = await tx.fetch(
        f"UPDATE patrol_task SET state = 'missed' WHERE state = 'open' AND due_at <= ? RETURNING {_COLUMNS}",  # noqa: S608
        (to_millis(until),),
    )
    return sorted(map(_round, rows), key=lambda one: (one.due_at, one.unit_id, one.name))


# ── done: by whoever holds the role at the place ──────────────────────────────────────────────────────────────
def _theirs(reach: Mapping[Role, Iterable[str]]) -> tuple[str, Params]:
    """As a condition: the role, and one of the units at which it is held."""
    parts, facts = ["1 = 0"], []
    for role, units in reach.items():
        at = sorted(units)
        parts.append(f"(role = ? AND unit_id IN ({marks(at)}))")
        facts += [role.value, *at]
    return f"({' OR '.join(parts)})", tuple(facts)


async def to_do(tx: Tx, reach: Mapping[Role, Iterable[str]], limit: int) -> tuple[int, list[Round]]:
    """How many they are to do, and the first of them: by when they are due."""
    condition, facts = _theirs(reach)
    at = sorted({unit for units in reach.values() for unit in units})
    where = f"FROM patrol_task WHERE state = 'open' AND unit_id IN ({marks(at)}) AND {condition}"
    facts = (*at, *facts)
    row = await tx.fetch_one(f"SELECT count(*) AS n {where}", facts)
    rows = await tx.fetch(f"SELECT {_COLUMNS} {where} ORDER BY due_at, unit_id, name, id LIMIT ?", (*facts, limit))
    return int(row["n"]) if row else 0, [_round(row) for row in rows]


async def theirs(tx: Tx, round_id: str, reach: Mapping[Role, Iterable[str]]) -> Round | None:
    """One of theirs; None where it is missing or another's."""
    condition, facts = _theirs(reach)
    row = await tx.fetch_one(f"SELECT {_COLUMNS} FROM patrol_task WHERE id = ? AND {condition}", (round_id, *facts))  # noqa: S608
    return _round(row) if row else None


async def finish(tx: Tx, round_id: str, person_id: str, now: int) -> bool:
    """Done; False where somebody did it before, or it was missed."""
    changed = await tx.execute(
        "UPDATE patrol_task SET state = 'done', done_by = ?, done_at = ? WHERE id = ? AND state = 'open'",
        (person_id, now, round_id),
    )
    return changed == 1


async def found(tx: Tx, round_id: str, ticket_id: str, person_id: str, now: int) -> None:
    """What was found became a ticket: with that it is done. A later find changes nothing; a missed one stays missed."""
    await tx.execute(
        "UPDATE patrol_task SET ticket_id = ?, state = CASE WHEN state = 'open' THEN 'done' ELSE state END,"
        " done_by = coalesce(done_by, ?), done_at = coalesce(done_at, ?) WHERE id = ? AND ticket_id IS NULL",
        (ticket_id, person_id, now, round_id),
    )


async def ask_note(tx: Tx, round_id: str, person_id: str, now: int | None) -> None:
    """What they send next belongs to it (`now` None: no more). Of no other any longer."""
    await tx.execute(
        "UPDATE patrol_task SET noting_at = NULL WHERE done_by = ? AND noting_at IS NOT NULL", (person_id,)
    )
    await tx.execute("UPDATE patrol_task SET noting_at = ? WHERE id = ? AND done_by = ?", (now, round_id, person_id))


async def noting(tx: Tx, person_id: str, since: int) -> Round | None:
    """The one to which they were asked, since then, to add something."""
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} FROM patrol_task WHERE done_by = ? AND noting_at >= ?",  # noqa: S608
        (person_id, since),
    )
    return _round(row) if row else None


async def with_file(tx: Tx, person_id: str, unique_id: str) -> list[Round]:
    """Rounds that somebody did and beside which they sent this file."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM patrol_task WHERE done_by = ? AND files LIKE ? ORDER BY id",  # noqa: S608
        (person_id, f'%"{unique_id}"%'),
    )
    return [one for one in map(_round, rows) if any(ref.unique_id == unique_id for ref in one.files)]


async def keep_note(tx: Tx, round_id: str, note: str, files: Sequence[MediaRef]) -> None:
    """What was added so far, in words and in photos."""
    kept = json.dumps([(ref.kind, ref.file_id, ref.unique_id) for ref in files])
    await tx.execute("UPDATE patrol_task SET note = ?, files = ? WHERE id = ?", (note, kept, round_id))


# ── looked at: by whoever answers for the place ───────────────────────────────────────────────────────────────
async def of_units(tx: Tx, units: Iterable[str], now: int, since: str) -> list[Round]:
    """The rounds of these units that began on or after `since`, and those still open."""
    at = sorted(units)
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM patrol_task WHERE unit_id IN ({marks(at)}) AND day >= ?"  # noqa: S608
        f" UNION SELECT {_COLUMNS} FROM patrol_task WHERE unit_id IN ({marks(at)}) AND state = 'open' AND due_at >= ?"
        " ORDER BY day, due_at, unit_id, name, id",
        (*at, since, *at, now),
    )
    return [_round(row) for row in rows]


async def within(tx: Tx, round_id: str, units: Iterable[str]) -> Round | None:
    """One of these units; None where it is missing or elsewhere."""
    at = sorted(units)
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} FROM patrol_task WHERE id = ? AND unit_id IN ({marks(at)})",  # noqa: S608
        (round_id, *at),
    )
    return _round(row) if row else None

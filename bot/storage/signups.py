"""Who signed up for which activity, who waits, who came; and the volunteers who may be called."""

from collections.abc import Iterable

from bot.domain.activities import Activity, Signup, SignupState
from bot.domain.people import Role
from bot.storage.activities import COLUMNS
from bot.storage.database import Row, Tx, marks
from bot.storage.volunteers import name_in

_SELECT = (
    "SELECT s.activity_id, s.person_id, s.state, s.turn, coalesce(v.name, '') AS name FROM signup s"
    " LEFT JOIN volunteer v ON v.person_id = s.person_id"
)


def _one(tx: Tx, row: Row) -> Signup:
    return Signup(**{**row, "name": name_in(tx, row), "state": SignupState(row["state"])})


async def load(tx: Tx, activity_id: str, person_id: str) -> Signup:
    """How they stand to it; `LEFT` where they never signed up."""
    row = await tx.fetch_one(f"{_SELECT} WHERE s.activity_id = ? AND s.person_id = ?", (activity_id, person_id))
    return _one(tx, row) if row else Signup(activity_id, person_id)


async def at_turn(tx: Tx, activity_id: str, turn: int) -> Signup | None:
    """Who has this number; None where nobody has."""
    row = await tx.fetch_one(f"{_SELECT} WHERE s.activity_id = ? AND s.turn = ?", (activity_id, turn))
    return _one(tx, row) if row else None


async def move(tx: Tx, was: Signup, state: SignupState, turn: int, now: int) -> bool:
    """From what it `was` to `state`; False where somebody else was quicker."""
    changed = await tx.execute(
        "INSERT INTO signup (activity_id, person_id, state, turn, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (activity_id, person_id) DO UPDATE SET state = excluded.state, turn = excluded.turn,"
        " at = excluded.at WHERE signup.state = ?",
        (was.activity_id, was.person_id, state, turn, now, was.state),
    )
    return changed == 1


async def of(tx: Tx, activity_id: str, states: Iterable[SignupState]) -> list[Signup]:
    """Everybody in one of `states`, in their turn."""
    wanted = tuple(states)
    rows = await tx.fetch(
        f"{_SELECT} WHERE s.activity_id = ? AND s.state IN ({marks(wanted)}) ORDER BY s.turn, s.person_id",
        (activity_id, *wanted),
    )
    return [_one(tx, row) for row in rows]


async def count(tx: Tx, activity_id: str, state: SignupState, before: int | None = None) -> int:
    """How many are in `state`; `before`: only those whose turn was earlier."""
    earlier, params = ("", ()) if before is None else (" AND turn < ?", (before,))
    row = await tx.fetch_one(
        f"SELECT count(*) AS n FROM signup WHERE activity_id = ? AND state = ?{earlier}",  # noqa: S608
        (activity_id, state, *params),
    )
    return int(row["n"]) if row else 0


async def next_waiting(tx: Tx, activity_id: str) -> Signup | None:
    """The first of those who wait; None where nobody does."""
    row = await tx.fetch_one(
        f"{_SELECT} WHERE s.activity_id = ? AND s.state = 'waiting' ORDER BY s.turn, s.person_id LIMIT 1",
        (activity_id,),
    )
    return _one(tx, row) if row else None


async def of_person(tx: Tx, person_id: str, begins: int, ends: int) -> list[Activity]:
    """What they have a place in, or wait for, that overlaps with this span, the first one first."""
    columns = ", ".join(f"a.{name}" for name in COLUMNS)
    rows = await tx.fetch(
        f"SELECT {columns} FROM signup s JOIN activity a ON a.id = s.activity_id"  # noqa: S608
        " WHERE s.person_id = ? AND s.state IN ('signed_up', 'waiting', 'here') AND a.state = 'open'"
        " AND a.begins_at < ? AND a.ends_at > ? ORDER BY a.begins_at, a.id",
        (person_id, ends, begins),
    )
    return [Activity(**row) for row in rows]


async def volunteers(tx: Tx, unit_ids: Iterable[str], now: int) -> list[str]:
    """The volunteers of these units who can be reached and are not on leave."""
    units = tuple(unit_ids)
    rows = await tx.fetch(
        f"SELECT DISTINCT p.person_id FROM post p WHERE p.role = ? AND p.unit_id IN ({marks(units)})"  # noqa: S608
        " AND EXISTS (SELECT 1 FROM address a WHERE a.person_id = p.person_id AND a.reachable = 1)"
        " AND NOT EXISTS (SELECT 1 FROM volunteer v WHERE v.person_id = p.person_id AND (v.state IN ('left', 'refused')"
        " OR (v.state = 'paused' AND coalesce(v.paused_until, ?) > ?))) ORDER BY p.person_id",
        (Role.VOLUNTEER, *units, now + 1, now),
    )
    return [row["person_id"] for row in rows]

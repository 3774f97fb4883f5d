"""What was reported again and again: the same matter in one compound within a few days (三天三单)."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.tickets import Ticket, TicketState
from bot.storage import newest
from bot.storage.database import Row, Tx, marks
from bot.storage.tickets import SELECT, from_row

# What was taken back was no second time.
_STATES = tuple(state for state in TicketState if state is not TicketState.WITHDRAWN)
_TOLD = "id, place, words, category, repetition_id, created_at"
_RECENT = (
    "SELECT n.id, n.place, n.words, n.repetition_id,"
    " (SELECT count(*) FROM follower f WHERE f.ticket_id = n.id AND f.way = 'joined' AND f.since >= ?) AS joined"
    " FROM ({}) n WHERE n.category = ? ORDER BY n.created_at DESC, n.id DESC"
)
ANYWHERE = _RECENT.format(newest.anywhere(_TOLD, _STATES))
IN_BUILDING = _RECENT.format(newest.in_building(_TOLD, _STATES))


@dataclass(frozen=True, slots=True)
class Repetition:
    """Several reports of one matter. `level`: the rung that was told (0: the street); `state`: new, open, acknowledged
    or exhausted."""

    id: str
    compound_id: str
    category: str
    reports: int
    level: int
    state: str


_COLUMNS = "id, compound_id, category, reports, level, state"


async def recent(tx: Tx, compound_id: str, category: str, building: str | None, since: int) -> list[Row]:
    """What was reported since `since` (ms), ended or not, the newest first: what names `building` or none; None: among
    the 200 newest of the compound, wherever.

    Each as `id`, `place`, `words`, `repetition_id` and how many `joined` since then.
    """
    if building is None:
        return await tx.fetch(ANYWHERE, (since, *newest.of_states(compound_id, _STATES, since), category))
    return await tx.fetch(IN_BUILDING, (since, *newest.of_building(compound_id, category, building, since), category))


async def begin(tx: Tx, repetition_id: str, compound_id: str, category: str, now: int) -> None:
    """Somebody must look at it, and was not told yet."""
    await tx.execute(
        "INSERT INTO repetition (id, compound_id, category, reports, level, state, at)"
        " VALUES (?, ?, ?, 0, 0, 'new', ?)",
        (repetition_id, compound_id, category, now),
    )


async def hold(tx: Tx, repetition_id: str, ticket_ids: Collection[str], reports: int) -> None:
    """These tickets belong to it; so often it was reported."""
    await tx.execute("UPDATE repetition SET reports = ? WHERE id = ?", (reports, repetition_id))
    await tx.execute(
        f"UPDATE ticket SET repetition_id = ? WHERE id IN ({marks(ticket_ids)})",  # noqa: S608
        (repetition_id, *ticket_ids),
    )


async def load(tx: Tx, repetition_id: str) -> Repetition | None:
    """The repetition; None where it is missing."""
    row = await tx.fetch_one(f"SELECT {_COLUMNS} FROM repetition WHERE id = ?", (repetition_id,))  # noqa: S608
    return Repetition(**row) if row else None


async def tickets_of(tx: Tx, repetition_id: str, limit: int) -> list[Ticket]:
    """Its tickets, the newest first."""
    rows = await tx.fetch(
        f"{SELECT} WHERE t.repetition_id = ? ORDER BY t.created_at DESC, t.id DESC LIMIT ?", (repetition_id, limit)
    )
    return [from_row(row) for row in rows]


async def told(tx: Tx, repetition_id: str, level: int) -> None:
    """Rung `level` was told, and did not answer yet."""
    await tx.execute("UPDATE repetition SET level = ?, state = 'open' WHERE id = ?", (level, repetition_id))


async def close(tx: Tx, repetition_id: str, state: str, person_id: str | None) -> bool:
    """It is `acknowledged` or `exhausted`; False where it was no more open."""
    changed = await tx.execute(
        "UPDATE repetition SET state = ?, acknowledged_by = ? WHERE id = ? AND state = 'open'",
        (state, person_id, repetition_id),
    )
    return changed == 1

"""A broadcast as it is written, checked, sent and stopped; drafts of notices too. Whose they are is asked here."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from bot.storage.database import Row, Tx, marks


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What `person_id` tells everybody at home in `unit_id` (in its `building`, where one is named).

    A draft may still be for a unit above the compounds. `until`: when what it tells of is over, 0 where it does not
    say. `office_id` and `role`: in whose name it was sent. Times in milliseconds.
    """

    id: str
    unit_id: str
    category: str
    words: str
    person_id: str
    at: int
    until: int = 0
    building: str = ""
    urgent: int = 0
    state: str = "draft"
    version: int = 1
    office_id: str | None = None
    role: str = ""
    begins_at: int = 0
    expires_at: int = 0
    reached: str = ""
    written: int = 0
    total: int = 0
    sent: int = 0
    gone: int = 0
    shown_at: int = 0


_COLUMNS = ", ".join(field.name for field in fields(Broadcast))


def _one(row: Row | None) -> Broadcast | None:
    return Broadcast(**row) if row else None


# ── a draft: its author's alone ───────────────────────────────────────────────────────────────────────────────
async def begin(tx: Tx, draft: Broadcast) -> None:
    """Keep a draft in place of the one that its author left lying."""
    await tx.execute("DELETE FROM broadcast WHERE person_id = ? AND state = 'draft'", (draft.person_id,))
    places = marks(fields(Broadcast))
    await tx.execute(f"INSERT INTO broadcast ({_COLUMNS}) VALUES ({places})", astuple(draft))  # noqa: S608


async def draft_of(tx: Tx, draft_id: str, person_id: str) -> Broadcast | None:
    """Their draft; None where it is missing, another's, or sent by now."""
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} FROM broadcast WHERE id = ? AND person_id = ? AND state = 'draft'",  # noqa: S608
        (draft_id, person_id),
    )
    return _one(row)


async def change(tx: Tx, draft: Broadcast) -> bool:
    """Keep where it goes and until when, as a new version; False where `draft` is not the newest."""
    changed = await tx.execute(
        "UPDATE broadcast SET unit_id = ?, building = ?, until = ?, version = version + 1"
        " WHERE id = ? AND person_id = ? AND state = 'draft' AND version = ?",
        (draft.unit_id, draft.building, draft.until, draft.id, draft.person_id, draft.version),
    )
    return changed == 1


async def drop(tx: Tx, draft_id: str, person_id: str) -> bool:
    """Their draft is gone; False where there is none."""
    gone = await tx.execute(
        "DELETE FROM broadcast WHERE id = ? AND person_id = ? AND state = 'draft'", (draft_id, person_id)
    )
    return gone == 1


async def count_in(tx: Tx, unit_id: str, day: str, most: int, *, urgent: bool) -> bool:
    """One more for a compound on `day`; False where there were `most`, urgent ones and others each by themselves."""
    added = await tx.execute(
        "INSERT INTO broadcast_day (unit_id, day, urgent, number) VALUES (?, ?, ?, 1)"
        " ON CONFLICT (unit_id, day, urgent) DO UPDATE SET number = broadcast_day.number + 1"
        " WHERE broadcast_day.number < ?",
        (unit_id, day, int(urgent), most),
    )
    return added == 1


async def send(tx: Tx, ready: Broadcast) -> bool:
    """From a draft to one that is being sent; False where `ready` is no draft or not the newest."""
    changed = await tx.execute(
        "UPDATE broadcast SET state = 'sending', version = version + 1, urgent = ?, office_id = ?, role = ?,"
        " begins_at = ?, expires_at = ?, total = ?, at = ?"
        " WHERE id = ? AND person_id = ? AND state = 'draft' AND version = ?",
        (
            *(ready.urgent, ready.office_id, ready.role, ready.begins_at, ready.expires_at, ready.total, ready.at),
            *(ready.id, ready.person_id, ready.version),
        ),
    )
    return changed == 1


# ── being sent ────────────────────────────────────────────────────────────────────────────────────────────────
async def load(tx: Tx, broadcast_id: str) -> Broadcast | None:
    """One that was sent, whoever sent it; None where there is none."""
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} FROM broadcast WHERE id = ? AND state <> 'draft'",  # noqa: S608
        (broadcast_id,),
    )
    return _one(row)


async def sending_in(tx: Tx, unit_ids: Iterable[str]) -> list[Broadcast]:
    """What is on its way to these compounds, the newest first."""
    units = tuple(unit_ids)
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM broadcast WHERE state = 'sending' AND unit_id IN ({marks(units)})"  # noqa: S608
        " ORDER BY at DESC, id",
        units,
    )
    return [Broadcast(**row) for row in rows]


async def next_to_write(tx: Tx, now: int) -> Broadcast | None:
    """The one whose turn it is: an urgent one, then the one that waited longest for its turn."""
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} FROM broadcast WHERE state = 'sending' AND written = 0 AND begins_at <= ?"  # noqa: S608
        " ORDER BY urgent DESC, served_at, at, id LIMIT 1",
        (now,),
    )
    return _one(row)


async def next_begin(tx: Tx) -> int | None:
    """When the next of those that have still to be written begins, or began; None where there is none."""
    row = await tx.fetch_one("SELECT min(begins_at) AS at FROM broadcast WHERE state = 'sending' AND written = 0")
    return row["at"] if row else None


async def advance(tx: Tx, broadcast_id: str, reached: str, now: int) -> None:
    """It is written as far as the person `reached`."""
    await tx.execute(
        "UPDATE broadcast SET reached = ?, served_at = ? WHERE id = ? AND state = 'sending'",
        (reached, now, broadcast_id),
    )


async def finish_writing(tx: Tx, broadcast_id: str, *, to_all: bool) -> None:
    """Nobody more is written to; `to_all`: whoever moved away or muted it meanwhile is not missing."""
    total = "(SELECT count(*) FROM broadcast_person b WHERE b.broadcast_id = broadcast.id)" if to_all else "total"
    await tx.execute(
        f"UPDATE broadcast SET written = 1, total = {total} WHERE id = ? AND state = 'sending'",  # noqa: S608
        (broadcast_id,),
    )


async def put_off(tx: Tx, broadcast_id: str, begins_at: int) -> None:
    """Who was passed over is looked for again from the first on, at `begins_at`."""
    await tx.execute(
        "UPDATE broadcast SET reached = '', written = 0, begins_at = ? WHERE id = ? AND state = 'sending'",
        (begins_at, broadcast_id),
    )


async def stop(tx: Tx, broadcast_id: str, unit_ids: Iterable[str]) -> bool:
    """Nothing more of it is written; False where none of these compounds is being sent it."""
    units = tuple(unit_ids)
    changed = await tx.execute(
        f"UPDATE broadcast SET state = 'stopped', version = version + 1 WHERE id = ? AND unit_id IN ({marks(units)})"  # noqa: S608
        " AND state = 'sending'",
        (broadcast_id, *units),
    )
    return changed == 1


async def note(tx: Tx, shown: Broadcast) -> None:
    """What its card says now: state, counts, when."""
    await tx.execute(
        "UPDATE broadcast SET state = ?, total = ?, sent = ?, gone = ?, shown_at = ? WHERE id = ? AND state <> 'draft'",
        (shown.state, shown.total, shown.sent, shown.gone, shown.shown_at, shown.id),
    )

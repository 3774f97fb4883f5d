"""The inbox: what a platform sent, raw, before anything is done with it (DESIGN §2).

A row is `waiting`, then `done` (its text erased) or `poison` (kept for the operator). Finishing is part of the
unit of work that handles the update, and fenced by the lease of the row's partition: an update id has one effect.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.sharing import PARTITIONS, partition_of
from bot.storage.database import Row, Tx, marks

EVERY_PART = range(PARTITIONS)


@dataclass(frozen=True, slots=True)
class Received:
    """One raw update as the platform sent it; `chat` decides which others it must follow."""

    channel: str
    update_id: int
    chat: str
    raw: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stored update that nobody has handled yet. `received_at` in milliseconds."""

    seq: int
    channel: str
    update_id: int
    chat: str
    part: int
    raw: str
    received_at: int


async def store(tx: Tx, updates: Sequence[Received], now: int) -> None:
    """Keep `updates`; one that is already known (waiting, done or poison) is left as it is."""
    await tx.execute_many(
        "INSERT INTO inbox (channel, update_id, chat, part, raw, received_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (channel, update_id) DO NOTHING",
        [(u.channel, u.update_id, u.chat, partition_of(u.channel, u.chat), u.raw, now) for u in updates],
    )


async def waiting(tx: Tx, after: int, limit: int, parts: Collection[int] = EVERY_PART) -> list[Waiting]:
    """At most `limit` waiting updates of `parts` stored after sequence number `after`, in order of arrival."""
    among = "" if len(parts) == PARTITIONS else f" AND part IN ({marks(parts)})"
    rows = await tx.fetch(
        "SELECT seq, channel, update_id, chat, part, raw, received_at FROM inbox"  # noqa: S608
        f" WHERE state = 'waiting' AND seq > ?{among} ORDER BY seq LIMIT ?",
        (after, *(parts if among else ()), limit),
    )
    return [Waiting(**row) for row in rows]


async def passed_by(tx: Tx, channel: str, first: int, last: int, parts: Collection[int]) -> list[int]:
    """The update ids from `first` to `last` that arrived, but for what waits for whoever works `parts`; in order."""
    rows = await tx.fetch(
        "SELECT update_id FROM inbox WHERE channel = ? AND update_id BETWEEN ? AND ?"  # noqa: S608
        f" AND (state <> 'waiting' OR part NOT IN ({marks(parts)})) ORDER BY update_id",
        (channel, first, last, *parts),
    )
    return [row["update_id"] for row in rows]


async def finish(tx: Tx, update: Waiting, epoch: int, now: int) -> bool:
    """Mark `update` as handled and erase its text; False where it was already, or the lease is no longer ours."""
    return await _leave(tx, update, epoch, now, "state = 'done', raw = '', error = NULL", ())


async def quarantine(tx: Tx, update: Waiting, epoch: int, now: int, error: str) -> bool:
    """Set `update` aside as poison with `error` (no personal text); False as for `finish`."""
    return await _leave(tx, update, epoch, now, "state = 'poison', error = ?", (error,))


async def _leave(tx: Tx, update: Waiting, epoch: int, now: int, change: str, facts: tuple[str, ...]) -> bool:
    changed = await tx.execute(
        f"UPDATE inbox SET {change}, done_at = ? WHERE seq = ? AND state = 'waiting'"  # noqa: S608
        " AND EXISTS (SELECT 1 FROM lease WHERE lease.job = 'worker' AND lease.part = inbox.part AND lease.epoch = ?)",
        (*facts, now, update.seq, epoch),
    )
    return changed == 1


async def poisoned(tx: Tx) -> list[Row]:
    """What was quarantined, oldest first: sequence number, channel, update id, error, times; never the text."""
    return await tx.fetch(
        "SELECT seq, channel, update_id, error, received_at, done_at FROM inbox WHERE state = 'poison' ORDER BY seq"
    )


async def retry(tx: Tx, seq: int) -> bool:
    """Put a quarantined update back to wait; False where `seq` names none."""
    sql = "UPDATE inbox SET state = 'waiting', error = NULL, done_at = NULL WHERE seq = ? AND state = 'poison'"
    return await tx.execute(sql, (seq,)) == 1


async def drop(tx: Tx, seq: int) -> bool:
    """Give up a quarantined update for good; False where `seq` names none."""
    sql = "UPDATE inbox SET state = 'done', raw = '' WHERE seq = ? AND state = 'poison'"
    return await tx.execute(sql, (seq,)) == 1


async def forget_done(tx: Tx, before: int, limit: int) -> int:
    """Delete `limit` rows done before `before` (which must lie further back than a platform re-sends: 24 h)."""
    return await tx.execute(
        "DELETE FROM inbox WHERE seq IN (SELECT seq FROM inbox WHERE state = 'done' AND done_at < ? LIMIT ?)",
        (before, limit),
    )


async def counts(tx: Tx) -> dict[str, int]:
    """How many wait and how many are poison."""
    row = await tx.fetch_one(
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting') AS waiting,"
        " (SELECT count(*) FROM inbox WHERE state = 'poison') AS poison"
    )
    return dict(row) if row else {}


async def forget_chat(tx: Tx, channel: str, chat: str) -> None:
    """What came from this chat and is handled, or failed, is nobody's; what still waits is a stranger's."""
    await tx.execute(
        "UPDATE inbox SET chat = '', raw = '', state = 'done' WHERE channel = ? AND chat = ? AND state <> 'waiting'",
        (channel, chat),
    )


async def forget_poison(tx: Tx, before: int, limit: int) -> int:
    """What failed before then, and nobody tried again, goes with its words; how many there were."""
    return await tx.execute(
        "DELETE FROM inbox WHERE seq IN"
        " (SELECT seq FROM inbox WHERE state = 'poison' AND done_at < ? ORDER BY seq LIMIT ?)",
        (before, limit),
    )

"""How long things have waited: what an operator looks at first."""

from dataclasses import dataclass

from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class Ages:
    """Milliseconds since the oldest update came in, message could be sent, work was due; 0 where none waits.

    `poison`: updates in quarantine; `parked`: messages that the platform refused.
    """

    update: int
    message: int
    work: int
    poison: int
    parked: int


async def ages(tx: Tx, now: int) -> Ages:
    """As they are at `now`."""
    row = await tx.fetch_one(
        "SELECT (SELECT min(received_at) FROM inbox WHERE state = 'waiting') AS update_at,"
        # Every urgency is 0 or more: said so that the index of what waits is taken.
        " (SELECT min(visible_at) FROM outbox WHERE state = 'waiting' AND urgency >= 0 AND visible_at <= ?)"
        " AS message_at,"
        " (SELECT min(due_at) FROM due_work WHERE due_at <= ?) AS work_at,"
        " (SELECT count(*) FROM inbox WHERE state = 'poison') AS poison,"
        " (SELECT count(*) FROM outbox WHERE state = 'parked') AS parked",
        (now, now),
    )
    if row is None:
        return Ages(0, 0, 0, 0, 0)
    update, message, work = (now - (row[name] or now) for name in ("update_at", "message_at", "work_at"))
    return Ages(update, message, work, row["poison"], row["parked"])

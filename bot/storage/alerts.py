"""Alerts: that somebody must look at a ticket now, how often it was said, and who answered 收到."""

from dataclasses import dataclass

from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class Alert:
    """A ticket's alert. `level` is the rung reached (0: the compound), `times` how often that rung was told."""

    ticket_id: str
    level: int
    times: int
    state: str


async def open_one(tx: Tx, ticket_id: str, level: int, now: int) -> None:
    """Start an alert on rung `level`, told once; one that is open on another rung goes on from this one."""
    await tx.execute(
        "INSERT INTO alert (ticket_id, level, times, state, at) VALUES (?, ?, 1, 'open', ?)"
        " ON CONFLICT (ticket_id) DO UPDATE SET level = excluded.level, times = 1, at = excluded.at"
        " WHERE alert.state = 'open' AND alert.level <> excluded.level",
        (ticket_id, level, now),
    )


async def load(tx: Tx, ticket_id: str) -> Alert | None:
    """The ticket's alert; None where it has none."""
    row = await tx.fetch_one("SELECT ticket_id, level, times, state FROM alert WHERE ticket_id = ?", (ticket_id,))
    return Alert(**row) if row else None


async def told(tx: Tx, alert: Alert, level: int, times: int, now: int) -> None:
    """Rung `level` has now been told `times` times."""
    await tx.execute(
        "UPDATE alert SET level = ?, times = ?, at = ? WHERE ticket_id = ? AND state = 'open'",
        (level, times, now, alert.ticket_id),
    )


async def close(tx: Tx, ticket_id: str, state: str, person_id: str | None) -> bool:
    """End an open alert as `acknowledged` or `exhausted`; False where none was open."""
    changed = await tx.execute(
        "UPDATE alert SET state = ?, acknowledged_by = ? WHERE ticket_id = ? AND state = 'open'",
        (state, person_id, ticket_id),
    )
    return changed == 1

"""催一下: who asked a desk to hurry, and how long a ticket has stood where it is. Both are read from its events."""

from bot.storage.database import Tx

URGE = "urge"
_ITS_MOVES = "FROM ticket_event WHERE ticket_id = ? AND (was IS NULL OR was <> became)"


async def last_by(tx: Tx, ticket_id: str, person_id: str) -> int | None:
    """When somebody urged it last, in milliseconds; None where they never did."""
    row = await tx.fetch_one(
        "SELECT max(at) AS at FROM ticket_event WHERE ticket_id = ? AND event = ? AND person_id = ?",
        (ticket_id, URGE, person_id),
    )
    return row["at"] if row else None


async def count_here(tx: Tx, ticket_id: str) -> int:
    """How often it was urged since it came to where it stands."""
    row = await tx.fetch_one(
        "SELECT count(*) AS n FROM ticket_event WHERE ticket_id = ? AND event = ?"  # noqa: S608
        f" AND at >= coalesce((SELECT max(at) {_ITS_MOVES}), 0)",
        (ticket_id, URGE, ticket_id),
    )
    return int(row["n"]) if row else 0


async def stands_since(tx: Tx, ticket_id: str) -> int:
    """When it came to where it stands, in milliseconds."""
    row = await tx.fetch_one(f"SELECT max(at) AS at {_ITS_MOVES}", (ticket_id,))
    return int(row["at"] or 0) if row else 0


async def steps_of(tx: Tx, ticket_id: str) -> list[tuple[str, int]]:
    """Each change of its state with its time in milliseconds, the oldest first."""
    rows = await tx.fetch(f"SELECT event, at {_ITS_MOVES} ORDER BY id", (ticket_id,))
    return [(row["event"], row["at"]) for row in rows]

"""Links by which a resident confirms what somebody reported for them: used once, and not for ever."""

from bot.storage.database import Tx


async def make(tx: Tx, code: str, ticket_id: str, expires_at: int) -> None:
    """Keep a new link. `expires_at` in milliseconds."""
    await tx.execute(
        "INSERT INTO ticket_link (code, ticket_id, expires_at) VALUES (?, ?, ?)", (code, ticket_id, expires_at)
    )


async def target(tx: Tx, code: str, now: int) -> str | None:
    """The ticket that a link leads to; None where it is unknown, used or too old."""
    row = await tx.fetch_one(
        "SELECT ticket_id FROM ticket_link WHERE code = ? AND used_by IS NULL AND expires_at > ?", (code, now)
    )
    return row["ticket_id"] if row else None


async def use(tx: Tx, code: str, person_id: str, now: int) -> bool:
    """`person_id` uses the link; False where somebody else was quicker, or it is too old."""
    used = await tx.execute(
        "UPDATE ticket_link SET used_by = ? WHERE code = ? AND used_by IS NULL AND expires_at > ?",
        (person_id, code, now),
    )
    return used == 1

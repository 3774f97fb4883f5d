"""Where the living messages of a name stand, or are about to."""

from bot.storage.database import Tx


async def shown_to(tx: Tx, name: str) -> list[str]:
    """Everybody in whose private chat the card stands, or to whom it is on its way."""
    rows = await tx.fetch(
        "SELECT a.person_id FROM card c JOIN address a ON a.channel = c.channel AND a.key = c.chat WHERE c.name = ?"
        " UNION SELECT o.person_id FROM outbox o"
        " WHERE o.state = 'waiting' AND o.card = ? AND o.person_id IS NOT NULL ORDER BY 1",
        (name, name),
    )
    return [row["person_id"] for row in rows]

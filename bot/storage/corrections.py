"""Where somebody knew better than the classifier: kept, so that it can learn from it."""

from dataclasses import dataclass

from bot.domain.people import Role
from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class Correction:
    """A sentence, and the category that it really belongs to."""

    category: str
    text: str


async def add(tx: Tx, ticket_id: str, was: str, became: str, role: Role, now: int) -> None:
    """Somebody in `role` said that the ticket is about `became`, not `was`."""
    await tx.execute(
        "INSERT INTO correction (ticket_id, was, became, role, at) VALUES (?, ?, ?, ?, ?)",
        (ticket_id, was, became, role, now),
    )


async def kept(tx: Tx, limit: int) -> list[Correction]:
    """The newest corrections, one for each ticket (the last word counts), with what the resident had said."""
    rows = await tx.fetch(
        "SELECT c.became AS category, t.words AS text FROM correction c JOIN ticket t ON t.id = c.ticket_id"
        " WHERE c.id = (SELECT max(l.id) FROM correction l WHERE l.ticket_id = c.ticket_id)"
        " ORDER BY c.id DESC LIMIT ?",
        (limit,),
    )
    return [Correction(**row) for row in rows]

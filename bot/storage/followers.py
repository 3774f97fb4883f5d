"""Who hears what becomes of a ticket (whoever reported it, whoever said 我也遇到), and what they said afterwards."""

from dataclasses import dataclass

from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class Note:
    """Words that somebody added to a ticket. `at` in milliseconds."""

    words: str
    at: int


async def add(tx: Tx, ticket_id: str, person_id: str, way: str, now: int) -> bool:
    """`person_id` follows the ticket from now on (`way`: reported, joined, confirmed); False where they did already."""
    added = await tx.execute(
        "INSERT INTO follower (ticket_id, person_id, way, since) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (ticket_id, person_id) DO NOTHING",
        (ticket_id, person_id, way, now),
    )
    return added == 1


async def leave(tx: Tx, ticket_id: str, person_id: str) -> bool:
    """Somebody who joined does not want to hear of it any more; False where they had not joined."""
    gone = await tx.execute(
        "DELETE FROM follower WHERE ticket_id = ? AND person_id = ? AND way = 'joined'", (ticket_id, person_id)
    )
    return gone == 1


async def of_ticket(tx: Tx, ticket_id: str) -> list[str]:
    """Everybody who follows the ticket, longest first."""
    rows = await tx.fetch("SELECT person_id FROM follower WHERE ticket_id = ? ORDER BY since, person_id", (ticket_id,))
    return [row["person_id"] for row in rows]


async def count_of(tx: Tx, ticket_id: str) -> int:
    """How many follow the ticket, whoever reported it among them."""
    row = await tx.fetch_one("SELECT count(*) AS n FROM follower WHERE ticket_id = ?", (ticket_id,))
    return int(row["n"]) if row else 0


async def count_followed_by(tx: Tx, person_id: str) -> int:
    """How many tickets somebody follows."""
    row = await tx.fetch_one("SELECT count(*) AS n FROM follower WHERE person_id = ?", (person_id,))
    return int(row["n"]) if row else 0


async def add_note(tx: Tx, ticket_id: str, person_id: str, words: str, now: int) -> None:
    """Keep what somebody added."""
    await tx.execute(
        "INSERT INTO ticket_note (ticket_id, person_id, words, at) VALUES (?, ?, ?, ?)",
        (ticket_id, person_id, words, now),
    )


async def notes_of(tx: Tx, ticket_id: str) -> list[Note]:
    """What was added to the ticket, the oldest first; not by whom."""
    rows = await tx.fetch("SELECT words, at FROM ticket_note WHERE ticket_id = ? ORDER BY id", (ticket_id,))
    return [Note(**row) for row in rows]

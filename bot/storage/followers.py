"""Who hears what becomes of a ticket (whoever reported it, whoever said 我也遇到), and what they said afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.tickets import ENDED
from bot.storage.database import Tx, marks

# As a list in SQL.
ENDED_STATES = ", ".join(f"'{state}'" for state in sorted(ENDED))


@dataclass(frozen=True, slots=True)
class Note:
    """Words that somebody added to a ticket. `at` in milliseconds."""

    words: str
    at: int


async def add(tx: Tx, ticket_id: str, person_id: str, way: str, now: int) -> bool:
    """`person_id` follows the ticket from now on (`way`: reported, joined, confirmed); False where they did already."""
    added = await tx.execute(
        "INSERT INTO follower (ticket_id, person_id, way, since, open) VALUES (?, ?, ?, ?,"  # noqa: S608
        f" (SELECT CASE WHEN state IN ({ENDED_STATES}) THEN 0 ELSE 1 END FROM ticket WHERE id = ?))"
        " ON CONFLICT (ticket_id, person_id) DO NOTHING",
        (ticket_id, person_id, way, now, ticket_id),
    )
    return added == 1


async def leave(tx: Tx, ticket_id: str, person_id: str) -> bool:
    """Somebody who joined does not want to hear of it any more; False where they had not joined."""
    gone = await tx.execute(
        "DELETE FROM follower WHERE ticket_id = ? AND person_id = ? AND way = 'joined'", (ticket_id, person_id)
    )
    return gone == 1


async def set_open(tx: Tx, ticket_id: str, *, goes_on: bool) -> None:
    """The ticket ended, or was taken up again: everybody's pages follow."""
    await tx.execute("UPDATE follower SET open = ? WHERE ticket_id = ?", (int(goes_on), ticket_id))


async def way_of(tx: Tx, ticket_id: str, person_id: str) -> str:
    """How they came to follow the ticket; empty where they do not."""
    row = await tx.fetch_one("SELECT way FROM follower WHERE ticket_id = ? AND person_id = ?", (ticket_id, person_id))
    return str(row["way"]) if row else ""


async def of_ticket(tx: Tx, ticket_id: str) -> list[str]:
    """Everybody who follows the ticket, longest first."""
    rows = await tx.fetch("SELECT person_id FROM follower WHERE ticket_id = ? ORDER BY since, person_id", (ticket_id,))
    return [row["person_id"] for row in rows]


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


async def last_notes(tx: Tx, ticket_id: str, most: int) -> list[Note]:
    """The last that was added to the ticket, at most so much, the oldest first; not by whom."""
    rows = await tx.fetch(
        "SELECT words, at FROM ticket_note WHERE ticket_id = ? ORDER BY id DESC LIMIT ?", (ticket_id, most)
    )
    return [Note(**row) for row in reversed(rows)]


async def neighbours_of(tx: Tx, ticket_id: str) -> int:
    """How many said 我也遇到."""
    row = await tx.fetch_one("SELECT count(*) AS n FROM follower WHERE ticket_id = ? AND way = 'joined'", (ticket_id,))
    return int(row["n"]) if row else 0


async def notes_by(tx: Tx, ticket_id: str, people: Iterable[str]) -> list[Note]:
    """What `people` added to the ticket, the oldest first."""
    ids = tuple(people)
    rows = await tx.fetch(
        f"SELECT words, at FROM ticket_note WHERE ticket_id = ? AND person_id IN ({marks(ids)}) ORDER BY id",  # noqa: S608
        (ticket_id, *ids),
    )
    return [Note(**row) for row in rows]

"""Tickets from which what is personal is taken: because they are old, or because whoever reported them is forgotten.

The ticket stays with its number, category, building and course: the branch's record, of which figures are made.
"""

import json
from collections.abc import Callable, Sequence

from bot.domain.likeness import coarse
from bot.storage import pictures
from bot.storage.database import Params, Tx, marks
from bot.storage.followers import ENDED_STATES

# Stands where somebody reported a ticket that was cleared for its age: a person whom no address reaches.
NOBODY = "nobody"
EMPTY = json.dumps({"because": [], "answers": [], "album": ""})
# What a resident wrote; what they chose from is no words of theirs.
SAID = "role = 'resident' AND event NOT IN ('evaluate', 'withdraw') AND reason <> ''"
_THEIRS = " AND person_id = (SELECT t.reporter_id FROM ticket t WHERE t.id = ticket_id)"


async def reported_by(tx: Tx, person_id: str, *, over: bool) -> list[str]:
    """The ids of what somebody reported and nobody has cleared: what is over, or what goes on."""
    inside = "IN" if over else "NOT IN"
    rows = await tx.fetch(
        f"SELECT id FROM ticket WHERE reporter_id = ? AND cleared = 0 AND state {inside} ({ENDED_STATES})"  # noqa: S608
        " ORDER BY created_at, id",
        (person_id,),
    )
    return [row["id"] for row in rows]


async def old_ones(tx: Tx, before: int, limit: int) -> list[str]:
    """The ids of at most `limit` tickets that were over before then and are not cleared, the oldest first."""
    rows = await tx.fetch(
        f"SELECT id FROM ticket WHERE cleared = 0 AND changed_at < ? AND state IN ({ENDED_STATES})"  # noqa: S608
        " ORDER BY changed_at, id LIMIT ?",
        (before, limit),
    )
    return [row["id"] for row in rows]


async def is_over(tx: Tx, ticket_id: str) -> bool:
    """Whether nothing happens to the ticket any more, or there is none."""
    row = await tx.fetch_one(f"SELECT state IN ({ENDED_STATES}) AS ended FROM ticket WHERE id = ?", (ticket_id,))  # noqa: S608
    return row is None or bool(row["ended"])


async def reword(tx: Tx, ids: Sequence[str], change: Callable[[str], str], *, everybody: bool = False) -> None:
    """What its reporter (`everybody`: whoever) wrote in a ticket, and added to it, as `change` leaves it."""
    whose, inside = "" if everybody else _THEIRS, marks(ids)
    rows = await tx.fetch(f"SELECT id, words FROM ticket WHERE id IN ({inside})", ids)  # noqa: S608
    await tx.execute_many(
        "UPDATE ticket SET words = ? WHERE id = ?", [(change(row["words"]), row["id"]) for row in rows]
    )
    rows = await tx.fetch(f"SELECT id, words FROM ticket_note WHERE ticket_id IN ({inside}){whose}", ids)  # noqa: S608
    await tx.execute_many(
        "UPDATE ticket_note SET words = ? WHERE id = ?", [(change(row["words"]), row["id"]) for row in rows]
    )
    rows = await tx.fetch(
        f"SELECT id, reason FROM ticket_event WHERE ticket_id IN ({inside}) AND {SAID}{whose}",  # noqa: S608
        ids,
    )
    await tx.execute_many(
        "UPDATE ticket_event SET reason = ? WHERE id = ?", [(change(row["reason"]), row["id"]) for row in rows]
    )


async def strip(tx: Tx, ids: Sequence[str], *, everybody: bool = False) -> None:
    """Beside the words: the number, the door, the answers, the photos that were sent with it, the links to it."""
    whose, inside = "" if everybody else _THEIRS, marks(ids)
    rows = await tx.fetch(f"SELECT id, place FROM ticket WHERE id IN ({inside})", ids)  # noqa: S608
    await tx.execute_many(
        "UPDATE ticket SET place = ?, data = ?, contact = NULL, cleared = 1 WHERE id = ?",
        [(coarse(row["place"]), EMPTY, row["id"]) for row in rows],
    )
    sent = f"ticket_id IN ({inside}) AND stage = 'report'{whose}"
    await _drop_sent(tx, sent, ids)
    await tx.execute(f"DELETE FROM ticket_link WHERE ticket_id IN ({inside})", ids)  # noqa: S608


async def drop_contacts(tx: Tx, person_id: str) -> int:
    """The numbers that somebody left go, whether or not the tickets go on; how many there were."""
    return await tx.execute(
        "UPDATE ticket SET contact = NULL WHERE contact IS NOT NULL AND id IN"
        " (SELECT f.ticket_id FROM follower f WHERE f.person_id = ? AND f.way <> 'joined')",
        (person_id,),
    )


async def drop_old_contacts(tx: Tx, before: int, limit: int) -> int:
    """The numbers on at most `limit` tickets that were over before then; how many there were."""
    return await tx.execute(
        "UPDATE ticket SET contact = NULL WHERE id IN"  # noqa: S608
        " (SELECT id FROM ticket WHERE contact IS NOT NULL AND changed_at < ?"
        f" AND state IN ({ENDED_STATES}) ORDER BY changed_at, id LIMIT ?)",
        (before, limit),
    )


async def drop_media(tx: Tx, person_id: str) -> None:
    """The photos that somebody sent with a report; those of their own open ones go with these."""
    sent = (
        "person_id = ? AND stage = 'report' AND NOT EXISTS (SELECT 1 FROM ticket t"
        " WHERE t.id = ticket_media.ticket_id AND t.reporter_id = ticket_media.person_id AND t.cleared = 0)"
    )
    await _drop_sent(tx, sent, (person_id,))


async def _drop_sent(tx: Tx, sent: str, facts: Params) -> None:
    """What meets the condition, with the copies that were made of it."""
    rows = await tx.fetch(f"DELETE FROM ticket_media WHERE {sent} RETURNING unique_id", facts)  # noqa: S608
    await pictures.drop_copies(tx, [row["unique_id"] for row in rows])


async def part(tx: Tx, ids: Sequence[str], now: int) -> None:
    """Nobody stands behind these tickets any more: neither who reported them, nor who heard of them or wrote."""
    inside = marks(ids)
    await tx.execute("INSERT INTO person (id, created_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", (NOBODY, now))
    await tx.execute(f"DELETE FROM follower WHERE ticket_id IN ({inside})", ids)  # noqa: S608
    for statement in (
        f"UPDATE ticket SET reporter_id = ? WHERE id IN ({inside})",  # noqa: S608
        f"UPDATE ticket_note SET person_id = ? WHERE ticket_id IN ({inside})",  # noqa: S608
        f"UPDATE ticket_media SET person_id = ? WHERE ticket_id IN ({inside}) AND stage = 'report'",  # noqa: S608
        f"UPDATE ticket_event SET person_id = ? WHERE ticket_id IN ({inside}) AND role = 'resident'"  # noqa: S608
        " AND person_id IS NOT NULL",
    ):
        await tx.execute(statement, (NOBODY, *ids))

"""Tickets and their media."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.domain.likeness import building_named
from bot.domain.messages import MediaRef
from bot.domain.tickets import ENDED, Desk, Severity, Ticket, TicketState, WayIn
from bot.storage import followers
from bot.storage.database import Row, Tx, marks
from bot.storage.sealed import TICKET_CONTACT

# A ticket's columns, as `from_row` reads them.
COLUMNS = (
    "t.id, t.number, t.compound_id, t.reporter_id, t.way_in, t.state, t.version, t.category, t.department,"
    " t.urgency, t.words, t.place, t.data, t.anonymous, t.contact IS NOT NULL AS has_contact, t.entered_by,"
    " t.desk, t.before, t.due_at, t.holder_id,"
    " coalesce((SELECT r.reports FROM repetition r WHERE r.id = t.repetition_id), 0) AS repeated,"
    " t.created_at,"
    " (SELECT count(*) FROM ticket_media m WHERE m.ticket_id = t.id) AS photos,"
    " (SELECT count(*) FROM follower w WHERE w.ticket_id = t.id) AS followers,"
    " (SELECT count(*) FROM ticket_note n WHERE n.ticket_id = t.id) AS notes"
)
# A condition follows.
SELECT = f"SELECT {COLUMNS} FROM ticket t"  # noqa: S608


def from_row(row: Row) -> Ticket:
    """The ticket of a row that has `COLUMNS`."""
    data = json.loads(row["data"])
    return Ticket(
        id=row["id"],
        number=row["number"],
        compound_id=row["compound_id"],
        reporter_id=row["reporter_id"],
        way_in=WayIn(row["way_in"]),
        state=TicketState(row["state"]),
        version=row["version"],
        category=row["category"],
        because=tuple(data["because"]),
        department=row["department"],
        severity=Severity(row["urgency"]),
        words=row["words"],
        place=row["place"],
        photos=row["photos"],
        created_at=from_millis(row["created_at"]),
        answers=tuple(data.get("answers", ())),
        album=data.get("album", ""),
        followers=row["followers"],
        notes=row["notes"],
        anonymous=bool(row["anonymous"]),
        has_contact=bool(row["has_contact"]),
        entered_by=row["entered_by"],
        desk=Desk(row["desk"]),
        before=TicketState(row["before"]) if row["before"] else None,
        due_at=from_millis(row["due_at"]) if row["due_at"] else None,
        repeated=row["repeated"],
        holder_id=row["holder_id"] or "",
    )


def _data(ticket: Ticket) -> str:
    """What no query asks for."""
    return json.dumps({"because": ticket.because, "answers": ticket.answers, "album": ticket.album}, ensure_ascii=False)


async def next_serial(tx: Tx, moment: datetime) -> int:
    """The next number of that day in Shanghai, counted from 1; never given twice."""
    day = f"{moment.astimezone(SHANGHAI):%Y-%m-%d}"
    row = await tx.fetch_one(
        "INSERT INTO day_serial (day, last) VALUES (?, 1)"
        " ON CONFLICT (day) DO UPDATE SET last = day_serial.last + 1 RETURNING last",
        (day,),
    )
    assert row is not None  # noqa: S101 - RETURNING of an upsert always has its row
    return int(row["last"])


async def add(tx: Tx, ticket: Ticket, media: Sequence[MediaRef], contact: str | None = None) -> None:
    """Keep a new ticket with its media; whoever reported it follows it. `contact`: where to reach them."""
    now = to_millis(ticket.created_at)
    await tx.execute(
        "INSERT INTO ticket (id, number, compound_id, reporter_id, way_in, state, version, category, department,"
        " urgency, words, place, building, data, anonymous, contact, entered_by, due_at, created_at, changed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            ticket.id,
            ticket.number,
            ticket.compound_id,
            ticket.reporter_id,
            ticket.way_in,
            ticket.state,
            ticket.version,
            ticket.category,
            ticket.department,
            ticket.severity,
            ticket.words,
            ticket.place,
            building_named(ticket.place),
            _data(ticket),
            int(ticket.anonymous),
            tx.vault.seal(TICKET_CONTACT, ticket.id, contact) if contact is not None else None,
            ticket.entered_by,
            to_millis(ticket.due_at) if ticket.due_at else None,
            now,
            now,
        ),
    )
    await followers.add(tx, ticket.id, ticket.reporter_id, "reported", now)
    await add_media(tx, ticket.id, ticket.reporter_id, media, now)


async def add_media(
    tx: Tx, ticket_id: str, person_id: str, media: Sequence[MediaRef], now: int, stage: str = "report"
) -> None:
    """Keep further media with a ticket, each file once. `stage`: report (how it was), done (how it is now)."""
    await tx.execute_many(
        "INSERT INTO ticket_media (ticket_id, kind, file_id, unique_id, person_id, stage, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (ticket_id, unique_id) DO NOTHING",
        [(ticket_id, ref.kind, ref.file_id, ref.unique_id, person_id, stage, now) for ref in media],
    )


async def keep_contact(tx: Tx, ticket_id: str, person_id: str, contact: str) -> bool:
    """Where whoever reported or confirmed it can be reached, said afterwards.

    False where it is anonymous, or theirs only in that they joined: then nothing is kept.
    """
    changed = await tx.execute(
        "UPDATE ticket SET contact = ? WHERE id = ? AND anonymous = 0 AND EXISTS (SELECT 1 FROM follower f"
        " WHERE f.ticket_id = ticket.id AND f.person_id = ? AND f.way <> 'joined')",
        (tx.vault.seal(TICKET_CONTACT, ticket_id, contact), ticket_id, person_id),
    )
    return changed == 1


async def advance(tx: Tx, ticket: Ticket, became: Ticket, now: int) -> bool:
    """Move `ticket`, as it was read, on to what it `became`; False where somebody else was quicker."""
    due_at = to_millis(became.due_at) if became.due_at else None
    changed = await tx.execute(
        "UPDATE ticket SET state = ?, desk = ?, before = ?, due_at = ?, holder_id = ?, version = version + 1,"
        " changed_at = ?"
        " WHERE id = ? AND version = ?",
        (became.state, became.desk, became.before, due_at, became.holder_id or None, now, ticket.id, ticket.version),
    )
    if changed and (ticket.state in ENDED) is not (became.state in ENDED):
        await followers.set_open(tx, ticket.id, goes_on=became.state not in ENDED)
    return changed == 1


async def reclassify(tx: Tx, ticket_id: str, category: str, department: str) -> None:
    """It is about something else than it was taken for."""
    await tx.execute("UPDATE ticket SET category = ?, department = ? WHERE id = ?", (category, department, ticket_id))


async def merge_into(tx: Tx, ticket_id: str, into: str) -> None:
    """Remember into which ticket it was merged."""
    await tx.execute("UPDATE ticket SET merged_into = ? WHERE id = ?", (into, ticket_id))


async def followed_by(tx: Tx, person_id: str, limit: int, offset: int = 0) -> list[Ticket]:
    """What somebody reported or joined: open ones first, each part the newest first.

    The page is cut out of the followers' index before any ticket is looked at: the last page costs hardly more.
    """
    rows = await tx.fetch(
        f"{SELECT} JOIN (SELECT ticket_id, open, since FROM follower WHERE person_id = ?"  # noqa: S608
        " ORDER BY open DESC, since DESC, ticket_id DESC LIMIT ? OFFSET ?) f ON f.ticket_id = t.id"
        " ORDER BY f.open DESC, f.since DESC, f.ticket_id DESC",
        (person_id, limit, offset),
    )
    return [from_row(row) for row in rows]


async def open_of(tx: Tx, person_id: str, since: int, limit: int) -> list[Ticket]:
    """What somebody reported or joined after `since` (ms) and is not ended, the newest first."""
    rows = await tx.fetch(
        f"{SELECT} JOIN follower f ON f.ticket_id = t.id"
        " WHERE f.person_id = ? AND f.open = 1 AND f.since > ? ORDER BY f.since DESC, f.ticket_id DESC LIMIT ?",
        (person_id, since, limit),
    )
    return [from_row(row) for row in rows]


async def relocate(tx: Tx, ticket: Ticket, compound_id: str, now: int) -> bool:
    """It is now known where `ticket` is; False where somebody else was quicker."""
    changed = await tx.execute(
        "UPDATE ticket SET compound_id = ?, version = version + 1, changed_at = ? WHERE id = ? AND version = ?",
        (compound_id, now, ticket.id, ticket.version),
    )
    return changed == 1


async def followed(tx: Tx, ticket_id: str, person_id: str) -> Ticket | None:
    """The ticket where `person_id` reported or joined it; None where it is missing or none of theirs."""
    row = await tx.fetch_one(
        f"{SELECT} JOIN follower f ON f.ticket_id = t.id WHERE t.id = ? AND f.person_id = ?", (ticket_id, person_id)
    )
    return from_row(row) if row else None


async def load(tx: Tx, ticket_id: str) -> Ticket | None:
    """The ticket, whoever asks: for work of the program's own, never for a person's press."""
    row = await tx.fetch_one(f"{SELECT} WHERE t.id = ?", (ticket_id,))
    return from_row(row) if row else None


async def number_of(tx: Tx, ticket_id: str) -> str:
    """The number by which people know it; empty where there is none."""
    ticket = await load(tx, ticket_id) if ticket_id else None
    return ticket.number if ticket else ""


async def media_at(tx: Tx, ticket_id: str, stage: str) -> list[MediaRef]:
    """The ticket's media of one stage (「report」, 「done」), in the order in which they came."""
    rows = await tx.fetch(
        "SELECT kind, file_id, unique_id FROM ticket_media WHERE ticket_id = ? AND stage = ? ORDER BY id",
        (ticket_id, stage),
    )
    return [MediaRef(**row) for row in rows]


async def media_by(tx: Tx, ticket_id: str, people: Iterable[str]) -> list[MediaRef]:
    """What `people` reported or added of the ticket's media, in the order in which it came."""
    ids = tuple(people)
    rows = await tx.fetch(
        "SELECT kind, file_id, unique_id FROM ticket_media WHERE ticket_id = ? AND stage = 'report'"  # noqa: S608
        f" AND person_id IN ({marks(ids)}) ORDER BY id",
        (ticket_id, *ids),
    )
    return [MediaRef(**row) for row in rows]

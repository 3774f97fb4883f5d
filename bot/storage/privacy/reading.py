"""What the store holds of somebody, kind by kind: how much, since when, and the rows themselves for their file."""

from collections.abc import Sequence

from bot.storage.database import Row, Tx
from bot.storage.privacy.kind import Kind
from bot.storage.sealed import FIELDS

# Nobody's file is longer; what is older is told in numbers alone.
MOST = 5000


async def count(tx: Tx, kind: Kind, person_id: str) -> int:
    """How many rows of a kind are theirs."""
    row = await tx.fetch_one(f"SELECT count(*) AS n FROM {kind.table} WHERE {kind.own} = ?", (person_id,))  # noqa: S608
    return int(row["n"]) if row else 0


async def rows_of(tx: Tx, table: str, own: str, columns: Sequence[str], person_id: str) -> list[Row]:
    """These columns of their rows, opened, the newest first where rows have a time, at most `MOST`."""
    sealed = {one.column: one for one in FIELDS if one.table == table and one.column in columns}
    read = dict.fromkeys([*columns, *(one.row for one in sealed.values())])
    order = next((name for name in ("created_at", "at", "since", "begins_at") if name in columns), own)
    rows = await tx.fetch(
        f"SELECT {', '.join(read)} FROM {table} WHERE {own} = ? ORDER BY {order} DESC LIMIT {MOST}",  # noqa: S608
        (person_id,),
    )
    opened = ({name: tx.vault.open(one, row[one.row], row[name]) for name, one in sealed.items()} for row in rows)
    return [{**row, **plain} for row, plain in zip(rows, opened, strict=True)]


async def events(tx: Tx, person_id: str) -> list[Row]:
    """What happened to the tickets that they reported, and who did it by the role alone."""
    return await tx.fetch(
        "SELECT t.number, e.at, e.became, e.role, e.reason FROM ticket_event e JOIN ticket t ON t.id = e.ticket_id"  # noqa: S608
        f" WHERE t.reporter_id = ? ORDER BY t.created_at DESC, e.id LIMIT {MOST}",
        (person_id,),
    )


async def looks(tx: Tx, person_id: str) -> list[Row]:
    """Who looked at their number, by the role alone: on a ticket, or in the file of a volunteer."""
    return await tx.fetch(
        "SELECT l.at, l.role, t.number FROM contact_look l JOIN ticket t ON t.id = l.ticket_id"  # noqa: S608
        " WHERE t.reporter_id = ? UNION ALL SELECT v.at, v.role, '' FROM volunteer_look v WHERE v.person_id = ?"
        f" ORDER BY 1 DESC LIMIT {MOST}",
        (person_id, person_id),
    )


async def open_tasks(tx: Tx, person_id: str) -> int:
    """How many tickets somebody was asked to see to and has not done."""
    row = await tx.fetch_one(
        "SELECT count(*) AS n FROM assignment WHERE person_id = ? AND state IN ('asked', 'came')", (person_id,)
    )
    return int(row["n"]) if row else 0


async def followed(tx: Tx, person_id: str) -> list[Row]:
    """The tickets of which they hear; of a neighbour's no more than the number."""
    return await tx.fetch(
        "SELECT t.number, f.way, f.since FROM follower f JOIN ticket t ON t.id = f.ticket_id WHERE f.person_id = ?"  # noqa: S608
        f" ORDER BY f.since DESC LIMIT {MOST}",
        (person_id,),
    )


async def received(tx: Tx, person_id: str) -> list[Row]:
    """The notices that they got and that are not yet forgotten."""
    return await tx.fetch(
        "SELECT b.begins_at, b.unit_id, b.words FROM broadcast_person p JOIN broadcast b ON b.id = p.broadcast_id"  # noqa: S608
        f" WHERE p.person_id = ? ORDER BY b.begins_at DESC LIMIT {MOST}",
        (person_id,),
    )


async def activities(tx: Tx, person_id: str) -> dict[str, str]:
    """The activities that they signed up for, in words, by their ids."""
    rows = await tx.fetch(
        "SELECT a.id, a.words FROM signup s JOIN activity a ON a.id = s.activity_id WHERE s.person_id = ?", (person_id,)
    )
    return {row["id"]: row["words"] for row in rows}


async def numbers(tx: Tx, person_id: str) -> list[tuple[str, str]]:
    """The ids and numbers of what they reported, the newest first."""
    rows = await tx.fetch(
        "SELECT id, number FROM ticket WHERE reporter_id = ? ORDER BY created_at DESC, id", (person_id,)
    )
    return [(row["id"], row["number"]) for row in rows]

"""One row in each table for one person, with words that stand nowhere else; and a look through the whole store."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, Integer, LargeBinary

from bot.storage.database import Tx
from bot.storage.privacy.kinds import KINDS
from bot.storage.schema import metadata
from bot.storage.sealed import FIELDS

ME, CHAT, OTHER = "me-it-is-i-0", "770077007", "somebody-else"
TICKET, OPEN, WISH, ACTIVITY, CALL = "ticket-over-1", "ticket-open-1", "wish-over-001", "activity-0001", "call-00000001"
# What a condition of the table wants, or what tells rows apart.
GIVEN: dict[str, dict[str, Any]] = {
    "ticket": {
        "id": TICKET,
        "state": "closed",
        "data": '{"because": ["密ticket.data"]}',
        "category": "其他",
        "urgency": "normal",
        "way_in": "self",
        "desk": "compound",
        "place": "3号楼2单元501 密ticket.place",
        "before": None,
        "merged_into": None,
        "repetition_id": None,
        "cleared": 0,
    },
    "ticket_event": {"role": "resident", "event": "answer"},
    "ticket_media": {"stage": "report"},
    "picture": {"state": "clean"},
    "draft": {"data": '{"words": "密draft.data"}'},
    "follower": {"way": "reported"},
    "assignment": {"state": "done", "unit_id": None},
    "extension": {"state": "granted"},
    "repetition": {"state": "open"},
    "patrol_task": {"state": "done"},
    "alert": {"state": "open"},
    "bar": {"state": "active"},
    "consent": {"what": "notice"},
    "invitation": {"state": "used"},
    "post": {"role": "volunteer"},
    "volunteer": {"state": "draft", "skills": "[]", "times": "[]", "languages": "[]", "step": "party"},
    "volunteer_call": {"id": CALL, "state": "yes"},
    "wish": {"id": WISH, "state": "withdrawn", "claimer_id": None, "note": "", "files": ""},
    "wish_event": {"wish_id": WISH, "who": "wisher"},
    "activity": {"id": ACTIVITY, "state": "closed"},
    "signup": {"activity_id": ACTIVITY, "state": "came"},
    "transfer": {
        "key": f"wish:{WISH}:{ME}:extra",
        "ends": None,
        "debit": "issued",
        "credit": "balance",
        "kind": "award",
    },
    "account": {"corrected": 0},
    "goods": {"id": "goods-1", "state": "on"},
    "stock_move": {"goods_id": "goods-1"},
    "redemption": {"goods_id": "goods-1", "state": "completed"},
    "notice": {},
    "broadcast": {"id": "broadcast-1", "state": "done"},
    "broadcast_person": {"broadcast_id": "broadcast-1"},
    "inbox": {"channel": "telegram", "chat": CHAT, "state": "poison"},
    "outbox": {"channel": "telegram", "chat": CHAT, "state": "sent", "body": "密outbox.body"},
    "card": {"channel": "telegram", "chat": CHAT},
    "due_work": {"subject": f"{ME}/code"},
    "address": {"channel": "telegram", "key": CHAT},
    "roster": {"key": "staff-1", "offered_to": None},
    "roster_grid": {"key": "staff-1", "grid_id": "cuihu3"},
    "roster_post": {"key": "staff-1", "shown": 1, "role": "building_lead", "unit_id": "cuihu3"},
    "published": {"name": "密roster.name", "role": "building_lead", "unit_id": "cuihu3"},
    "responsibility": {"role": "department_staff"},
}
# Nobody's rows, or written by hand below.
WITHOUT = frozenset(
    {"person", "audit", "audit_head", "meta", "lease", "member", "unit", "day_serial", "correction", "broadcast_day"}
)


def trace(words: str) -> str:
    """A mark that stands nowhere else."""
    return f"密{words}"


async def leave_traces(tx: Tx) -> None:
    """In each table."""
    for one in (ME, OTHER):
        await tx.execute("INSERT INTO person (id, consent_version, created_at) VALUES (?, 1, 1)", (one,))
    kinds = {kind.table: kind for kind in KINDS}
    for table in metadata.sorted_tables:
        if table.name in WITHOUT:
            continue
        kind = kinds[table.name]
        row: dict[str, Any] = {}
        for column in table.columns:
            if column.name in GIVEN.get(table.name, {}):
                row[column.name] = GIVEN[table.name][column.name]
            elif column.name == kind.own or column.name in kind.others:
                row[column.name] = ME
            elif (
                column.name == "id" and isinstance(column.type, BigInteger | Integer)
            ) or column.autoincrement is True:
                continue
            elif isinstance(column.type, BigInteger | Integer):
                row[column.name] = 1
            elif isinstance(column.type, LargeBinary):
                row[column.name] = trace("bytes").encode()
            elif keys := [key.column.table.name for key in column.foreign_keys]:
                row[column.name] = {"unit": "cuihu", "ticket": TICKET}.get(keys[0], ME)
            else:
                row[column.name] = trace(f"{table.name}.{column.name}")
        await _insert(tx, table.name, row)
    done = {"id": "wish-done-001", "person_id": OTHER, "at": 1, "compound_id": "cuihu", "state": "confirmed"}
    said = {"claimer_id": ME, "note": trace("wish.note"), "files": trace("wish.files")}
    await _insert(tx, "wish", {**done, **said})
    await tx.execute("UPDATE made_file SET outbox_id = (SELECT max(id) FROM outbox)")


def sealed(tx: Tx, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """`row` as its noun would have written it."""
    closed = {one.column: one for one in FIELDS if one.table == table and row.get(one.column)}
    return row | {name: tx.vault.seal(one, row[one.row], row[name]) for name, one in closed.items()}


def opened(tx: Tx, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """`row` as whoever has the keys reads it."""
    closed = {one.column: one for one in FIELDS if one.table == table and row.get(one.column)}
    return row | {name: tx.vault.open(one, row[one.row], row[name]) for name, one in closed.items()}


async def _insert(tx: Tx, table: str, row: dict[str, Any]) -> None:
    row = sealed(tx, table, row)
    marks = ", ".join("?" * len(row))
    await tx.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


async def everything(tx: Tx, but: Iterable[str] = ("audit",)) -> dict[str, str]:
    """Each table's rows as words."""
    found = {}
    for name in metadata.tables:
        if name not in but:
            rows = await tx.fetch(f"SELECT * FROM {name}")
            found[name] = "\n".join(repr(opened(tx, name, {**row})) for row in rows)
    return found

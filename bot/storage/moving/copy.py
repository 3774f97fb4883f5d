"""The copy itself: refuse what must not be, append what is missing, compare both sides, and only then call it whole."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Table

from bot.domain.errors import AlreadyRunning, CannotStart
from bot.storage import audit, leases, meta
from bot.storage.database import Tx
from bot.storage.moving import tables
from bot.storage.moving.side import Line, Side
from bot.storage.moving.tally import Tally
from bot.storage.schema import machinery

Told: TypeAlias = Callable[[str, int, int], None]
"""What is done (`copying ticket`), how many rows of it are, and of how many."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of it: the rows of each table, how many were there from a run before, what the audit log says ("")."""

    tables: dict[str, Tally]
    found: int
    audit: str


async def copy(source: Side, target: Side, now: int, told: Told) -> Moved:
    """Bring all of `source` into `target`, which is empty or holds an unfinished copy of it.

    Raises AlreadyRunning where a bot works on the source, CannotStart where the target holds anything else, or differs
    in the end: then it stays marked as unfinished, and no bot starts on it.
    """
    await _refuse(source, target, now)
    await target.unit(meta.put, meta.UNFINISHED_COPY, source.identity)
    found = 0
    for table in tables.moved():
        found += await _append(source, target, table, told)
    compared = {table.name: await _compare(source, target, table, told) for table in tables.moved()}
    for table in filter(tables.serial_of, tables.moved()):
        await target.give_after(table, await source.last_given(table))
    await target.check()
    rows = [row async for portion in source.portions(machinery.meta) for row in portion]
    compared[machinery.meta.name] = Tally().with_rows(rows)
    await target.unit(_finish, rows)
    _, wrong = await target.unit(audit.walk, None, lambda _total, _done: None)
    return Moved(compared, found, wrong)


async def _refuse(source: Side, target: Side, now: int) -> None:
    if source.identity == target.identity:
        raise CannotStart("both are the same store")
    if await source.unit(meta.get, meta.UNFINISHED_COPY):
        raise CannotStart("the source is itself an unfinished copy")
    begun = await target.unit(meta.get, meta.UNFINISHED_COPY)
    if begun and begun != source.identity:
        raise CannotStart("the target holds an unfinished copy of another store: empty it first")
    if not begun:
        for table in (*tables.moved(), machinery.meta):
            if await target.last_key(table) is not None:
                raise CannotStart(f"the target is not empty: it has rows in {table.name}")
    if not source.identity.startswith("sqlite") and await source.unit(leases.are_held, now):
        raise AlreadyRunning("a bot works on the source: stop it first, also those that stand by")


async def _append(source: Side, target: Side, table: Table, told: Told) -> int:
    """What is missing behind the last row that came; how many were there."""
    total, there = await source.count(table), await target.count(table)
    told(f"copying {table.name}", there, total)
    done = there
    async for rows in source.portions(table, await target.last_key(table)):
        await target.append(table, rows)
        done += len(rows)
        told(f"copying {table.name}", done, total)
    return there


async def _compare(source: Side, target: Side, table: Table, told: Told) -> Tally:
    wanted = await _tally(source, table)
    told(f"checking {table.name}", wanted.rows, 2 * wanted.rows)
    came = await _tally(target, table)
    told(f"checking {table.name}", wanted.rows + came.rows, 2 * wanted.rows)
    if came != wanted:
        raise CannotStart(
            f"{table.name} came out otherwise ({came.rows} rows of {wanted.rows}): the source was changed between two"
            " runs, or the target was; empty the target and begin again"
        )
    return came


async def _tally(side: Side, table: Table) -> Tally:
    tally = Tally()
    async for rows in side.portions(table):
        tally = tally.with_rows(rows)
    return tally


async def _finish(tx: Tx, rows: list[Line]) -> None:
    """Whole from now on: the mark goes in the same commit in which the last table comes."""
    await tx.execute("DELETE FROM meta WHERE key = ?", (meta.UNFINISHED_COPY,))
    for key, value in rows:
        await meta.put(tx, key, value)

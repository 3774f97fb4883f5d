"""The audit log: rows are added in the unit of work of what they tell, each bound to the one before (ADR 28)."""

from collections.abc import Callable

from bot.domain.audit import Chain, Chained, Entry, hash_after
from bot.storage.database import Tx

HEAD = "audit"
PORTION = 2000


async def append(tx: Tx, entry: Entry, now: int) -> None:
    """Write `entry` down behind the last row.

    The head is changed first: on an engine with many writers the next one waits here until this unit has ended.
    """
    head = await tx.fetch_one(
        "INSERT INTO audit_head (name, serial) VALUES (?, 1)"
        " ON CONFLICT (name) DO UPDATE SET serial = audit_head.serial + 1 RETURNING serial, hash",
        (HEAD,),
    )
    assert head is not None  # noqa: S101 - RETURNING of such an INSERT always has its row
    digest = hash_after(head["hash"], head["serial"], now, entry)
    await tx.execute(
        "INSERT INTO audit (serial, at, who, what, about, facts, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (head["serial"], now, entry.who, entry.what, entry.about, entry.facts, digest),
    )
    await tx.execute("UPDATE audit_head SET hash = ? WHERE name = ?", (digest, HEAD))


async def head(tx: Tx) -> tuple[int, str]:
    """The serial and the hash of the last row; (0, "") where there is none."""
    row = await tx.fetch_one("SELECT serial, hash FROM audit_head WHERE name = ?", (HEAD,))
    return (row["serial"], row["hash"]) if row else (0, "")


async def last_look(tx: Tx, person_id: str) -> tuple[int, int]:
    """When they last looked at anybody's number, in milliseconds (0: never), and how many times they did."""
    row = await tx.fetch_one(
        "SELECT COALESCE(max(at), 0) AS at, count(*) AS times FROM audit WHERE who = ? AND what = 'looked'",
        (person_id,),
    )
    return (row["at"], row["times"]) if row else (0, 0)


async def portion(tx: Tx, after: int) -> list[Chained]:
    """The rows behind serial `after`, at most `PORTION` of them."""
    rows = await tx.fetch(
        "SELECT serial, at, who, what, about, facts, hash FROM audit WHERE serial > ? ORDER BY serial LIMIT ?",
        (after, PORTION),
    )
    return [Chained(**row) for row in rows]


async def walk(tx: Tx, noted: tuple[int, str] | None, seen: Callable[[int, int], None]) -> tuple[Chain, str]:
    """From the first row to the last: how far it is whole, and what is wrong with the first row that is not ("").

    `noted`: a row's serial and hash that somebody kept elsewhere; `seen` is told of how many rows which were walked.
    """
    chain, last = Chain(), await head(tx)
    while rows := await portion(tx, chain.serial):
        for row in rows:
            if wrong := chain.follow(row) or _unlike(row, noted):
                return chain, wrong
        seen(last[0], chain.serial)
    return chain, chain.end(last) or ("" if noted is None or noted[0] <= chain.serial else f"row {noted[0]} is missing")


def _unlike(row: Chained, noted: tuple[int, str] | None) -> str:
    if noted is None or row.serial != noted[0] or row.hash == noted[1]:
        return ""
    return f"row {row.serial} is not the one that was noted"

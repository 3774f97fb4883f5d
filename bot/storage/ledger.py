"""The ledger of points: entries that are only ever added, and the sums beside them (docs/points.md).

Nothing is overspent: what goes out of a purse goes by one conditional statement, whoever else is at it.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields

from bot.domain.points import PURSES, Account, Kind
from bot.storage.database import Row, Tx, marks

# Of the sum over all the time; else a month («2026-03») or a year («2026»).
ALWAYS = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement of `amount` points of `person_id`, from one purse to another: which ones follows from its kind.

    `key` lets nothing in twice; `ends` is the key of what it takes back, settles or gives back. `at` in milliseconds.
    `worth`: what it would have been without caps; `month` («2026-03»): in which it counts as earned.
    """

    key: str
    person_id: str
    kind: Kind
    amount: int
    source: str
    source_id: str
    reason: str
    at: int
    matter: str = ""
    dimension: str = ""
    by_id: str | None = None
    ends: str | None = None
    worth: int = 0
    month: str = ""


@dataclass(frozen=True, slots=True)
class Earned:
    """What somebody earned in a month with one matter in one dimension."""

    month: str
    matter: str
    dimension: str
    points: int


_NAMES = tuple(field.name for field in fields(Entry))
_COLUMNS = ", ".join(_NAMES)
_WRITTEN = (*_NAMES, "debit", "credit")


async def add(tx: Tx, entry: Entry) -> bool:
    """Append an entry; False where one of its key, or one that ends the same, is there already."""
    added = await tx.execute(
        f"INSERT INTO transfer ({', '.join(_WRITTEN)}) VALUES ({marks(_WRITTEN)}) ON CONFLICT DO NOTHING",  # noqa: S608
        (*(getattr(entry, name) for name in _NAMES), *PURSES[entry.kind]),
    )
    return added == 1


async def by_key(tx: Tx, key: str) -> Entry | None:
    """The entry of this key; None where there is none."""
    row = await tx.fetch_one(f"SELECT {_COLUMNS} FROM transfer WHERE key = ?", (key,))  # noqa: S608
    return _entry(row) if row else None


async def newest(tx: Tx, person_id: str, before: int, limit: int) -> list[tuple[int, Entry]]:
    """At most `limit` of their entries with their ids, the newest first; those below the id `before`."""
    rows = await tx.fetch(
        f"SELECT id, {_COLUMNS} FROM transfer WHERE person_id = ? AND id < ? ORDER BY id DESC LIMIT ?",  # noqa: S608
        (person_id, before, limit),
    )
    return [(row["id"], _entry({name: row[name] for name in _NAMES})) for row in rows]


async def by_id(tx: Tx, entry_id: int) -> Entry | None:
    """The entry of this id; None where there is none."""
    row = await tx.fetch_one(f"SELECT {_COLUMNS} FROM transfer WHERE id = ?", (entry_id,))  # noqa: S608
    return _entry(row) if row else None


async def ended(tx: Tx, keys: Collection[str]) -> frozenset[str]:
    """Which of these entries were taken back, settled or given back."""
    rows = await tx.fetch(f"SELECT ends FROM transfer WHERE ends IN ({marks(keys)})", tuple(keys))  # noqa: S608
    return frozenset(row["ends"] for row in rows)


def _entry(row: Row) -> Entry:
    return Entry(**{**row, "kind": Kind(row["kind"])})


async def lock(tx: Tx, person_id: str) -> None:
    """Their account is there; whoever else awards to them waits until this unit of work is over."""
    await tx.execute(
        "INSERT INTO account (person_id) VALUES (?)"
        " ON CONFLICT (person_id) DO UPDATE SET balance = account.balance + 0",
        (person_id,),
    )


async def account_of(tx: Tx, person_id: str) -> Account:
    """What they have; nothing where they never earned any."""
    row = await tx.fetch_one("SELECT balance, held, lifetime, corrected FROM account WHERE person_id = ?", (person_id,))
    return Account(**row) if row else Account()


async def earn(tx: Tx, person_id: str, amount: int) -> None:
    """Into the balance, and into what they earned in all."""
    await tx.execute(
        "UPDATE account SET balance = balance + ?, lifetime = lifetime + ? WHERE person_id = ?",
        (amount, amount, person_id),
    )


async def take_back(tx: Tx, person_id: str, amount: int) -> bool:
    """Out of the balance, as given by mistake; False where it holds less."""
    changed = await tx.execute(
        "UPDATE account SET balance = balance - ?, corrected = corrected + ? WHERE person_id = ? AND balance >= ?",
        (amount, amount, person_id, amount),
    )
    return changed == 1


async def hold(tx: Tx, person_id: str, amount: int) -> bool:
    """From the balance into what is reserved; False where it holds less."""
    changed = await tx.execute(
        "UPDATE account SET balance = balance - ?, held = held + ? WHERE person_id = ? AND balance >= ?",
        (amount, amount, person_id, amount),
    )
    return changed == 1


async def spend(tx: Tx, person_id: str, amount: int) -> bool:
    """Out of what is reserved, for good; False where less is."""
    changed = await tx.execute(
        "UPDATE account SET held = held - ? WHERE person_id = ? AND held >= ?", (amount, person_id, amount)
    )
    return changed == 1


async def give_back(tx: Tx, person_id: str, amount: int) -> bool:
    """From what is reserved into the balance; False where less is."""
    changed = await tx.execute(
        "UPDATE account SET held = held - ?, balance = balance + ? WHERE person_id = ? AND held >= ?",
        (amount, amount, person_id, amount),
    )
    return changed == 1


# ── the sums of months and years ──────────────────────────────────────────────────────────────────────────────
async def count_in(tx: Tx, person_id: str, month: str, matter: str, dimension: str, amount: int) -> None:
    """Add `amount` (less than 0: taken back) to what they earned in `month` («2026-03»), in its year and in all."""
    await tx.execute(
        "INSERT INTO points_month (person_id, month, matter, dimension, points) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (person_id, month, matter, dimension)"
        " DO UPDATE SET points = points_month.points + excluded.points",
        (person_id, month, matter, dimension, amount),
    )
    await tx.execute_many(
        "INSERT INTO points_sum (person_id, period, points, compound_id) VALUES"
        " (?, ?, ?, (SELECT v.compound_id FROM volunteer v WHERE v.person_id = ? AND v.ranked = 1))"
        " ON CONFLICT (person_id, period) DO UPDATE SET points = points_sum.points + excluded.points",
        [(person_id, period, amount, person_id) for period in (month, month[:4], ALWAYS)],
    )


async def earned_in(tx: Tx, person_id: str, matter: str, first: str, last: str) -> int:
    """What they earned with one matter between two months, both included."""
    row = await tx.fetch_one(
        "SELECT coalesce(sum(points), 0) AS points FROM points_month"
        " WHERE person_id = ? AND month >= ? AND month <= ? AND matter = ?",
        (person_id, first, last, matter),
    )
    return int(row["points"]) if row else 0


async def earned_by_month(tx: Tx, person_id: str, first: str, last: str) -> list[Earned]:
    """What they earned between two months, both included: each month, matter and dimension by itself."""
    rows = await tx.fetch(
        "SELECT month, matter, dimension, points FROM points_month"
        " WHERE person_id = ? AND month >= ? AND month <= ? AND points > 0 ORDER BY month, matter, dimension",
        (person_id, first, last),
    )
    return [Earned(**row) for row in rows]


async def sum_of(tx: Tx, person_id: str, period: str) -> int:
    """What they earned in a month («2026-03»), a year («2026») or all the time (`ALWAYS`)."""
    row = await tx.fetch_one("SELECT points FROM points_sum WHERE person_id = ? AND period = ?", (person_id, period))
    return int(row["points"]) if row else 0


# ── whoever is forgotten ──────────────────────────────────────────────────────────────────────────────────────
async def rekey(tx: Tx, person_id: str, heir: str) -> None:
    """The keys of their entries bear `heir` instead: what the entries say stays, whose they are does not."""
    was, becomes = f":{person_id}:", f":{heir}:"
    await tx.execute(
        "UPDATE transfer SET key = replace(key, ?, ?), ends = replace(ends, ?, ?) WHERE person_id = ?",
        (was, becomes, was, becomes, person_id),
    )
    await tx.execute("UPDATE points_sum SET compound_id = NULL WHERE person_id = ?", (person_id,))

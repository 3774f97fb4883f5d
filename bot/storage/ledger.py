"""The ledger of points: entries that are only ever added, and the sums beside them (DOMAIN §6).

Nothing is overspent: what goes out of a purse goes by one conditional statement, whoever else is at it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from bot.domain.points import Account, Kind, Purse
from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement of `amount` points from `debit` to `credit`, both purses of `person_id`.

    `key` lets nothing in twice; `ends` is the key of what it takes back, settles or gives back. `at` in milliseconds.
    """

    key: str
    person_id: str
    kind: Kind
    debit: Purse
    credit: Purse
    amount: int
    source: str
    source_id: str
    reason: str
    at: int
    matter: str = ""
    dimension: str = ""
    by_id: str | None = None
    ends: str | None = None


_COLUMNS = ", ".join(field.name for field in fields(Entry))


async def add(tx: Tx, entry: Entry) -> bool:
    """Append an entry; False where one of its key, or one that ends the same, is there already."""
    added = await tx.execute(
        f"INSERT INTO transfer ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",  # noqa: S608
        tuple(getattr(entry, field.name) for field in fields(Entry)),
    )
    return added == 1


async def by_key(tx: Tx, key: str) -> Entry | None:
    """The entry of this key; None where there is none."""
    row = await tx.fetch_one(f"SELECT {_COLUMNS} FROM transfer WHERE key = ?", (key,))  # noqa: S608
    if row is None:
        return None
    return Entry(**{**row, "kind": Kind(row["kind"]), "debit": Purse(row["debit"]), "credit": Purse(row["credit"])})


async def account_of(tx: Tx, person_id: str) -> Account:
    """What they have; nothing where they never earned any."""
    row = await tx.fetch_one("SELECT balance, held, lifetime, corrected FROM account WHERE person_id = ?", (person_id,))
    return Account(**row) if row else Account()


async def earn(tx: Tx, person_id: str, amount: int) -> None:
    """Into the balance, and into what they earned in all."""
    await tx.execute(
        "INSERT INTO account (person_id, balance, lifetime) VALUES (?, ?, ?)"
        " ON CONFLICT (person_id) DO UPDATE SET balance = account.balance + excluded.balance,"
        " lifetime = account.lifetime + excluded.lifetime",
        (person_id, amount, amount),
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


# ── the sums of months ────────────────────────────────────────────────────────────────────────────────────────
async def count_in(tx: Tx, person_id: str, month: str, matter: str, dimension: str, amount: int) -> None:
    """Add `amount` (less than 0: taken back) to what they earned in `month` («2026-03»)."""
    await tx.execute(
        "INSERT INTO points_month (person_id, month, matter, dimension, points) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (person_id, month, matter, dimension)"
        " DO UPDATE SET points = points_month.points + excluded.points",
        (person_id, month, matter, dimension, amount),
    )


async def earned_in(tx: Tx, person_id: str, matter: str, months: Iterable[str]) -> int:
    """What they earned with one matter between the first and the last of `months`, both included."""
    first, *_, last = sorted(months) * 2
    row = await tx.fetch_one(
        "SELECT coalesce(sum(points), 0) AS points FROM points_month"
        " WHERE person_id = ? AND month >= ? AND month <= ? AND matter = ?",
        (person_id, first, last, matter),
    )
    return int(row["points"]) if row else 0

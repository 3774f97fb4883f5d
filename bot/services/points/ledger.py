"""Points are given, taken back, reserved, spent and given back: each an entry, each once (docs/points.md).

Every call is part of its caller's unit of work: the deed and its points are in the store together or not at all.
"""

from dataclasses import replace

from bot.config import Settings
from bot.domain.clock import SHANGHAI, from_millis
from bot.domain.errors import NotEnoughPoints
from bot.domain.points import Dimension, Earning, Kind
from bot.storage import certificates
from bot.storage import ledger as rows
from bot.storage.database import Tx
from bot.storage.ledger import Entry


async def award(tx: Tx, settings: Settings, earning: Earning, now: int) -> int:
    """Give what the matter is worth, as far as the caps of the month and the year leave room; how much it was.

    0 where it was given before, is worth nothing, or the caps are reached: then the deed is an entry all the same, so
    that they see it, and that it is not given next month when it is told again. Raises `KeyError` for a matter that
    config.toml does not know.
    """
    worth = worth_of(settings, earning)
    if worth <= 0:
        return 0
    await rows.lock(tx, earning.person_id)
    month = month_of(now)
    amount = max(0, min(worth, await _room(tx, settings, earning, month)))
    entry = Entry(
        key=earning.key,
        person_id=earning.person_id,
        kind=Kind.AWARD,
        amount=amount,
        source=earning.source,
        source_id=earning.source_id,
        reason=earning.reason,
        at=now,
        matter=earning.matter,
        dimension=earning.dimension,
        by_id=earning.by_id,
        worth=worth,
        month=month,
    )
    if not await rows.add(tx, entry) or not amount:
        return 0
    await rows.earn(tx, earning.person_id, amount)
    await rows.count_in(tx, earning.person_id, month, earning.matter, earning.dimension, amount)
    return amount


# The month and the matter of what was earned before there was this ledger: no ranking of any month counts it.
BEFORE, OPENING = "0000-00", "期初"


async def open_balance(tx: Tx, person_id: str, key: str, points: int, reason: str, now: int) -> bool:
    """What somebody brings along from before, more than 0: to spend, and for the stars.

    Each `key` (of the office's list) once, whoever it was then; False where it was before.
    """
    await rows.lock(tx, person_id)
    entry = Entry(
        key=f"opening:{key}",
        person_id=person_id,
        kind=Kind.AWARD,
        amount=points,
        source="opening",
        source_id=key,
        reason=reason,
        at=now,
        matter=OPENING,
        dimension=Dimension.BASE,
        worth=points,
        month=BEFORE,
    )
    if not await rows.add(tx, entry):
        return False
    await rows.earn(tx, person_id, points)
    await rows.count_in(tx, person_id, BEFORE, OPENING, Dimension.BASE, points)
    return True


def worth_of(settings: Settings, earning: Earning) -> int:
    """What it gives without caps. Raises `KeyError` for a matter that config.toml does not know."""
    return settings.matter(earning.matter).worth(earning.dimension) * earning.times


async def _room(tx: Tx, settings: Settings, earning: Earning, month: str) -> int:
    """What the caps of its matter leave for this month and this year."""
    matter, year = settings.matter(earning.matter), month[:4]
    this_month = await rows.earned_in(tx, earning.person_id, matter.name, month, month)
    this_year = await rows.earned_in(tx, earning.person_id, matter.name, f"{year}-01", f"{year}-12")
    return min(matter.month - this_month, matter.year - this_year)


async def reverse(tx: Tx, key: str, reason: str, by_id: str, now: int) -> bool:
    """Take back an award given by mistake, whole and once; certificates that need it are revoked.

    False where there is none of this key, it gave nothing, or it was taken back before. Raises `NotEnoughPoints` where
    the balance holds less by now.
    """
    given = await rows.by_key(tx, key)
    if given is None or given.kind is not Kind.AWARD or not given.amount:
        return False
    entry = replace(
        given,
        key=f"reverse:{key}",
        kind=Kind.REVERSE,
        reason=reason,
        at=now,
        by_id=by_id,
        ends=key,
        worth=0,
    )
    if not await rows.add(tx, entry):
        return False
    if not await rows.take_back(tx, given.person_id, given.amount):
        raise NotEnoughPoints(key)
    await rows.count_in(tx, given.person_id, given.month, given.matter, given.dimension, -given.amount)
    await certificates.revoke_unearned(tx, given.person_id, now)
    return True


async def reserve(tx: Tx, person_id: str, amount: int, source: str, source_id: str, reason: str, now: int) -> bool:
    """Set `amount` aside for an order; False where it was before. Raises `NotEnoughPoints`."""
    entry = Entry(
        key=f"{source}:{source_id}",
        person_id=person_id,
        kind=Kind.RESERVE,
        amount=amount,
        source=source,
        source_id=source_id,
        reason=reason,
        at=now,
    )
    if not await rows.add(tx, entry):
        return False
    if not await rows.hold(tx, person_id, amount):
        raise NotEnoughPoints(source_id)
    return True


async def settle(tx: Tx, source: str, source_id: str, reason: str, now: int) -> bool:
    """What was set aside is spent; False where nothing (any longer) is."""
    return await _end(tx, Kind.SETTLE, f"{source}:{source_id}", reason, now)


async def refund(tx: Tx, source: str, source_id: str, reason: str, now: int) -> bool:
    """What was set aside is theirs again; False where nothing (any longer) is."""
    return await _end(tx, Kind.REFUND, f"{source}:{source_id}", reason, now)


async def _end(tx: Tx, kind: Kind, key: str, reason: str, now: int) -> bool:
    held = await rows.by_key(tx, key)
    if held is None or held.kind is not Kind.RESERVE:
        return False
    entry = Entry(
        key=f"{kind}:{key}",
        person_id=held.person_id,
        kind=kind,
        amount=held.amount,
        source=held.source,
        source_id=held.source_id,
        reason=reason,
        at=now,
        ends=key,
    )
    if not await rows.add(tx, entry):
        return False
    move = rows.spend if kind is Kind.SETTLE else rows.give_back
    if not await move(tx, held.person_id, held.amount):
        raise NotEnoughPoints(key)  # the account does not hold what its entries say: nothing of this remains
    return True


def month_of(now: int) -> str:
    """The month of Shanghai in which something counts: «2026-03»."""
    return f"{from_millis(now).astimezone(SHANGHAI):%Y-%m}"

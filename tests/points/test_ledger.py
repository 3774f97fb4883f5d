"""The ledger on the real store: who is quicker, what a cap leaves, what is taken back and what is found at night."""

import asyncio
import sqlite3
from dataclasses import replace

import asyncpg
import pytest

from bot.config import Settings
from bot.domain.clock import to_millis
from bot.domain.errors import NotEnoughPoints
from bot.domain.points import Account, Dimension, Earning
from bot.services.points import ledger
from bot.storage import certificates, ledger_audit
from bot.storage import ledger as rows
from bot.storage.certificates import Honour
from bot.storage.database import Database, Tx
from tests.conversations.town import HE, MORNING
from tests.handlers.hall import Hall
from tests.services.owners import somebody

NOW = to_millis(MORNING)


@pytest.fixture
async def who(hall: Hall) -> str:
    return await hall.db.write(somebody, HE)


def earning(who: str, source: str = "1", matter: str = "微心愿", times: int = 1) -> Earning:
    return Earning(who, matter, Dimension.EXTRA, "wish", source, "帮邻居取药", times=times)


async def test_of_fifty_orders_at_once_just_those_succeed_for_which_there_is_enough(
    hall: Hall, settings: Settings, who: str
) -> None:
    """70 points, 10 for each: seven. Whoever asks twice for the same order has it once."""
    for at in range(6):
        await hall.db.write(ledger.award, settings, earning(who, str(at)), NOW)
    await hall.db.write(ledger.award, settings, earning(who, "six", "志愿服务", times=2), NOW)
    assert await hall.db.read(rows.account_of, who) == Account(70, 0, 70, 0)

    async def order(at: int) -> bool:
        try:
            return await hall.db.write(ledger.reserve, who, 10, "order", str(at % 25), "一袋米", NOW)
        except NotEnoughPoints:
            return False

    got = await asyncio.gather(*(order(at) for at in range(50)))
    assert sum(got) == 7
    assert await hall.db.read(rows.account_of, who) == Account(0, 70, 70, 0)
    assert (await hall.db.read(ledger_audit.audit, "", 9))[0].is_right


async def test_the_same_deed_told_fifty_times_at_once_is_given_once(hall: Hall, settings: Settings, who: str) -> None:
    gave = await asyncio.gather(*(hall.db.write(ledger.award, settings, earning(who), NOW) for _ in range(50)))
    assert sorted(gave) == [0] * 49 + [10]


async def test_what_a_cap_leaves_is_given_and_what_it_left_out_stands_there(
    hall: Hall, settings: Settings, who: str
) -> None:
    """60 a month: of the seventh deed nothing; told again next month it is still the deed of this one."""
    gave = [await hall.db.write(ledger.award, settings, earning(who, str(at)), NOW) for at in range(5)]
    gave.append(await hall.db.write(ledger.award, settings, earning(who, "big", times=2), NOW))
    gave.append(await hall.db.write(ledger.award, settings, earning(who, "none"), NOW))
    assert gave == [10] * 6 + [0]
    (_, last), (_, big), *_ = await hall.db.read(rows.newest, who, 10**9, 9)
    assert [(last.amount, last.worth), (big.amount, big.worth)] == [(0, 10), (10, 20)]
    later = NOW + 40 * 86_400_000
    assert await hall.db.write(ledger.award, settings, earning(who, "none"), later) == 0
    assert await hall.db.write(ledger.award, settings, earning(who, "new"), later) == 10


async def test_what_is_spent_cannot_be_taken_back(hall: Hall, settings: Settings, who: str) -> None:
    """And nothing of the attempt remains."""
    await hall.db.write(ledger.award, settings, earning(who), NOW)
    await hall.db.write(ledger.reserve, who, 4, "order", "o", "一袋米", NOW)
    with pytest.raises(NotEnoughPoints):
        await hall.db.write(ledger.reverse, earning(who).key, "记错了", who, NOW)
    assert await hall.db.read(rows.account_of, who) == Account(6, 4, 10, 0)
    assert (await hall.db.read(ledger_audit.audit, "", 9))[0].entries == 2


@pytest.mark.parametrize("amount", [0, -5])
async def test_nothing_and_less_cannot_be_reserved(hall: Hall, who: str, amount: int) -> None:
    with pytest.raises((sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)):
        await hall.db.write(ledger.reserve, who, amount, "order", "o", "一袋米", NOW)


async def test_an_unknown_matter_is_a_bug_that_is_said(hall: Hall, settings: Settings, who: str) -> None:
    with pytest.raises(KeyError):
        await hall.db.write(ledger.award, settings, replace(earning(who), matter="没有的事"), NOW)


async def test_a_certificate_goes_with_the_points_that_it_took(hall: Hall, settings: Settings, who: str) -> None:
    """That of the star and that of the year; what needs less stays."""
    for at in range(5):
        await hall.db.write(ledger.award, settings, earning(who, str(at)), NOW)
    honours = (Honour(1, "", 50), Honour(0, "2026", 45), Honour(1, "", 30))
    issued = [
        await hall.db.write(certificates.issue, f"c{at}", who, "何敏", honour, NOW) for at, honour in enumerate(honours)
    ]
    assert [one.code if one else "" for one in issued] == ["c0", "c1", "c0"]
    await hall.db.write(ledger.reverse, earning(who, "3").key, "记错了", who, NOW)
    assert await hall.db.read(certificates.valid, who, honours[0]) is None
    assert await hall.db.read(certificates.valid, who, honours[1]) is None
    again = await hall.db.write(certificates.issue, "c9", who, "何敏", Honour(0, "2026", 40), NOW)
    assert again
    assert again.code == "c9"


SPOILED = {
    "a balance": "UPDATE account SET balance = balance + 1",
    "what is held": "UPDATE account SET held = held + 1",
    "what was earned in all": "UPDATE account SET lifetime = lifetime + 1",
    "what was a mistake": "UPDATE account SET corrected = corrected + 1",
    "a month": "UPDATE points_month SET points = points + 1",
    "a month that is missing": "DELETE FROM points_month",
    "a year": "UPDATE points_sum SET points = points - 1 WHERE period = '2026'",
    "an amount": "UPDATE transfer SET amount = amount + 1",
    "an entry that is missing": "DELETE FROM transfer",
    "a purse": "UPDATE transfer SET debit = 'spent'",
    "an account that is missing": "DELETE FROM account",
}


@pytest.mark.parametrize("sql", SPOILED.values(), ids=list(SPOILED))
async def test_the_audit_finds(hall: Hall, settings: Settings, who: str, sql: str) -> None:
    await hall.db.write(ledger.award, settings, earning(who), NOW)
    assert (await hall.db.read(ledger_audit.audit, "", 9))[0] == ledger_audit.Audit(1, 1, 10, 0, 10)
    await hall.db.write(_do, sql)
    assert not (await hall.db.read(ledger_audit.audit, "", 9))[0].is_right


async def test_portions_leave_nobody_out(hall: Hall, settings: Settings) -> None:
    people = [await hall.db.write(somebody, 7000 + at) for at in range(5)]
    for person in people:
        await hall.db.write(ledger.award, settings, earning(person), NOW)
    for size in (1, 2, 5, 6):
        found, after = await _all(hall.db, size)
        assert (found.accounts, found.entries, found.is_right) == (5, 5, True), (size, after)


async def _all(db: Database, size: int) -> tuple[ledger_audit.Audit, int]:
    found, after, times = ledger_audit.Audit(), "", 0
    while True:
        portion, upto = await db.read(ledger_audit.audit, after, size)
        found, times = found + portion, times + 1
        if upto is None:
            return found, times
        after = upto


async def _do(tx: Tx, sql: str) -> None:
    await tx.execute(sql)

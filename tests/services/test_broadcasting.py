"""Broadcasts by the clock: portion by portion, each person once whatever breaks in between, nobody at night."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.clock import SHANGHAI, to_millis
from bot.domain.messages import Outbound, Toast
from bot.services import broadcasting, broadcasts
from bot.services.broadcasts import ALL, SHOW, WRITE
from bot.services.duties import perform
from bot.services.turn import Office
from bot.storage import audience, due, homes, outbox, people
from bot.storage import broadcasts as rows
from bot.storage.broadcasts import Broadcast
from bot.storage.database import Tx
from bot.storage.homes import Home
from bot.storage.sqlite import SqliteDatabase
from bot.texts.broadcasts import BroadcastProgress, NobodyThere
from tests.conversations.town import MORNING
from tests.services.breaking import Breaking, Broken
from tests.services.broadcasts_sent import (
    HOUR,
    IN_THE_TOWN,
    MINUTE,
    NEIGHBOURS,
    NOW,
    PORTION,
    Branch,
    one,
    settle,
    settled,
    tick,
    to_the_end,
    written,
)


@pytest.fixture(autouse=True)
async def neighbours(db: SqliteDatabase) -> None:
    await db.write(settle)


@pytest.fixture
def small(office: Office) -> Office:
    """Its portions are small, so that there are several."""
    settings = office.settings
    section = settings.broadcast.model_copy(update={"portion": PORTION})
    office.settings = settings.model_copy(update={"broadcast": section})
    return office


@pytest.fixture
def branch(db: SqliteDatabase, small: Office) -> Branch:
    return Branch(db, small)


async def test_a_portion_is_written_only_when_less_than_one_waits(db: SqliteDatabase, branch: Branch) -> None:
    await branch.sends()
    await tick(db, branch.office, MORNING)
    assert (await written(db)).total() == PORTION
    for seconds in range(1, 4):
        await tick(db, branch.office, MORNING + timedelta(seconds=seconds))
    assert (await written(db)).total() == PORTION
    await db.write(settled, "sent", 1)
    await tick(db, branch.office, MORNING + timedelta(seconds=5))
    assert (await written(db)).total() == 2 * PORTION


async def test_each_person_once_with_two_homes_two_addresses_or_none_that_is_reached(
    db: SqliteDatabase, branch: Branch
) -> None:
    async def unit(tx: Tx) -> None:
        both, deaf, away = [
            await people.enrol(tx, people.Address("telegram", key), NOW) for key in ("80001", "80002", "80003")
        ]
        for person in (both, deaf, away):
            await people.consent(tx, person.id, 1, NOW)
            await homes.add(tx, person.id, Home("cuihu", ""), NOW)
        await homes.add(tx, both.id, Home("beicheng", "1号楼"), NOW)
        await people.settle_in(tx, both.id, "cuihu")
        address = "INSERT INTO address (channel, key, person_id, seen_at) VALUES ('web', 'w1', ?, ?)"
        await tx.execute(address, (both.id, NOW + 1))
        await people.set_reachable(tx, people.Address("telegram", "80002"), reachable=False)
        await people.consent(tx, away.id, 0, NOW)

    await db.write(unit)
    broadcast_id = await branch.sends()
    await to_the_end(db, branch.office)
    found = await written(db)
    assert set(found.values()) == {1}
    assert found.total() == NEIGHBOURS + IN_THE_TOWN + 1 == (await one(db, broadcast_id)).total
    (last_address,) = await db.read(lambda tx: tx.fetch("SELECT chat FROM outbox WHERE channel = 'web'"))
    assert last_address["chat"] == "w1"


async def test_a_crash_between_any_two_steps_writes_to_nobody_twice_and_leaves_nobody_out(
    db: SqliteDatabase, branch: Branch
) -> None:
    """Every unit of work breaks at its first statement, at its second and so on, until it comes through."""
    broadcast_id = await branch.sends()
    crashes = 0
    for nth in range(40):
        at = MORNING + timedelta(seconds=3 * nth)
        for duty in await db.read(due.ready, to_millis(at), 50):
            for statement in range(200):

                async def unit(tx: Tx, duty: due.Due = duty, left: int = statement, at: datetime = at) -> None:
                    await perform(Breaking(tx, left), branch.office, duty, at, None)

                try:
                    await db.write(unit)
                except Broken:
                    crashes += 1
                else:
                    break
        await db.write(settled, "sent")
    found = await written(db)
    assert set(found.values()) == {1}
    assert found.total() == NEIGHBOURS + IN_THE_TOWN
    assert (await one(db, broadcast_id)).state == "done"
    assert crashes > 50


async def test_a_duty_that_is_done_a_second_time_writes_nothing(db: SqliteDatabase, branch: Branch) -> None:
    await branch.sends()
    (duty, *_) = await db.read(due.ready, NOW, 5)
    for _ in range(3):
        await db.write(perform, branch.office, duty, MORNING, None)
    assert (await written(db)).total() == PORTION


async def test_compounds_take_turns_and_an_urgent_one_comes_before_them(db: SqliteDatabase, branch: Branch) -> None:
    async def move(tx: Tx) -> None:
        for row in await tx.fetch("SELECT person_id FROM home"):
            await homes.add(tx, row["person_id"], Home("beicheng", ""), NOW)

    await db.write(move)
    first, second = await branch.sends(), await Branch(db, branch.office, "beicheng").sends()

    async def whose() -> list[str]:
        await db.write(settled, "sent")
        found = await db.read(lambda tx: tx.fetch("SELECT broadcast_id FROM broadcast_person ORDER BY outbox_id"))
        return list(dict.fromkeys(row["broadcast_id"] for row in found[-PORTION:]))

    seen = []
    for seconds in (0, 2, 4):
        await tick(db, branch.office, MORNING + timedelta(seconds=seconds))
        seen += await whose()
    assert sorted(seen[:2]) == sorted([first, second])
    assert seen[2] == seen[0]
    urgent = await branch.sends(MORNING + timedelta(minutes=1), urgent=True)
    await tick(db, branch.office, MORNING + timedelta(minutes=1))
    assert await whose() == [urgent]


async def test_what_the_evening_overtakes_goes_on_in_the_morning_and_reaches_each_once(
    db: SqliteDatabase, branch: Branch
) -> None:
    evening = datetime(2026, 3, 10, 21, 29, 59, tzinfo=SHANGHAI)
    broadcast_id = await branch.sends(evening)
    await tick(db, branch.office, evening)
    expires = await db.read(lambda tx: tx.fetch("SELECT expires_at FROM outbox"))
    night = evening + timedelta(seconds=1)
    assert {row["expires_at"] for row in expires} == {to_millis(night)}
    # One of the three arrived; the others were too late, as after an outage over the evening.
    await db.write(settled, "sent", 1)
    await db.write(settled, "expired")
    for minutes in range(1, 600, 7):
        await tick(db, branch.office, night + timedelta(minutes=minutes))
        assert (await written(db)).total() == PORTION
    morning = datetime(2026, 3, 11, 7, 30, tzinfo=SHANGHAI)
    await to_the_end(db, branch.office, morning)
    sent = await db.read(lambda tx: tx.fetch("SELECT person_id FROM outbox WHERE state = 'sent' AND urgency = 4"))
    assert len(sent) == len({row["person_id"] for row in sent}) == NEIGHBOURS + IN_THE_TOWN
    assert (await one(db, broadcast_id)).state == "done"


async def test_what_is_over_is_not_written_any_more(db: SqliteDatabase, branch: Branch) -> None:
    broadcast_id = await branch.sends(until=NOW + MINUTE)
    await tick(db, branch.office, MORNING)
    await db.write(settled, "sent")
    await to_the_end(db, branch.office, MORNING + timedelta(minutes=2))
    found = await one(db, broadcast_id)
    assert (found.state, found.sent, found.total) == ("done", PORTION, NEIGHBOURS + IN_THE_TOWN)
    assert await db.read(due.ready, NOW + 24 * HOUR, 9) == []


async def test_what_one_says_that_names_no_end_is_stale_after_a_day(db: SqliteDatabase, branch: Branch) -> None:
    await branch.sends()
    assert (await one(db, "b0905cuihu")).expires_at == NOW + 24 * HOUR


async def test_who_blocked_us_is_counted_and_the_card_is_drawn_rarely(db: SqliteDatabase, branch: Branch) -> None:
    broadcast_id = await branch.sends()
    cards = []
    for nth in range(30):
        at = MORNING + timedelta(seconds=nth)
        for duty in await db.read(due.ready, to_millis(at), 50):
            if not await db.write(due.take, duty):
                continue
            act = broadcasting.show if duty.kind == SHOW else broadcasting.write
            cards += await db.write(act, branch.office, duty.subject, to_millis(at))
        await db.write(settled, "undeliverable" if nth == 0 else "sent")
    said = [card.prompt for card in cards if isinstance(card, Outbound) and isinstance(card.prompt, BroadcastProgress)]
    assert [(prompt.state, prompt.sent, prompt.gone) for prompt in said][-1] == ("done", 7, 3)
    assert len(said) <= 3
    assert "停用 3" in said[-1].text()
    assert (await one(db, broadcast_id)).gone == PORTION


async def test_who_stops_it_calls_back_what_waits_and_what_was_on_the_wire_counts(
    db: SqliteDatabase, branch: Branch
) -> None:
    broadcast_id = await branch.sends()
    await tick(db, branch.office, MORNING)
    await db.write(settled, "sent", 1)
    (held, *_) = await db.read(lambda tx: tx.fetch("SELECT id FROM outbox WHERE state = 'waiting'"))
    stopped = await branch.stops(broadcast_id)
    assert stopped
    assert stopped.sent == 1
    assert not await db.read(outbox.is_waiting, held["id"])
    await db.write(outbox.settle, [held["id"]], "sent", NOW)
    for seconds in (4, 10, 60):
        await tick(db, branch.office, MORNING + timedelta(seconds=seconds))
    assert (await one(db, broadcast_id)).sent == 2
    assert (await written(db)).total() == PORTION
    assert await branch.stops(broadcast_id) is None


async def test_nobody_stops_what_another_branch_sends_and_missing_is_the_same(
    db: SqliteDatabase, branch: Branch
) -> None:
    broadcast_id = await branch.sends()
    stranger = Branch(db, branch.office, "beicheng")
    assert await stranger.stops(broadcast_id) is await stranger.stops("none") is None
    assert (await one(db, broadcast_id)).state == "sending"


async def test_one_building_however_it_was_said(db: SqliteDatabase, branch: Branch) -> None:
    async def move(tx: Tx) -> None:
        (first, *_) = await tx.fetch("SELECT person_id FROM home WHERE building = '3号楼'")
        await tx.execute("UPDATE home SET building = '三栋' WHERE person_id = ?", (first["person_id"],))

    await db.write(move)
    await branch.sends(building="3号楼")
    await to_the_end(db, branch.office)
    assert (await written(db)).total() == NEIGHBOURS / 2


async def test_a_day_has_so_many_and_as_many_urgent_ones(db: SqliteDatabase) -> None:
    async def unit(tx: Tx, day: str, *, urgent: bool) -> bool:
        return await rows.count_in(tx, "cuihu", day, 2, urgent=urgent)

    assert [await db.write(unit, "2026-03-10", urgent=False) for _ in range(4)] == [True, True, False, False]
    assert [await db.write(unit, "2026-03-10", urgent=True) for _ in range(3)] == [True, True, False]
    assert await db.write(unit, "2026-03-11", urgent=False)


async def test_two_presses_of_one_draft_send_it_once(db: SqliteDatabase, branch: Branch) -> None:
    """As on an engine where two units run side by side: the version that was read no longer holds."""
    broadcast_id = await branch.sends()
    again = replace(await one(db, broadcast_id), version=1)
    assert not await db.write(rows.send, again)
    assert not await db.write(rows.change, again)


async def test_what_is_over_is_forgotten_with_its_cards(db: SqliteDatabase, branch: Branch) -> None:
    broadcast_id = await branch.sends()
    await to_the_end(db, branch.office)
    await db.write(outbox.remember_card, "telegram", "90001", f"broadcast:{broadcast_id}", "7")
    await db.write(audience.forget_over, NOW)
    assert await db.read(audience.outcomes, broadcast_id)
    await db.write(audience.forget_over, NOW + 1)
    assert await db.read(audience.outcomes, broadcast_id) == {}
    assert await db.read(outbox.card_message, "telegram", "90001", f"broadcast:{broadcast_id}") is None


async def test_nothing_is_planned_where_nothing_is_sent(db: SqliteDatabase, branch: Branch) -> None:
    await db.write(due.plan, WRITE, ALL, NOW)
    assert await tick(db, branch.office, MORNING) == [WRITE]
    assert await db.read(due.ready, NOW + 24 * HOUR, 5) == []


async def test_nobody_at_home_there_is_said_and_nothing_counted(db: SqliteDatabase, branch: Branch) -> None:
    elsewhere = Branch(db, branch.office, "beicheng")
    draft = Broadcast("empty", "beicheng", "其他", "体检", "nobody", NOW)
    (said,) = await db.write(lambda tx: broadcasts.send(elsewhere.turn(), tx, draft, urgent=False))
    assert isinstance(said, Toast)
    assert isinstance(said.prompt, NobodyThere)
    assert await db.read(lambda tx: tx.fetch("SELECT * FROM broadcast_day")) == []

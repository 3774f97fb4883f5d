"""Matching on the store: who serves where, what they did, what they have in hand, when they were asked."""

from datetime import timedelta

from bot.config import Settings
from bot.domain.clock import to_millis
from bot.domain.people import Role
from bot.domain.points import Dimension, Earning
from bot.domain.volunteers import FileState
from bot.services.points import ledger
from bot.services.volunteers.cards import deeds_of
from bot.services.volunteers.matching import Match, matching, note_told
from bot.storage import assignments, people
from bot.storage.database import Tx
from tests.conversations.town import HE, LI, MORNING, NEW, WANG
from tests.handlers.hall import Hall
from tests.handlers.volunteers import put_file
from tests.services.owners import put, somebody

NOW = to_millis(MORNING)


async def found(hall: Hall, *skills: str, limit: int = 9) -> list[Match]:
    office = hall.dispatcher.office
    return await hall.db.read(matching, office, "cuihu", skills, MORNING, limit)


async def earn(hall: Hall, person_id: str, number: int, matter: str = "微心愿", days_ago: int = 3) -> None:
    async def unit(tx: Tx) -> None:
        earning = Earning(person_id, matter, Dimension.EXTRA, "wish", str(number), "做了一件好事")
        at = to_millis(MORNING - timedelta(days=days_ago))
        assert await ledger.award(tx, hall.dispatcher.office.settings, earning, at)

    await hall.db.write(unit)


async def test_who_can_and_has_time_comes_first_with_the_reasons_in_words(hall: Hall) -> None:
    wang = await put_file(hall, WANG, FileState.ACTIVE, times=("workday",))
    await put_file(hall, LI, FileState.ACTIVE, name="李叔", skills=("开车",))
    for number in range(3):
        await earn(hall, wang, number)
    first, second = await found(hall, "理发")
    assert (first.person_id, first.name) == (wang, "王阿姨")
    assert first.reasons == ("会理发", "工作日有空", "这个月帮过 3 次", "手上没有别的事", "同小区")
    # 何志愿 holds the post without a file.
    assert second.person_id == await hall.db.write(somebody, HE)
    assert (second.name, second.reasons) == ("", ("手上没有别的事", "同小区"))


async def test_neither_who_rests_nor_who_waits_nor_another_compounds_nor_who_cannot_be_reached(hall: Hall) -> None:
    await put_file(hall, WANG, FileState.PAUSED)
    await put_file(hall, LI, FileState.PENDING)
    await put_file(hall, NEW, FileState.ACTIVE, compound="beicheng")

    async def block(tx: Tx) -> None:
        await people.set_reachable(tx, people.Address("telegram", str(HE)), reachable=False)

    assert len(await found(hall)) == 1
    await hall.db.write(block)
    assert await found(hall) == []


async def test_what_was_taken_back_is_no_help_given_and_what_is_in_hand_counts(hall: Hall, settings: Settings) -> None:
    wang = await put_file(hall, WANG, FileState.ACTIVE)
    await earn(hall, wang, 1)
    await earn(hall, wang, 2, days_ago=31)
    ticket = await put(hall, 1)

    async def unit(tx: Tx) -> None:
        key = f"wish:1:{wang}:{Dimension.EXTRA}"
        assert await ledger.reverse(tx, key, "点错了", wang, NOW)
        await assignments.ask_person(tx, ticket.id, wang, NOW)

    await hall.db.write(unit)
    (match,) = await found(hall, "理发", limit=1)
    assert match.reasons == ("会理发", "同小区")


async def test_who_was_told_comes_later_the_next_time(hall: Hall) -> None:
    for who in (WANG, LI):
        await put_file(hall, who, FileState.ACTIVE)
    first, second, without_file = await found(hall, "理发")
    await hall.db.write(note_told, [first.person_id], "cuihu", NOW)
    again = await found(hall, "理发")
    assert [match.person_id for match in again] == [one.person_id for one in (second, without_file, first)]


async def test_the_tags_of_a_file_are_what_was_done(hall: Hall) -> None:
    wang = await put_file(hall, WANG, FileState.ACTIVE)
    for number in range(3):
        await earn(hall, wang, number, days_ago=number + 1)
    await earn(hall, wang, 9, matter="邻里互助", days_ago=400)
    await hall.appoint(WANG, Role.BUILDING_LEAD)
    deeds = await hall.db.read(deeds_of, hall.dispatcher.office, wang, NOW)
    assert deeds["done"] == (("微心愿", 3), ("邻里互助", 1))
    assert deeds["habits"] == (("often", "微心愿"),)

"""One's own file: what is an answer and what is none, rest and return, going, what an older card may do."""

import pytest

from bot.domain.clock import from_millis, to_millis
from bot.domain.messages import Command, Contact, Media, MediaRef, Outbound, Place, Text
from bot.domain.volunteers import FileState
from bot.services.volunteers import filing
from bot.storage import homes
from bot.storage.database import Tx
from bot.storage.homes import Home
from bot.texts import errors as say
from tests.conversations.town import MORNING, WANG
from tests.handlers.hall import Hall, words
from tests.handlers.volunteers import count, go_on, put_file, row_of
from tests.services.owners import press, somebody


@pytest.mark.parametrize(
    ("fact", "content"),
    [
        ("name", Text("")),
        ("name", Text("\u200b\u202e")),
        ("name", Text("一" * 1000)),
        ("name", Text("👍🏽")),
        ("name", Text("13800000000")),
        ("name", Text("王\n阿姨")),
        ("phone", Text("没有")),
        ("phone", Text("1380000000")),
        ("phone", Text("0" * 4000)),
        ("phone", Contact("13800000000", own=False)),
        ("phone", Contact("abc", own=True)),
        ("pledge", Text("好" * 81)),
        ("pledge", Text("")),
    ],
)
async def test_what_is_no_answer_is_asked_again_and_changes_nothing(hall: Hall, fact: str, content: Text) -> None:
    person_id = await put_file(hall, state=FileState.ACTIVE)
    await press(hall, WANG, "vset", fact)
    before = await row_of(hall, person_id)
    assert words(await hall.arrive(WANG, content))
    assert await row_of(hall, person_id) == before


@pytest.mark.parametrize("content", [Place(37.87, 112.55), Media((MediaRef("photo", "f", "u"),))])
async def test_a_pin_or_a_photo_is_no_answer_but_a_report(hall: Hall, content: Place | Media) -> None:
    person_id = await put_file(hall, state=FileState.ACTIVE)
    await press(hall, WANG, "vset", "name")
    await hall.arrive(WANG, content)
    assert (await row_of(hall, person_id))["name"] == "王阿姨"
    assert await count(hall, "SELECT count(*) FROM draft") == 1


@pytest.mark.parametrize(
    ("what", "which"),
    [
        ("vput", "party~2"),
        ("vput", "pledge~99"),
        ("vput", "name~"),
        ("vput", "review~"),
        ("vput", "state~active"),
        ("vflip", "skills~+飞行"),
        ("vflip", "skills~理发"),
        ("vflip", "phone~+1"),
        ("vflip", "state~+active"),
        ("vset", "state"),
        ("vset", ""),
        ("vnext", "version"),
        ("vin", "nosuch"),
        ("vteam", ""),
    ],
)
async def test_a_button_that_no_card_has_changes_nothing(hall: Hall, what: str, which: str) -> None:
    person_id = await put_file(hall, state=FileState.ACTIVE)
    before = await row_of(hall, person_id)
    assert words(await press(hall, WANG, what, which)) == [say.NoSuchThing().text()]
    assert await row_of(hall, person_id) == before
    assert await count(hall, "SELECT count(*) FROM team_member") == 0


async def test_each_fact_can_be_changed_and_nothing_is_sent_for_it(hall: Hall) -> None:
    person_id = await put_file(hall, state=FileState.ACTIVE)
    for fact, content in (("name", Text("老王")), ("phone", Text("139 0000 0001")), ("pledge", Text("有事找我"))):
        await press(hall, WANG, "vset", fact)
        await hall.arrive(WANG, content)
    await press(hall, WANG, "vput", "party~1")
    await press(hall, WANG, "vflip", "times~+weekend")
    await press(hall, WANG, "vflip", "times~+weekend")
    row = await row_of(hall, person_id)
    assert (row["name"], row["phone"], row["pledge"], row["party"]) == ("老王", "139 0000 0001", "有事找我", 1)
    assert (row["times"], row["state"]) == ('["weekend"]', "active")


async def test_words_after_going_elsewhere_answer_nothing(hall: Hall) -> None:
    person_id = await put_file(hall, state=FileState.ACTIVE)
    await press(hall, WANG, "vset", "name")
    await press(hall, WANG, "vshow", "")
    await hall.arrive(WANG, Text("小明"))
    assert (await row_of(hall, person_id))["name"] == "王阿姨"


async def test_a_rest_ends_by_the_clock_once_and_by_day(hall: Hall) -> None:
    person_id = await put_file(hall, state=FileState.ACTIVE)
    await press(hall, WANG, "vweek", "")
    until = (await row_of(hall, person_id))["paused_until"]
    assert f"{from_millis(until):%m-%d %H:%M}" == "03-17 01:00"  # nine in Shanghai
    assert await go_on(hall, 6) == []
    assert [reply.to for reply in await go_on(hall, 2) if isinstance(reply, Outbound)] == [person_id]
    assert (await row_of(hall, person_id))["state"] == "active"
    assert await go_on(hall, 30) == []


async def test_a_rest_made_longer_or_ended_by_hand_is_not_ended_by_the_first_plan(hall: Hall) -> None:
    person_id = await put_file(hall, state=FileState.ACTIVE)
    await press(hall, WANG, "vweek", "")
    await press(hall, WANG, "vlong", "")
    assert await go_on(hall, 60) == []
    assert (await row_of(hall, person_id))["state"] == "paused"
    await press(hall, WANG, "vback", "")
    assert (await row_of(hall, person_id))["state"] == "active"
    assert await count(hall, "SELECT count(*) FROM due_work WHERE kind = ?", filing.RETURN) == 0


async def test_who_leaves_loses_the_post_and_the_teams_and_keeps_what_they_earned(hall: Hall) -> None:
    person_id = await put_file(hall, state=FileState.ACTIVE)
    await press(hall, WANG, "vin", "fuwu")
    await press(hall, WANG, "vgone", "")
    assert await count(hall, "SELECT count(*) FROM post WHERE person_id = ?", person_id) == 0
    assert await count(hall, "SELECT count(*) FROM team_member") == 0
    assert (await row_of(hall, person_id))["state"] == "left"
    assert words(await press(hall, WANG, "vgone", "")) == [say.NoSuchThing().text()]
    # Joined again, it is a draft with what was kept.
    (asked,) = words(await hall.arrive(WANG, Command("join")))
    assert asked.startswith("谢谢您来帮翠湖苑")
    row = await row_of(hall, person_id)
    assert (row["state"], row["step"], row["name"]) == ("draft", "party", "王阿姨")


async def test_of_several_homes_one_is_chosen_and_no_other_compound(hall: Hall) -> None:
    async def move_in(tx: Tx) -> None:
        await homes.add(tx, await somebody(tx, WANG), Home("beicheng", ""), to_millis(MORNING))

    await hall.db.write(move_in)
    (asked,) = await hall.arrive(WANG, Command("join"))
    assert isinstance(asked, Outbound)
    assert [row[0].which for row in asked.choices] == ["cuihu", "beicheng"]
    assert words(await press(hall, WANG, "vwhere", "street")) == [say.NoSuchThing().text()]
    (begun,) = words(await press(hall, WANG, "vwhere", "beicheng"))
    assert begun.startswith("谢谢您来帮北辰家园")


async def test_an_older_card_of_ones_own_sends_nothing(hall: Hall) -> None:
    person_id = await put_file(hall, state=FileState.DRAFT)
    version = (await row_of(hall, person_id))["version"]
    assert words(await press(hall, WANG, "vsend", person_id, version - 1))[0] == say.CardIsOld().text()
    assert (await row_of(hall, person_id))["state"] == "draft"
    await press(hall, WANG, "vsend", person_id, version)
    assert words(await press(hall, WANG, "vsend", person_id, version))[0] == say.StepDone().text()


async def test_a_button_of_an_earlier_question_skips_none(hall: Hall) -> None:
    """Tapped twice, or on a card further up: the question that is open stays open."""
    await hall.arrive(WANG, Command("join"))
    for _ in range(2):
        (asked,) = words(await press(hall, WANG, "vput", "party~0"))
        assert asked.startswith("怎么称呼您")

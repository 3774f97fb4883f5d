"""Who came: confirmed once, by hand or by the clock; the points, the thanks, the ticket."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.activities import HOUR_MS, PARTY_LIFE, Activity
from bot.domain.clock import to_millis
from bot.domain.messages import Outbound, Place
from bot.storage.database import Tx
from bot.texts import organising
from bot.texts.activities import news as say
from bot.texts.errors import StepDone
from tests.activities.gathering import clock_of, do_what_is_due, put, rows, states, until, volunteers, words
from tests.conversations.town import CHEN, HE, MORNING, ZHAO
from tests.handlers.hall import Hall
from tests.services.owners import press, somebody

NOW = to_millis(MORNING)


async def gathered(hall: Hall, **facts: object) -> Activity:
    """Three signed up before it began; two of them checked in."""
    activity = await put(hall, begins_at=NOW + HOUR_MS // 4, ends_at=NOW + 2 * HOUR_MS, places=3, **facts)
    people = await volunteers(hall, 2)
    for who in (HE, *people):
        await press(hall, who, "act_in", activity.id)
    for who in (HE, people[0]):
        await press(hall, who, "act_here", activity.id)
        await hall.arrive(who, Place(37.87, 112.55))
    return activity


async def points(hall: Hall) -> list[tuple[str, str, int]]:
    found = await rows(hall, "SELECT matter, dimension, amount FROM transfer ORDER BY id")
    return [(row["matter"], row["dimension"], row["amount"]) for row in found]


async def test_confirmed_twice_at_once_points_are_given_once(hall: Hall) -> None:
    activity = await gathered(hall)
    clock_of(hall).at += timedelta(hours=2)
    await asyncio.gather(*(press(hall, who, "act_done", activity.id) for who in (CHEN, ZHAO, CHEN)))
    assert await states(hall) == {"came": 2, "absent": 1}
    assert await points(hall) == [("志愿服务", "extra", 10)] * 2
    assert await rows(hall, "SELECT state FROM activity") == [{"state": "closed"}]


async def test_each_who_came_is_thanked_with_a_reason_that_names_nobody(hall: Hall) -> None:
    activity = await gathered(hall)
    clock_of(hall).at += timedelta(hours=2)
    replies = await press(hall, CHEN, "act_done", activity.id)
    assert words(replies)[0] == organising.AttendanceConfirmed("打扫卫生", 2, 1, itself=False).text()
    assert words(replies)[1:] == [say.ThanksForComing("打扫卫生", 10, "志愿服务").text()] * 2
    assert {row["reason"] for row in await rows(hall, "SELECT reason FROM transfer")} == {
        "参加3月10日的活动，按 2 小时算"
    }


async def test_it_is_not_confirmed_before_its_end(hall: Hall) -> None:
    activity = await gathered(hall)
    assert words(await press(hall, CHEN, "act_done", activity.id)) == [organising.NotOverYet().text()]
    assert await states(hall) == {"here": 2, "signed_up": 1}


async def test_party_life_is_expected_of_members_alone(hall: Hall) -> None:
    activity = await gathered(hall, matter=PARTY_LIFE)

    async def joins_the_party(tx: Tx) -> None:
        await tx.execute(
            "INSERT INTO volunteer (person_id, compound_id, state, party, at) VALUES (?, 'cuihu', 'active', 1, 0)",
            (await somebody(tx, HE),),
        )

    await hall.db.write(joins_the_party)
    clock_of(hall).at += timedelta(hours=2)
    await press(hall, CHEN, "act_done", activity.id)
    assert sorted(await points(hall)) == [(PARTY_LIFE, "base", 10), (PARTY_LIFE, "extra", 6)]


async def test_a_month_that_is_full_is_said(hall: Hall) -> None:
    for number in range(4):
        facts = {"id": f"act000000001{number}", "begins_at": NOW - 1, "ends_at": NOW + 4 * HOUR_MS}
        activity = await put(hall, **facts)
        await press(hall, HE, "act_here", activity.id)
        await hall.arrive(HE, Place(37.87, 112.55))
    clock_of(hall).at += timedelta(hours=4)
    told = [words(await press(hall, CHEN, "act_done", f"act000000001{number}"))[-1] for number in range(4)]
    assert told[:3] == [say.ThanksForComing("打扫卫生", 20, "志愿服务").text()] * 3
    assert told[3] == say.ThanksForComing("打扫卫生", 0, "志愿服务").text()


async def test_nobody_confirms_and_the_clock_does(hall: Hall) -> None:
    activity = await gathered(hall)
    told = await until(hall, MORNING + timedelta(days=4))
    said = [one.prompt.text() for one in told]
    assert said[0].startswith(say.OVER)
    assert organising.PleaseConfirm("打扫卫生").text() in said
    assert organising.AttendanceConfirmed("打扫卫生", 2, 1, itself=True).text() in said
    assert await points(hall) == [("志愿服务", "extra", 10)] * 2
    # Too late by hand.
    assert words(await press(hall, CHEN, "act_done", activity.id))[0] == StepDone().text()
    assert await rows(hall, "SELECT * FROM due_work WHERE kind LIKE 'activity%'") == []


async def test_away_for_a_week_the_reminder_still_comes_first(hall: Hall) -> None:
    await gathered(hall)
    clock_of(hall).at += timedelta(days=7)
    told = [*await do_what_is_due(hall), *await do_what_is_due(hall)]
    assert [say.OVER in one.prompt.text() for one in told][:1] == [True]
    assert await rows(hall, "SELECT state FROM activity") == [{"state": "open"}]
    await until(hall, clock_of(hall).at + timedelta(days=2))
    assert await rows(hall, "SELECT state FROM activity") == [{"state": "closed"}]


async def test_an_organiser_without_the_post_is_followed_by_the_secretaries(hall: Hall) -> None:
    await gathered(hall)

    async def dismiss(tx: Tx) -> str:
        await tx.execute("DELETE FROM post WHERE person_id = ?", (await somebody(tx, CHEN),))
        return await somebody(tx, ZHAO)

    other = await hall.db.write(dismiss)
    told = await until(hall, MORNING + timedelta(hours=3))
    assert [one.to for one in told if isinstance(one, Outbound) and say.OVER in one.prompt.text()] == [other]


@pytest.mark.parametrize("number", [1, 45])
async def test_a_long_roll_has_pages(hall: Hall, number: int) -> None:
    activity = await put(hall, places=0, begins_at=NOW + 1, ends_at=NOW + HOUR_MS)
    for who in await volunteers(hall, number):
        await press(hall, who, "act_in", activity.id)
    (shown,) = await press(hall, CHEN, "act_roll", f"{activity.id}~9")
    assert isinstance(shown, Outbound)
    ticks = [choice for row in shown.choices for choice in row if choice.what == "act_tick"]
    assert len(ticks) == (1 if number == 1 else 5)

"""Places: never more than there are, whoever taps at once; who waits, waits in turn, and nobody is lost."""

import asyncio

import pytest

from bot.domain.clock import to_millis
from bot.domain.messages import Outbound, Pressed
from bot.storage import activities, signups
from bot.storage.database import Tx
from bot.texts.activities import signing as say
from bot.texts.activities.news import MOVED_UP, TOMORROW
from bot.texts.errors import NoSuchThing, NotAllowedHere
from tests.activities.gathering import clock_of, put, rows, states, until, volunteers, words
from tests.conversations.town import CHEN, HE, MORNING, WANG, ZHOU
from tests.handlers.hall import Hall
from tests.services.owners import press, somebody


async def test_fifty_at_once_for_ten_places(hall: Hall) -> None:
    """Exactly ten have one, forty wait in the order in which they came, each told so."""
    activity = await put(hall)
    people = await volunteers(hall, 50)
    answers = await asyncio.gather(*(press(hall, who, "act_in", activity.id) for who in people))
    assert await states(hall) == {"signed_up": 10, "waiting": 40}
    (kept,) = await rows(hall, "SELECT taken, turns FROM activity")
    assert kept == {"taken": 10, "turns": 50}
    told = [answer[0].prompt for answer in answers if not isinstance(answer[0], Outbound)]
    assert sum(isinstance(one, say.SignedUp) for one in told) == 10
    assert sorted(one.ahead for one in told if isinstance(one, say.InLine)) == list(range(40))
    waiting = await rows(hall, "SELECT turn FROM signup WHERE state = 'waiting' ORDER BY turn")
    assert [row["turn"] for row in waiting] == list(range(11, 51))


async def test_those_who_leave_give_their_places_to_the_first_in_line_one_by_one(hall: Hall) -> None:
    activity = await put(hall, places=3)
    people = await volunteers(hall, 8)
    for who in people:
        await press(hall, who, "act_in", activity.id)
    answers = await asyncio.gather(*(press(hall, who, "act_out", activity.id) for who in people[:3]))
    assert await states(hall) == {"left": 3, "signed_up": 3, "waiting": 2}
    told = [one for answer in answers for one in answer if isinstance(one, Outbound) and not one.edits]
    moved = {one.to for one in told if one.prompt.text().startswith(MOVED_UP)}

    async def of(tx: Tx) -> set[str]:
        return {await somebody(tx, who) for who in people[3:6]}

    assert moved == await hall.db.write(of)


async def test_the_store_itself_takes_no_more_than_there_are(hall: Hall) -> None:
    activity = await put(hall, places=1)

    async def twice(tx: Tx) -> list[bool]:
        return [await activities.take_place(tx, activity.id) for _ in range(2)]

    assert await hall.db.write(twice) == [True, False]


async def test_a_second_tap_changes_nothing(hall: Hall) -> None:
    activity = await put(hall)
    await press(hall, HE, "act_in", activity.id)
    await asyncio.gather(*(press(hall, HE, "act_in", activity.id) for _ in range(5)))
    assert await rows(hall, "SELECT taken FROM activity") == [{"taken": 1}]
    await asyncio.gather(*(press(hall, HE, "act_out", activity.id) for _ in range(5)))
    assert await rows(hall, "SELECT taken FROM activity") == [{"taken": 0}]
    assert await states(hall) == {"left": 1}


async def test_whoever_comes_back_is_the_last_in_line(hall: Hall) -> None:
    activity = await put(hall, places=1)
    first, second, third = await volunteers(hall, 3)
    for who in (first, second, third):
        await press(hall, who, "act_in", activity.id)
    await press(hall, first, "act_out", activity.id)
    (toast, _) = await press(hall, first, "act_in", activity.id)
    assert words([toast]) == [say.InLine(1).text()]


@pytest.mark.parametrize("what", ["act", "act_in", "act_out", "act_cal", "act_here"])
async def test_another_compounds_and_a_missing_one_are_answered_alike(hall: Hall, what: str) -> None:
    activity = await put(hall, compound_id="beicheng")
    theirs, missing = [await press(hall, HE, what, which) for which in (activity.id, "none")]
    assert words(theirs) == words(missing) == [NoSuchThing().text()]
    assert await states(hall) == {}


LEADS = ["act_qr", "act_new", "act_who", "act_move", "act_spot", "act_off", "act_roll", "act_done", "act_look"]


@pytest.mark.parametrize("what", [*LEADS, "act_why", "act_tick"])
async def test_what_organisers_do_is_theirs_alone(hall: Hall, what: str) -> None:
    """Neither a volunteer's nor another compound's secretary's; and nothing happens to it."""
    activity = await put(hall)
    which = f"{activity.id}~0" if what == "act_why" else f"{activity.id}~1~1" if what == "act_tick" else activity.id
    assert words(await press(hall, HE, what, which)) == [NotAllowedHere().text()]
    assert words(await press(hall, WANG, what, which)) == [NotAllowedHere().text()]
    assert words(await press(hall, ZHOU, what, which)) == [NoSuchThing().text()]
    assert await rows(hall, "SELECT state, version FROM activity") == [{"state": "open", "version": 1}]


@pytest.mark.parametrize("which", ["", "~", "none~1~1", "act0000000001~x~y", "act0000000001~99999999999~1", "~~~~"])
async def test_forged_numbers_tick_nobody(hall: Hall, which: str) -> None:
    await put(hall, begins_at=to_millis(MORNING) + 1, ends_at=to_millis(MORNING) + 2)
    for what in ("act_tick", "act_roll", "act_why"):
        assert await press(hall, CHEN, what, which)
    assert await states(hall) == {}


async def test_a_volunteer_on_leave_is_not_called(hall: Hall) -> None:
    (away, back, gone) = await volunteers(hall, 3)
    now = to_millis(MORNING)

    async def files(tx: Tx) -> list[str]:
        for who, state, until_ in ((away, "paused", None), (back, "paused", now - 1), (gone, "left", None)):
            await tx.execute(
                "INSERT INTO volunteer (person_id, compound_id, state, paused_until, at) VALUES (?, 'cuihu', ?, ?, 0)",
                (await somebody(tx, who), state, until_),
            )
        found = await signups.volunteers(tx, ["cuihu"], now)
        assert await somebody(tx, away) not in found
        assert await somebody(tx, gone) not in found
        assert await somebody(tx, back) in found
        return found

    assert len(await hall.db.write(files)) == 2  # 何志愿 too


async def test_reminders_go_to_who_has_a_place_and_not_after_it_began(hall: Hall) -> None:
    activity = await put(hall, places=1)
    await press(hall, HE, "act_in", activity.id)
    (other,) = await volunteers(hall, 1)
    await press(hall, other, "act_in", activity.id)
    told = await until(hall, MORNING.replace(hour=19, minute=0))
    assert [one.prompt.text().startswith(TOMORROW) for one in told] == [True]
    # We were away from then until after the beginning.
    clock_of(hall).at = MORNING.replace(day=11, hour=9, minute=30)
    assert await until(hall, clock_of(hall).at) == []


async def test_a_plan_pressed_from_a_stale_card_is_refused_kindly(hall: Hall) -> None:
    activity = await put(hall, state="cancelled")
    (toast, _) = await press(hall, HE, "act_in", activity.id)
    assert words([toast]) == [say.NotOpen().text()]
    (toast, _) = await hall.arrive(CHEN, Pressed("act_move", activity.id, 1, "query"))
    assert words([toast]) == [say.NotOpen().text()]

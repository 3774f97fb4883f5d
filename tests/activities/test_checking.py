"""Checking in: the code of now, an old one, another one's; typed or scanned; by a pin; the secret is made once."""

from datetime import timedelta

import pytest

from bot.domain.activities import HOUR_MS, Activity
from bot.domain.charts import Code, Entry
from bot.domain.clock import to_millis
from bot.domain.messages import Command, Outbound, Place, Reply, Text
from bot.texts.activities import checking as say
from tests.activities.gathering import clock_of, put, rows, states, volunteers, words
from tests.conversations.town import CHEN, HE, MORNING
from tests.handlers.hall import Hall
from tests.services.owners import press
from tests.stats.shop import Shop

NOW = to_millis(MORNING)


@pytest.fixture
async def now(hall: Hall) -> Activity:
    """One that began five minutes ago, with a single place."""
    return await put(hall, begins_at=NOW - 300_000, ends_at=NOW + 2 * HOUR_MS, places=1)


async def shown(hall: Hall, activity: Activity) -> Code:
    """The picture that the organiser holds up."""
    shop = Shop(hall)
    await press(hall, CHEN, "act_qr", activity.id)
    assert await shop.work() == 1
    (code,) = shop.press.made
    assert isinstance(code, Code)
    return code


async def scan(hall: Hall, who: int, code: Code) -> list[Reply]:
    return await hall.arrive(who, Command("start", code.content))


async def test_a_scanned_code_checks_in_and_again_says_so(hall: Hall, now: Activity) -> None:
    code = await shown(hall, now)
    assert words(await scan(hall, HE, code))[0] == say.CheckedIn("打扫卫生").text()
    assert words(await scan(hall, HE, code))[0] == say.CheckedIn("打扫卫生").text()
    assert await states(hall) == {"here": 1}
    # A walk-in has the last place; the next one finds none.
    (other,) = await volunteers(hall, 1)
    assert words(await scan(hall, other, code)) == [say.NoPlaceLeft().text()]


async def test_the_digits_may_be_typed_after_the_button(hall: Hall, now: Activity) -> None:
    code = await shown(hall, now)
    await press(hall, HE, "act_here", now.id)
    assert words(await hall.arrive(HE, Text("000 000"))) == [say.CodeIsWrong().text()]
    assert words(await hall.arrive(HE, Text(code.lines[0])))[0] == say.CheckedIn("打扫卫生").text()


async def test_an_old_code_is_refused_kindly(hall: Hall, now: Activity) -> None:
    code = await shown(hall, now)
    clock_of(hall).at += timedelta(minutes=6)
    assert words(await scan(hall, HE, code)) == [say.CodeIsOld().text()]
    clock_of(hall).at += timedelta(minutes=70)
    assert words(await scan(hall, HE, code)) == [say.CodeIsWrong().text()]
    assert await states(hall) == {}


async def test_another_activitys_code_opens_nothing(hall: Hall, now: Activity) -> None:
    other = await put(hall, id="act0000000002", begins_at=NOW, ends_at=NOW + HOUR_MS)
    code = await shown(hall, other)
    digits = code.content.rpartition("_")[2]
    assert words(await hall.arrive(HE, Command("start", f"act_{now.id}_{digits}"))) == [say.CodeIsWrong().text()]


async def test_codes_cannot_be_guessed_for_long(hall: Hall, now: Activity) -> None:
    code = await shown(hall, now)
    right = code.content.rpartition("_")[2]
    wrong = [f"{guess:06d}" for guess in range(8) if f"{guess:06d}" != right][:5]
    for digits in wrong:  # typed as a link: nothing else is needed to guess
        assert words(await hall.arrive(HE, Command("start", f"act_{now.id}_{digits}"))) == [say.CodeIsWrong().text()]
    assert words(await scan(hall, HE, code)) == [say.TooManyWrongCodes().text()]
    await press(hall, HE, "act_here", now.id)
    assert words(await hall.arrive(HE, Text(right))) == [say.TooManyWrongCodes().text()]
    assert words(await hall.arrive(HE, Place(37.8700, 112.5500)))[0] == say.CheckedIn("打扫卫生").text()


async def test_right_codes_cost_no_try(hall: Hall, now: Activity) -> None:
    code = await shown(hall, now)
    for _ in range(7):
        await scan(hall, HE, code)
    assert await states(hall) == {"here": 1}


async def test_the_secret_is_made_once_and_the_code_changes(hall: Hall, now: Activity) -> None:
    first = await shown(hall, now)
    (kept,) = await rows(hall, "SELECT value FROM meta WHERE key = 'activity_secret'")
    clock_of(hall).at += timedelta(minutes=3)
    second = await shown(hall, now)
    assert first.content != second.content
    assert await rows(hall, "SELECT value FROM meta WHERE key = 'activity_secret'") == [kept]
    assert kept["value"] not in second.content


async def test_before_half_an_hour_and_after_the_end_nobody_checks_in(hall: Hall, now: Activity) -> None:
    code = await shown(hall, now)
    clock_of(hall).at += timedelta(hours=2)
    (toast, _) = await press(hall, CHEN, "act_qr", now.id)
    assert words([toast]) == [say.NotTimeToCheckIn(early=False).text()]
    assert words(await scan(hall, HE, code)) != [say.CheckedIn("打扫卫生").text()]
    later = await put(hall, id="act0000000003", begins_at=NOW + 4 * HOUR_MS, ends_at=NOW + 5 * HOUR_MS)
    (toast, _) = await press(hall, HE, "act_here", later.id)
    assert words([toast]) == [say.NotTimeToCheckIn(early=True).text()]


@pytest.mark.parametrize(
    ("at", "near"),
    [
        ((37.8700, 112.5500), True),
        ((37.8740, 112.5500), True),
        ((37.8760, 112.5500), False),
        # As a Chinese map would draw the compound.
        ((37.87056, 112.55620), True),
        ((-37.87, -112.55), False),
    ],
)
async def test_a_pin_near_the_compound_checks_in(
    hall: Hall,
    now: Activity,
    at: tuple[float, float],
    near: bool,  # noqa: FBT001
) -> None:
    await press(hall, HE, "act_here", now.id)
    said = words(await hall.arrive(HE, Place(*at)))
    assert (said[0] == say.CheckedIn("打扫卫生").text()) is near
    assert near or said[0].startswith("定位离得有点远")


async def test_a_report_meanwhile_is_a_report(hall: Hall, now: Activity) -> None:
    await press(hall, HE, "act_here", now.id)
    assert "签到" not in "".join(words(await hall.arrive(HE, Text("楼道灯坏了"))))
    (draft,) = await rows(hall, "SELECT count(*) AS n FROM draft")
    assert draft["n"] == 1


async def test_the_entry_is_made_for_who_takes_part(hall: Hall) -> None:
    activity = await put(hall)
    await press(hall, HE, "act_in", activity.id)
    await press(hall, HE, "act_cal", activity.id)
    shop = Shop(hall)
    assert await shop.work() == 1
    (entry,) = shop.press.made
    assert isinstance(entry, Entry)
    assert (entry.uid, entry.title, entry.place) == (f"{activity.id}@chuishao", "打扫卫生", "翠湖苑")
    (message,) = shop.messages
    assert message.upload
    assert (message.upload.kind, message.upload.name) == ("document", "活动0311.ics")


async def test_a_code_ordered_by_who_lost_the_post_is_not_made(hall: Hall, now: Activity) -> None:
    await press(hall, CHEN, "act_qr", now.id)
    await hall.db.write(_dismiss)
    shop = Shop(hall)
    await shop.work()
    assert [one for one in shop.messages if isinstance(one, Outbound) and one.upload] == []


async def _dismiss(tx) -> None:  # type: ignore[no-untyped-def]
    await tx.execute("DELETE FROM post WHERE role = 'secretary'")

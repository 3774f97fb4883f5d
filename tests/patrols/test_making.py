"""Never twice, never none: whatever the days, the restarts and the clock do; and each missed round is told once."""

import asyncio
import shutil
import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from bot.config import Settings
from bot.domain.clock import SHANGHAI, from_millis
from bot.domain.patrols import NIGHT, evening_of
from tests.conversations.town import MORNING
from tests.patrols.watch import PLACES, Watch, rows

HOUR = timedelta(hours=1)
# Minutes by which the clock goes on by itself; a jump is put right, or not, and seen at the next look.
ON = st.integers(0, 3 * 24 * 60)
JUMP = st.integers(-20 * 24 * 60, 20 * 24 * 60)
STEP = st.one_of(st.tuples(st.just("on"), ON), st.tuples(st.just("jump"), JUMP), st.tuples(st.just("look"), st.just(0)))


async def as_it_should_be(watch: Watch) -> None:
    """After each step: what can be done now is there once, nothing is there that was never to be done."""
    found = await watch.db.read(rows)
    keys = Counter((row["name"], row["unit_id"], row["day"]) for row in found)
    for name, (day, _) in watch.wanted().items():
        assert keys[name, PLACES[name], day] == 1, f"{name} on {day}, now {watch.clock.now()}"
    assert set(keys.values()) <= {1}
    assert {unit_id for _, unit_id, _ in keys} <= set(PLACES.values())
    assert {day for *_, day in keys} <= watch.awake


async def told_once(watch: Watch) -> None:
    """Every missed round stands in just one line for each of the two secretaries; nobody was told at night."""
    found = await watch.db.read(rows)
    missed = sum(row["state"] == "missed" for row in found)
    heard = Counter[str]()
    for person, at, prompt in watch.told:
        assert at not in NIGHT
        heard[person] += len(prompt.rounds)
    assert all(at not in NIGHT for _, at in watch.called)
    assert set(heard.values()) <= {missed}
    assert len(heard) == (2 if missed else 0)


async def live(path: Path, settings: Settings, steps: list[tuple[str, int]]) -> None:
    watch = await Watch.begin(path, settings)
    try:
        for what, minutes in steps:
            await watch.move(timedelta(minutes=minutes))
            if what != "on":
                await watch.look()
            await as_it_should_be(watch)
            await told_once(watch)
    finally:
        await watch.db.close()


@given(steps=st.lists(STEP, max_size=12))
@hypothesis(max_examples=40, deadline=None)
def test_each_round_is_made_once_and_missed_once(
    steps: list[tuple[str, int]], template: Path, settings: Settings
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "watch.db")
        shutil.copy(template, path)
        asyncio.run(live(path, settings, steps))


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    shutil.copy(template, tmp_path / "watch.db")
    return tmp_path / "watch.db"


async def test_a_week_that_passes_hour_by_hour(path: Path, settings: Settings) -> None:
    """From Tuesday nine o'clock to the next: seven days of rounds, and two visits, the first made in its middle."""
    watch = await Watch.begin(path, settings)
    for _ in range(7 * 24):
        await watch.move(HOUR)
        await as_it_should_be(watch)
    await told_once(watch)
    found = Counter(row["name"] for row in await watch.db.read(rows))
    assert found == {"小区日巡查": 8, "楼栋日巡查": 8, "重点户周走访": 2}
    evenings = {at.astimezone(SHANGHAI).strftime("%d %H:%M") for _, at, _ in watch.told}
    mornings = Counter(at.astimezone(SHANGHAI).strftime("%d %H:%M") for _, at in watch.called)
    assert mornings == {"10 09:05": 2, **{f"{day} 08:05": 2 for day in range(11, 18)}}
    assert evenings == {f"{day} 21:05" for day in range(10, 17)}
    await watch.db.close()


async def test_away_in_the_evening_back_at_night(path: Path, settings: Settings) -> None:
    """Told in the morning, of yesterday; no round is made for the days on which nobody was asked."""
    watch = await Watch.begin(path, settings)
    await watch.move(timedelta(days=3, hours=18))
    assert watch.told == []
    await watch.move(timedelta(hours=5))
    assert {at.astimezone(SHANGHAI).hour for _, at, _ in watch.told} == {8}
    assert {row["day"] for row in await watch.db.read(rows)} == {"2026-03-09", "2026-03-10", "2026-03-14"}
    (first, *_) = watch.told
    assert first[2].text().startswith("前几天漏了 3 处")
    await watch.db.close()


async def test_begun_after_the_hour_nothing_is_missed_that_nobody_was_asked(path: Path, settings: Settings) -> None:
    watch = await Watch.begin(path, settings, MORNING.replace(hour=20, minute=10))
    found = await watch.db.read(rows)
    assert [(row["name"], row["day"]) for row in found] == [("重点户周走访", "2026-03-09")]
    await watch.move(HOUR)
    assert watch.told == []
    await watch.db.close()


async def test_what_is_late_can_be_made_up_for_until_the_evening(path: Path, settings: Settings) -> None:
    watch = await Watch.begin(path, settings)
    for row in await watch.db.read(rows):
        due = from_millis(row["due_at"])
        evening = evening_of(due)
        assert evening > due
        assert evening.date() == due.astimezone(SHANGHAI).date()
    await watch.move(datetime(2026, 3, 10, 20, 29, tzinfo=SHANGHAI) - MORNING)
    assert {row["state"] for row in await watch.db.read(rows)} == {"open"}
    await watch.db.close()


async def test_told_late_of_yesterday_today_can_still_be_made_up_for(path: Path, settings: Settings) -> None:
    """We were away in the evening, and in the morning: at half past six in the evening only yesterday is over."""
    watch = await Watch.begin(path, settings)
    await watch.move(timedelta(hours=22))
    await watch.move(datetime(2026, 3, 11, 18, 30, tzinfo=SHANGHAI) - watch.clock.now())
    states = {(row["name"], row["day"][-2:]): row["state"] for row in await watch.db.read(rows)}
    assert (states["小区日巡查", "10"], states["小区日巡查", "11"]) == ("missed", "open")
    await watch.db.close()


async def test_where_nobody_holds_the_post_nobody_is_asked(path: Path, settings: Settings) -> None:
    """北辰家园 has neither a grid worker nor a building lead: its secretary hears of no round."""
    watch = await Watch.begin(path, settings)
    await watch.move(timedelta(days=2))
    assert "beicheng" not in {row["unit_id"] for row in await watch.db.read(rows)}
    assert len({person for person, *_ in watch.told}) == 2
    await watch.db.close()

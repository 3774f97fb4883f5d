"""Every conversation in `said/`, as users would find it: over real HTTP, on a real store."""

from pathlib import Path

import pytest

from tests.conversations.ear import NotAsWritten
from tests.conversations.script import NotAScript, fits, read
from tests.conversations.stage import Stage
from tests.conversations.town import Town

EVERY = sorted((Path(__file__).parent / "said").glob("*.txt"))
PATROLLED = [path for path in EVERY if path.stem.startswith(("patrol_", "today_"))]
SENT = [path for path in EVERY if path.stem.startswith("broadcast_")]
IN_SHOPS = [path for path in EVERY if path.stem.startswith(("redeem_", "shop_"))]
CREDITED = [path for path in EVERY if path.stem.startswith("points_")]
WIDER = [path for path in EVERY if path.stem.startswith("estate_shared_")]
SAID = [path for path in EVERY if path not in (*PATROLLED, *SENT, *IN_SHOPS, *CREDITED, *WIDER)]


@pytest.mark.parametrize("path", SAID, ids=[path.stem for path in SAID])
async def test_as_written(path: Path, town: Town) -> None:
    await Stage(town).play(read(path.read_text("utf-8")))


@pytest.mark.parametrize("path", WIDER, ids=[path.stem for path in WIDER])
async def test_in_a_wider_town_as_written(path: Path, wider: Town) -> None:
    await Stage(wider).play(read(path.read_text("utf-8")))


@pytest.mark.parametrize("path", PATROLLED, ids=[path.stem for path in PATROLLED])
async def test_on_patrol_as_written(path: Path, patrolled: Town) -> None:
    await Stage(patrolled).play(read(path.read_text("utf-8")))


@pytest.mark.parametrize("path", IN_SHOPS, ids=[path.stem for path in IN_SHOPS])
async def test_in_a_shop_as_written(path: Path, stocked: Town) -> None:
    await Stage(stocked).play(read(path.read_text("utf-8")))


@pytest.mark.parametrize("path", CREDITED, ids=[path.stem for path in CREDITED])
async def test_with_points_as_written(path: Path, credited: Town) -> None:
    await Stage(credited).play(read(path.read_text("utf-8")))


@pytest.mark.parametrize(
    ("path", "neighbours"),
    [pytest.param(path, 1 if "_slow_" in path.stem else 200, id=path.stem) for path in SENT],
    indirect=["neighbours"],
)
async def test_sent_to_many_as_written(path: Path, neighbours: Town) -> None:
    await Stage(neighbours).play(read(path.read_text("utf-8")))


@pytest.mark.parametrize(
    ("written", "because"),
    [
        ("王阿姨 says 3号楼楼道灯坏了", "heard, but not written"),
        ("王阿姨 says /help\n王阿姨 hears 不是这句", "it was a message: 怎么用"),
        ("王阿姨 says /help\n王阿姨 sees 怎么用", "it was a message: 怎么用"),
        ("王阿姨 presses ✅ 提交", "no message has a button"),
        ("王阿姨 says /start\n王阿姨 hears 翠湖苑\n王阿姨 can press nothing", "there is: 上一步"),
    ],
)
async def test_what_goes_otherwise_fails(town: Town, written: str, because: str) -> None:
    with pytest.raises(NotAsWritten, match=because):
        await Stage(town).play(read(written))


def test_a_line_that_says_nothing_is_refused() -> None:
    with pytest.raises(NotAScript, match="line 2"):
        list(read("# why\n王阿姨 thinks 什么"))


def test_pieces_stand_in_their_order() -> None:
    assert fits("一 … 三", "一二三")
    assert not fits("三 … 一", "一二三")
    assert fits("= 一二三", "一二三")
    assert not fits("= 一二", "一二三")

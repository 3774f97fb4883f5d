"""What walks found once, each told shortly; what must hold is looked at after every step by the walk itself."""

from bot.texts.buttons import BUTTONS
from sandbox.wire import JSON
from tests.conversations.town import NEW, WANG
from tests.conversations.wander.walk import Walk

LAMP = "3号楼2单元楼道灯坏了"
FALLING = "楼顶的冰溜子要掉下来了"
DAYS = 26 * 3600.0


async def tap(walk: Walk, who: int, what: str) -> None:
    """The newest button of that word."""

    def choose(found: list[tuple[int, JSON]]) -> tuple[int, JSON] | None:
        return next((each for each in found if each[1]["text"] == BUTTONS[what]), None)

    await walk.presses(who, choose)


def danger_of(walk: Walk, who: int) -> str:
    return str(walk.books.drafts[who]["data"].get("danger", ""))


async def test_danger_is_danger_where_a_number_was_asked_for(walk: Walk) -> None:
    await walk.says(WANG, LAMP, marked=True)
    await tap(walk, WANG, "phone")
    await walk.says(WANG, FALLING, marked=True)
    assert danger_of(walk, WANG)


async def test_danger_is_danger_where_a_place_was_asked_for(walk: Walk) -> None:
    await walk.says(WANG, LAMP, marked=True)
    await tap(walk, WANG, "place")
    await walk.says(WANG, FALLING, marked=True)
    assert danger_of(walk, WANG)


async def test_danger_is_danger_where_a_compound_was_asked_for(walk: Walk) -> None:
    """As short as a name."""
    await walk.says(NEW, "/start")
    await tap(walk, NEW, "agree")
    assert walk.books.state(NEW) == "compound"
    await walk.says(NEW, "脚手架要塌了")
    assert danger_of(walk, NEW)


async def test_danger_told_while_two_matters_are_parted_divides_nothing(walk: Walk) -> None:
    await walk.says(WANG, "3号楼楼道灯坏了，还有北门垃圾没人收", marked=True)
    assert walk.books.state(WANG) == "split"
    await walk.says(WANG, FALLING, marked=True)
    assert danger_of(walk, WANG)
    assert walk.books.state(WANG) != "split"


async def test_an_afterthought_is_kept_when_two_matters_are_parted(walk: Walk) -> None:
    await walk.says(WANG, "3号楼楼道灯坏了，还有北门垃圾没人收", marked=True)
    await walk.says(WANG, "都三天了", marked=True)
    await tap(walk, WANG, "split")
    assert walk.books.state(WANG) == "review"


async def test_an_afterthought_is_kept_before_anybody_asks_whether_to_part(walk: Walk) -> None:
    await walk.says(NEW, "/start")
    await walk.says(NEW, "楼道灯坏了，还有北门垃圾没人收", marked=True)
    await walk.says(NEW, "水管也爆了", marked=True)
    await tap(walk, NEW, "agree")
    await walk.says(NEW, "北辰家园")
    assert walk.books.state(NEW) == "split"
    await tap(walk, NEW, "split")
    assert walk.books.state(NEW) != "split"


async def test_a_photo_waits_with_its_words(walk: Walk) -> None:
    await walk.says(WANG, LAMP, marked=True)
    await walk.waits(DAYS)
    await walk.shows(WANG, "photo", "电梯又停了")
    await tap(walk, WANG, "resume")
    assert len(walk.books.drafts[WANG]["data"]["files"]) == 1


async def test_all_that_waits_is_kept_when_the_last_of_it_has_two_matters(walk: Walk) -> None:
    await walk.says(WANG, LAMP, marked=True)
    await walk.waits(DAYS)
    await walk.says(WANG, "电梯又停了", marked=True)
    await walk.says(WANG, "3号楼楼道灯坏了，还有北门垃圾没人收", marked=True)
    await tap(walk, WANG, "report_new")
    await tap(walk, WANG, "split")
    assert "电梯又停了" in walk.books.text


async def test_what_waits_is_asked_for_before_the_old_card_is_sent(walk: Walk) -> None:
    await walk.says(WANG, LAMP, marked=True)
    await walk.waits(DAYS)
    await walk.says(WANG, "都三天了", marked=True)
    await tap(walk, WANG, "submit")
    await walk.says(WANG, "提交")
    assert not walk.books.tickets
    await tap(walk, WANG, "resume")
    await tap(walk, WANG, "submit")
    assert len(walk.books.tickets) == 1


async def test_what_waits_goes_out_with_the_danger(walk: Walk) -> None:
    await walk.says(WANG, LAMP, marked=True)
    await walk.waits(DAYS)
    await walk.says(WANG, "都三天了", marked=True)
    await walk.says(WANG, FALLING, marked=True)
    await walk.waits(61)
    assert len(walk.books.tickets) == 1

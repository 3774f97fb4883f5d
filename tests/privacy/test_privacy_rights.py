"""Each button speaks of whoever pressed it; what no button of ours bears is refused; a second press finds nobody."""

from bot.domain.messages import Command, Outbound, Pressed, Toast
from bot.handlers.routes import ROUTES
from bot.texts import errors
from tests.conversations.town import CHEN, LI, WANG
from tests.handlers.hall import Hall, words

BUTTONS = [route.pressed for route in ROUTES if route.pressed.startswith("pv_") and route.pressed != "pv_yes"]


async def test_what_stands_on_a_button_is_nobodys(hall: Hall) -> None:
    """Another's id behind it changes nothing: whoever it names stays as they were."""
    await hall.arrive(WANG, Command("privacy", ""))
    row = await hall.db.read(lambda tx: tx.fetch_one("SELECT person_id FROM address WHERE key = ?", (str(WANG),)))
    assert row
    whose = row["person_id"]
    sql = "SELECT p.*, (SELECT count(*) FROM home h WHERE h.person_id = p.id) AS homes FROM person p WHERE p.id = ?"
    before = await hall.db.read(lambda tx: tx.fetch_one(sql, (whose,)))
    for button in BUTTONS:
        assert await hall.arrive(LI, Pressed(button, whose, 0, "1"))
        assert await hall.db.read(lambda tx: tx.fetch_one(sql, (whose,))) == before


async def test_no_other_way_to_go(hall: Hall) -> None:
    for which in ("", "now", "now/", "now/all", "never/erase", "/erase", "now/erase/x", "1" * 50):
        replies = await hall.arrive(WANG, Pressed("pv_yes", which, 0, "1"))
        assert words(replies)[:1] == [errors.NoSuchThing().text()]


async def test_a_secretary_stays_whatever_they_press(hall: Hall) -> None:
    for which in ("now/erase", "later/erase", "now/mask"):
        replies = await hall.arrive(CHEN, Pressed("pv_yes", which, 0, "1"))
        assert "请先交给别人" in words(replies)[0]


async def test_the_second_press_is_a_newcomers(hall: Hall) -> None:
    """Twice at once: the first one is gone by then, and whoever pressed the second has nothing to lose."""
    first = await hall.arrive(WANG, Pressed("pv_yes", "now/erase", 0, "1"))
    second = await hall.arrive(WANG, Pressed("pv_yes", "now/erase", 0, "2"))
    for replies in (first, second):
        assert [reply for reply in replies if isinstance(reply, Outbound) and "删掉了" in reply.prompt.text()]
        assert not [reply for reply in replies if isinstance(reply, Toast)]

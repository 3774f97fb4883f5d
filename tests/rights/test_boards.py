"""公示 changed by its branch: what is written down of it, how much fits, and whose it is not."""

import pytest

from bot.domain.messages import Outbound, Text
from bot.domain.people import Role
from bot.handlers.routes import ROUTES
from bot.services.board import MOST, which_of
from bot.storage import published
from bot.storage.published import Published
from bot.texts import board as say
from bot.texts import errors
from tests.conversations.town import CHEN, WANG, ZHAO, ZHOU
from tests.handlers.hall import Hall, words
from tests.rights.boards import MANAGER, dismiss, entries, publish, written
from tests.services.owners import press, somebody

BUTTONS = sorted(route.pressed for route in ROUTES if route.pressed.startswith("bd_") or route.pressed == "board")


async def test_each_change_is_written_down_with_its_field_and_never_the_number(hall: Hall) -> None:
    me, which = await hall.db.write(somebody, CHEN), which_of(MANAGER)
    await press(hall, CHEN, "bd_phone", which, 0)
    await hall.arrive(CHEN, Text("139 0000 0001"))
    assert await written(hall) == []
    await publish(hall, CHEN)
    await press(hall, CHEN, "bd_none", which, 0)
    await publish(hall, CHEN)
    await press(hall, CHEN, "bd_name", which, 0)
    await hall.arrive(CHEN, Text("牛经理"))
    await publish(hall, CHEN)
    renamed = next(one for one in await entries(hall) if one.name == "牛经理")
    await press(hall, CHEN, "bd_as", which_of(renamed), 1)
    await publish(hall, CHEN)
    moved = next(one for one in await entries(hall) if one.name == "牛经理")
    await press(hall, CHEN, "bd_gone", which_of(moved), 0)
    await press(hall, CHEN, "bd_role", "cuihu~grid_worker", 0)
    await hall.arrive(CHEN, Text("田小雨 139 0000 0002"))
    await publish(hall, CHEN)
    facts = [
        "phone property_staff", "phone property_staff", "name property_staff", "role grid_worker",
        "remove grid_worker", "add grid_worker",
    ]  # fmt: skip
    assert await written(hall) == [(me, "cuihu", fact) for fact in facts]
    assert (await entries(hall))[-1] == Published("cuihu", Role.GRID_WORKER, "田小雨", "139 0000 0002", 3)


@pytest.mark.parametrize("what", BUTTONS)
async def test_another_branchs_and_a_missing_one_are_answered_alike(hall: Hall, what: str) -> None:
    """Nothing of it changes, and a resident is not even let in."""
    on_units = what in ("board", "bd_add", "bd_fill", "bd_see", "bd_role")
    ending = "~grid_worker" if what == "bd_role" else ""
    theirs = f"cuihu{ending}" if on_units else which_of(MANAGER)
    before = await entries(hall)
    answers = [words(await press(hall, ZHOU, what, which, 0)) for which in (theirs, f"none{ending}", f"none~{ending}1")]
    assert answers == [[errors.NoSuchThing().text()]] * 3
    assert words(await press(hall, WANG, what, theirs, 0)) == [errors.NotAllowedHere().text()]
    assert await entries(hall) == before
    assert await written(hall) == []


async def test_of_two_who_change_the_same_entry_the_second_meets_it_no_more(hall: Hall) -> None:
    which = which_of(MANAGER)
    await press(hall, ZHAO, "bd_name", which, 0)
    await press(hall, CHEN, "bd_gone", which, 0)
    for answer in (await hall.arrive(ZHAO, Text("牛经理")), await press(hall, ZHAO, "bd_gone", which, 0)):
        old, card = words(answer)
        assert old == errors.CardIsOld().text()
        assert card.startswith("📋 翠湖苑公示")
    assert len(await written(hall)) == 1


async def test_who_lost_the_post_answers_nothing_any_more(hall: Hall) -> None:
    await press(hall, CHEN, "bd_role", "cuihu~grid_worker", 0)
    await hall.db.write(dismiss)
    await hall.arrive(CHEN, Text("田小雨"))
    assert await written(hall) == []


async def test_a_board_is_never_longer_than_can_be_read(hall: Hall) -> None:
    for at in range(MOST):
        await hall.db.write(published.put, Published("beicheng", Role.GRID_WORKER, f"某{'甲' * (at + 1)}", "", at))
    assert words(await press(hall, ZHOU, "bd_add", "beicheng", 0)) == [say.BoardIsFull(MOST).text()]
    await hall.db.write(published.put, Published("beicheng", Role.GRID_WORKER, "更多", "", 99))
    (card,) = [one for one in await press(hall, ZHOU, "board", "beicheng", 0) if isinstance(one, Outbound)]
    assert "还有 1 位" in card.prompt.text()


async def test_a_board_that_filled_up_meanwhile_takes_nobody_more(hall: Hall) -> None:
    await press(hall, ZHOU, "bd_role", "beicheng~grid_worker", 0)
    await hall.arrive(ZHOU, Text("田小雨"))
    for at in range(MOST):
        await hall.db.write(published.put, Published("beicheng", Role.GRID_WORKER, f"某{'甲' * (at + 1)}", "", at))
    assert words(await publish(hall, ZHOU))[0] == say.BoardIsFull(MOST).text()
    assert len(await entries(hall, "beicheng")) == MOST


@pytest.mark.parametrize("role", ["admin", "resident", "building_lead", "", "nobody"])
async def test_only_who_is_named_in_such_a_unit_can_be_added(hall: Hall, role: str) -> None:
    assert words(await press(hall, CHEN, "bd_role", f"cuihu~{role}", 0)) == [errors.NoSuchThing().text()]

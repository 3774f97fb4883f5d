"""Each way on which contact data or a list of people leaves the store: walked, and found in the audit log."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import pytest

from bot.commands.importing import store as district
from bot.config import Settings
from bot.domain.audit import Act
from bot.domain.clock import to_millis
from bot.domain.messages import Outbound, Reply
from bot.domain.people import Post, Role
from bot.domain.policy import RULES, WAYS, Sees, Way
from bot.domain.volunteers import FileState
from bot.domain.wishes import Wish, WishState
from bot.handlers.routes import ROUTES
from bot.storage import audit, people
from bot.storage import wishes as wish_rows
from bot.storage.database import Tx
from bot.texts.catalogue import prompts
from tests.conversations.conftest import credit
from tests.conversations.town import CHEN, FENG, HE, LI, MORNING, QIAN, WANG, ZHOU
from tests.handlers.volunteers import put_file
from tests.rights.boards import claim
from tests.services.owners import PHONE, press, put, somebody
from tests.stats.shop import Shop

NOW = to_millis(MORNING)
SEEN = (Act.LOOKED, Act.NAMED, Act.EXPORTED)


async def call(shop: Shop) -> tuple[int, list[Reply]]:
    ticket = await put(shop.hall, 1, contact=PHONE)
    return CHEN, await press(shop.hall, CHEN, "call", ticket.id)


async def a_wish(shop: Shop) -> tuple[int, list[Reply]]:
    async def unit(tx: Tx) -> Wish:
        wish = Wish("w000000000001", await somebody(tx, WANG), NOW, "cuihu", "其他", "想下棋", "想下棋", contact=PHONE)
        wish = replace(wish, state=WishState.OPEN, opened_at=NOW, since=NOW)
        await wish_rows.add(tx, wish)
        return wish

    wish = await shop.hall.db.write(unit)
    await press(shop.hall, HE, "w_claim", wish.id)
    return HE, await press(shop.hall, HE, "w_look", wish.id)


async def a_volunteer(shop: Shop) -> tuple[int, list[Reply]]:
    whose = await put_file(shop.hall, LI, FileState.ACTIVE)
    return CHEN, await press(shop.hall, CHEN, "vphone", whose)


def a_sheet(what: str, which: str, by: int) -> Callable[[Shop], Awaitable[tuple[int, list[Reply]]]]:
    async def walk(shop: Shop) -> tuple[int, list[Reply]]:
        await press(shop.hall, by, what, which)
        assert await shop.work() == 1
        return by, [*shop.messages]

    return walk


async def the_operator(shop: Shop) -> tuple[int, list[Reply]]:
    found = await shop.hall.db.write(district.take_away, NOW)
    assert found.members
    return 0, []


async def holders(shop: Shop, what: str) -> tuple[int, list[Reply]]:
    async def unit(tx: Tx) -> str:
        await people.appoint(tx, await somebody(tx, FENG), Post(Role.ADMIN, "district"), NOW)
        return await claim(tx, CHEN)

    chen = await shop.hall.db.write(unit)
    return FENG, await press(shop.hall, FENG, what, chen if what == "rt_who" else "secretary~cuihu", 0)


async def who_is_in_post(shop: Shop) -> tuple[int, list[Reply]]:
    await shop.hall.db.write(claim, ZHOU)
    return QIAN, await press(shop.hall, QIAN, "bd_fill", "beicheng", 0)


WALKS: dict[str, Callable[[Shop], Awaitable[tuple[int, list[Reply]]]]] = {
    "call": call,
    "w_look": a_wish,
    "vphone": a_volunteer,
    "rt_post": partial(holders, what="rt_post"),
    "rt_who": partial(holders, what="rt_who"),
    "bd_fill": who_is_in_post,
    "stats_list": a_sheet("stats_list", "2026-03/", CHEN),
    "pts_appraise": a_sheet("pts_appraise", "2026", CHEN),
    "pts_houses": a_sheet("pts_houses", "2026", QIAN),
    "python -m bot export": the_operator,
}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.by)
async def test_it_is_written_down(shop: Shop, settings: Settings, way: Way) -> None:
    await shop.hall.db.write(credit, settings)
    before, _ = await shop.hall.db.read(audit.head)
    by, replies = await WALKS[way.by](shop)
    rows = [row for row in await shop.hall.db.read(audit.portion, before) if row.what in SEEN]
    assert [row.what for row in rows] == [way.act]
    assert rows[0].who == (await shop.hall.db.write(somebody, by) if by else "")
    seen = [reply for reply in replies if isinstance(reply, Outbound)]
    assert bool(seen) is bool(by)
    assert PHONE not in f"{rows[0].about} {rows[0].facts}"
    chain, wrong = await shop.hall.db.read(audit.walk, None, lambda _, __: None)
    assert (chain.serial, wrong) == (rows[0].serial, "")


def test_every_way_is_listed_and_every_right_to_see_a_number_has_its_way() -> None:
    assert set(WALKS) == {way.by for way in WAYS}
    buttons = {route.pressed: route.action for route in ROUTES if route.pressed}
    assert all(buttons[way.by] is way.action for way in WAYS if way.action)
    numbers = {rule.action for rule in RULES if Sees.NUMBERS in rule.sees}
    assert numbers == {way.action for way in WAYS if way.act is Act.LOOKED}


# Whose fields say that a number or a door is in them: shown whole to somebody else, or one's own, masked, published.
WHOLE = {"ContactShown", "PhoneOfVolunteer", "WishContact"}
HARMLESS = {"WishDraft", "BoardEntry"}


def test_no_other_prompt_holds_a_number() -> None:
    """A new one is noticed here: it is a way, or it says why it is none."""
    holding = {name for name, kind in prompts().items() if {"phone", "contact", "address"} & set(kind.__annotations__)}
    assert holding == WHOLE | HARMLESS

"""Whoever is on the list has the posts by their own number and their own yes; by nothing else."""

import asyncio

import pytest

from bot.domain.messages import Command, Contact, Menu, Outbound, Pressed, Reply, Text, Toast
from bot.domain.people import Post, Role
from bot.services import claiming
from bot.storage import claims, ledger, people, roster
from bot.storage.database import Tx
from bot.storage.roster import Expected, Member
from bot.texts import claiming as say
from bot.texts.errors import StepDone
from tests.conversations.town import LI, LISTED, WANG
from tests.handlers.hall import Hall, words

NUMBER = LISTED.phone.removeprefix("+")


async def the_id(hall: Hall, telegram: int) -> str:
    async def unit(tx: Tx) -> str:
        return (await people.arrive(tx, people.Address("telegram", str(telegram)), 0)).id

    return await hall.db.write(unit)


async def posts(hall: Hall, telegram: int) -> set[Post]:
    known = await hall.db.read(people.load, await the_id(hall, telegram))
    assert known
    return set(known.posts)


async def shows(hall: Hall, telegram: int, phone: str = NUMBER, *, own: bool = True) -> list[Reply]:
    await hall.arrive(telegram, Text("认领"))
    return await hall.arrive(telegram, Contact(phone, own))


async def says_yes(hall: Hall, telegram: int) -> list[Reply]:
    return await hall.arrive(telegram, Pressed("claim_yes", "", 0, "query"))


@pytest.mark.parametrize("phone", ["8613800000000", "+8613800000000", "13800000000", "+86 138 0000 0000"])
async def test_their_own_number_and_a_yes_give_posts_menu_and_points(hall: Hall, phone: str) -> None:
    [card] = await shows(hall, LI, phone)
    assert isinstance(card, Outbound)
    assert card.prompt == say.IsItYou("李大山", ((Role.SECRETARY, "北辰家园"),))
    assert await posts(hall, LI) == set()
    answers = await says_yes(hall, LI)
    assert await posts(hall, LI) == {Post(Role.SECRETARY, "beicheng")}
    assert any(isinstance(one, Menu) and "desk" in dict(one.commands) for one in answers)
    account = await hall.db.read(ledger.account_of, await the_id(hall, LI))
    assert (account.balance, account.lifetime) == (120, 120)


async def test_a_number_of_somebody_else_or_of_nobody_gives_nothing(hall: Hall) -> None:
    assert words(await shows(hall, LI, own=False)) == [say.NotYourNumber().text()]
    assert words(await shows(hall, LI, "13900000099")) == [say.NotOnTheList().text()]
    assert words(await shows(hall, LI, "not a number")) == [say.NotOnTheList().text()]
    assert words(await says_yes(hall, LI)) == [StepDone().text()]
    assert await posts(hall, LI) == set()


async def test_a_typed_number_gives_nothing(hall: Hall) -> None:
    await hall.arrive(LI, Text("认领"))
    assert words(await hall.arrive(LI, Text("13800000000"))) == [say.DoNotType().text()]
    assert words(await says_yes(hall, LI)) == [StepDone().text()]
    assert await posts(hall, LI) == set()


async def test_a_yes_of_somebody_else_gives_nothing(hall: Hall) -> None:
    await shows(hall, LI)
    assert [type(one) for one in await says_yes(hall, WANG)] == [Toast]
    assert await posts(hall, WANG) == set()
    assert await posts(hall, LI) == set()


async def test_a_yes_an_hour_later_gives_nothing(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    await shows(hall, LI)
    monkeypatch.setattr(claiming, "GOOD_FOR_MS", -1)
    assert words(await says_yes(hall, LI)) == [StepDone().text()]
    assert await posts(hall, LI) == set()


async def test_a_yes_after_the_list_no_longer_names_them_gives_nothing(hall: Hall) -> None:
    await shows(hall, LI)

    async def struck(tx: Tx) -> None:
        await roster.end(tx, (Expected(LISTED.key, Post(Role.SECRETARY, "beicheng"), shown=False),), 0)
        await roster.strike(tx, (LISTED.key,))

    await hall.db.write(struck)
    assert words(await says_yes(hall, LI)) == [StepDone().text()]
    assert await posts(hall, LI) == set()


async def test_a_double_tap_and_a_second_account_of_the_same_number_give_it_once(hall: Hall) -> None:
    await shows(hall, LI)
    await says_yes(hall, LI)
    assert words(await says_yes(hall, LI)) == [StepDone().text()]
    assert words(await shows(hall, WANG)) == [say.NotOnTheList().text()]
    assert await posts(hall, WANG) == set()


async def test_whoever_is_one_of_the_list_is_no_second_one(hall: Hall) -> None:
    async def second(tx: Tx) -> None:
        await roster.put(tx, (Member("1008", "李二", "+8613900000008"),))
        await roster.expect(tx, (Expected("1008", Post(Role.SECRETARY, "cuihu"), shown=False),))

    await hall.db.write(second)
    await shows(hall, LI)
    await says_yes(hall, LI)
    assert words(await hall.arrive(LI, Text("认领"))) == [say.KnownAlready(((Role.SECRETARY, "北辰家园"),)).text()]
    person = await the_id(hall, LI)
    await hall.db.write(claims.offer, "1008", person, 5)
    assert await hall.db.write(claims.claim, person, 5, 0) is None


async def test_of_many_who_claim_one_entry_at_once_one_has_it(hall: Hall) -> None:
    people_ids = [await the_id(hall, 5000 + at) for at in range(8)]

    async def claim(tx: Tx, person: str) -> str | None:
        await claims.offer(tx, LISTED.key, person, 5)
        return await claims.claim(tx, person, 5, 0)

    got = await asyncio.gather(*(hall.db.write(claim, person) for person in people_ids))
    assert [one for one in got if one] == [LISTED.key]


async def test_the_link_for_all_asks_for_the_number(hall: Hall) -> None:
    assert words(await hall.arrive(LI, Command("start", "claim"))) == [say.ShareYourNumber().text()]

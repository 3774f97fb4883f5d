"""`/rights`: posts and times, and nothing that tells who somebody is; for the administrator alone."""

import json

import pytest

from bot.domain.clock import to_millis
from bot.domain.messages import Command, Outbound
from bot.domain.people import Post, Role
from bot.domain.policy import Sees
from bot.services.overseeing import sees
from bot.storage import audit, people
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts.catalogue import facts_of
from bot.texts.rights import RightsOfPerson, RightsOfUnit
from tests.conversations.town import CHEN, FENG, MORNING, PUBLISHED, WANG
from tests.handlers.hall import Hall, words
from tests.services.owners import PHONE, press, put, somebody


@pytest.fixture(autouse=True)
async def administrator(hall: Hall) -> None:
    async def appoint(tx: Tx) -> None:
        await people.appoint(tx, await somebody(tx, FENG), Post(Role.ADMIN, "district"), to_millis(MORNING))

    await hall.db.write(appoint)


async def card(hall: Hall, what: str, which: str) -> Outbound:
    (shown,) = [one for one in await press(hall, FENG, what, which, 0) if isinstance(one, Outbound)]
    return shown


async def test_the_last_look_at_a_number_is_told_with_its_time_and_how_many_there_were(hall: Hall) -> None:
    chen = await hall.db.write(somebody, CHEN)
    never = (await card(hall, "rt_who", chen)).prompt
    assert isinstance(never, RightsOfPerson)
    assert (never.looked, never.times) == ("", 0)
    for number in (1, 2):
        await press(hall, CHEN, "call", (await put(hall, number, contact=PHONE)).id)
    after = (await card(hall, "rt_who", chen)).prompt
    assert isinstance(after, RightsOfPerson)
    assert (after.looked, after.times) == ("3月10日 09:05", 2)


async def test_nobodys_name_number_or_words_are_in_it(hall: Hall) -> None:
    await put(hall, 1, contact=PHONE, words="楼道灯坏了")
    chen = await hall.db.write(somebody, CHEN)
    pages = [await card(hall, "rights", "cuihu"), await card(hall, "rt_post", "secretary~cuihu")]
    pages.append(await card(hall, "rt_who", chen))
    labels = [choice.label for page in pages for row in page.choices for choice in row]
    told = json.dumps([facts_of(page.prompt) for page in pages] + labels, ensure_ascii=False)
    names = [word for entry in PUBLISHED for word in (entry.name, entry.phone)]
    assert not [word for word in (*names, PHONE, "楼道灯", str(CHEN)) if word in told]


async def test_what_is_not_there_is_not_there(hall: Hall) -> None:
    """A resident without a post, a missing unit, a post that nobody holds: each like none at all."""
    wang = await hall.db.write(somebody, WANG)
    presses = (
        ("rt_who", wang), ("rt_who", "none"), ("rights", "none"), ("rt_post", "secretary~none"),
        ("rt_post", "secretary~cuihu3"),
    )  # fmt: skip
    for what, which in presses:
        assert words(await press(hall, FENG, what, which, 0)) == [errors.NoSuchThing().text()], which
    assert words(await press(hall, FENG, "rt_post", "king~cuihu", 0)) == [errors.ButtonIsOld().text()]


async def test_who_is_no_administrator_any_more_sees_nothing(hall: Hall) -> None:
    async def dismiss(tx: Tx) -> None:
        await people.dismiss(tx, await somebody(tx, FENG), Post(Role.ADMIN, "district"), 1)

    await hall.arrive(FENG, Command("rights"))
    await hall.db.write(dismiss)
    for what, which in (("rights", ""), ("rt_post", "secretary~cuihu"), ("rt_who", "x")):
        assert words(await press(hall, FENG, what, which, 0)) == [errors.NotAllowedHere().text()]


async def test_every_unit_can_be_looked_into(hall: Hall) -> None:
    for unit_id in ("district", "street", "community", "cuihu", "cuihu3", "shizheng", "shop"):
        assert isinstance((await card(hall, "rights", unit_id)).prompt, RightsOfUnit)


async def test_the_look_is_found_by_its_index(hall: Hall) -> None:
    """An audit log of years is not walked for it."""

    async def plan(tx: Tx) -> str:
        rows = await tx.fetch(
            "EXPLAIN QUERY PLAN SELECT max(at), count(*) FROM audit WHERE who = 'x' AND what = 'looked'"
        )
        return " ".join(str(row) for row in rows)

    if type(hall.db).__name__ == "SqliteDatabase":
        assert "ix_audit_who_at" in await hall.db.read(plan)
    assert await hall.db.read(audit.last_look, "x") == (0, 0)


def test_what_a_post_sees_is_what_the_policy_says() -> None:
    assert sees(Role.RESIDENT) == sees(Role.ADMIN) == sees(Role.SHOPKEEPER) == ()
    assert sees(Role.DEPARTMENT_STAFF) == (Sees.NUMBERS, Sees.WORDS)
    assert sees(Role.SECRETARY) == tuple(Sees)

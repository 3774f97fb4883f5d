"""`/rights`: who holds which post since when, named where the office knows them; for the administrator alone."""

import json

import pytest

from bot.domain.clock import to_millis
from bot.domain.messages import Command, Outbound
from bot.domain.people import Post, Role
from bot.domain.policy import Sees
from bot.domain.volunteers import FileState
from bot.services.overseeing import sees
from bot.storage import audit, people
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts.catalogue import facts_of
from bot.texts.rights import RightsOfPerson, RightsOfUnit
from tests.conversations.town import CHEN, FENG, HE, LISTED, MORNING, PUBLISHED, WANG
from tests.handlers.hall import Hall, words
from tests.handlers.volunteers import put_file
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


async def test_who_is_on_the_list_or_has_a_file_is_named_and_each_page_is_one_row(hall: Hall) -> None:
    async def known(tx: Tx) -> str:
        chen = await somebody(tx, CHEN)
        await tx.execute("UPDATE roster SET person_id = ? WHERE key = ?", (chen, LISTED.key))
        return chen

    async def named() -> list[tuple[str, str, str]]:
        return [(row.who, row.about, row.facts) for row in await hall.db.read(audit.portion, 0) if row.what == "named"]

    await card(hall, "rt_post", "secretary~cuihu")
    assert await named() == []
    chen, me = await hall.db.write(known), await hall.db.write(somebody, FENG)
    he = await put_file(hall, HE, FileState.ACTIVE)
    labels = [row[0].label or "" for row in (await card(hall, "rt_post", "secretary~cuihu")).choices]
    assert f"{LISTED.name} · 2026年3月10日起" in labels
    assert [label for label in labels if label.startswith("第 ")]
    assert (await card(hall, "rt_who", chen)).prompt.text().startswith(f"🔐 {LISTED.name}的职务")
    (first, *_) = (await card(hall, "rt_post", "volunteer~cuihu")).choices
    assert not (first[0].label or "").startswith("第")
    assert first[0].which == he
    assert await named() == [(me, "secretary~cuihu", "1"), (me, chen, "1"), (me, "volunteer~cuihu", "1")]
    # It is no look at a number.
    assert await hall.db.read(audit.last_look, me) == (0, 0)


async def test_a_name_in_a_file_that_was_not_sent_is_not_shown(hall: Hall) -> None:
    await put_file(hall, HE, FileState.DRAFT)
    (first, *_) = (await card(hall, "rt_post", "volunteer~cuihu")).choices
    assert (first[0].label or "").startswith("第 1 位")


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
    assert sees(Role.RESIDENT) == sees(Role.SHOPKEEPER) == ()
    assert sees(Role.ADMIN) == (Sees.NAMES,)
    assert sees(Role.DEPARTMENT_STAFF) == (Sees.NUMBERS, Sees.WORDS)
    assert sees(Role.SECRETARY) == tuple(Sees)

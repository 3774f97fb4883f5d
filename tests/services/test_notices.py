"""Notices: which a report is met with, and whose desk may say what."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.clock import to_millis
from bot.domain.errors import NotAllowed
from bot.domain.messages import ChatKind, Command, Content, Inbound, Outbound, Pressed, Reply
from bot.domain.people import Person, Post, Role
from bot.handlers import broadcasts as sending
from bot.handlers import notices as handlers
from bot.handlers.route import Handler
from bot.services.notices import IN_LIST, notices_for
from bot.services.turn import Office, Turn
from bot.storage import notices as rows
from bot.storage.database import Tx
from bot.storage.notices import Notice
from bot.storage.sqlite import SqliteDatabase
from bot.texts import errors, notices
from tests.conversations.town import MORNING
from tests.handlers.hall import words

NOW = to_millis(MORNING)
HOUR = 3_600_000
BOTH = (Post(Role.SECRETARY, "cuihu"), Post(Role.COMMUNITY_STAFF, "community"), Post(Role.BUILDING_LEAD, "cuihu3"))
ONE = (Post(Role.SECRETARY, "beicheng"),)


@pytest.fixture(autouse=True)
async def both_and_one(db: SqliteDatabase) -> None:
    async def add(tx: Tx) -> None:
        for person_id in ("both", "one"):
            await tx.execute("INSERT INTO person (id, created_at) VALUES (?, ?)", (person_id, NOW))

    await db.write(add)


class Desk:
    """Somebody at their desk: what they are answered."""

    def __init__(self, db: SqliteDatabase, office: Office, person_id: str, posts: tuple[Post, ...]) -> None:
        self._db, self._office = db, office
        self.person = Person(person_id, 1, None, posts)
        self.moment = MORNING

    async def says(self, sentence: str) -> Outbound:
        said = (await self._do(handlers.notice, Command("notice", sentence)))[0]
        assert isinstance(said, Outbound)
        return said

    async def presses(self, handler: Handler, which: str, version: int = 0) -> list[Reply]:
        return await self._do(handler, Pressed("any", which, version, "query"))

    async def _do(self, handler: Handler, content: Content) -> list[Reply]:
        inbound = Inbound("telegram", 1, "1", "1", ChatKind.PRIVATE, self.moment, content)
        return await self._db.write(lambda tx: handler(Turn(inbound, self.person, self._office, self.moment), tx))


@pytest.fixture
def both(db: SqliteDatabase, office: Office) -> Desk:
    return Desk(db, office, "both", BOTH)


@pytest.fixture
def one(db: SqliteDatabase, office: Office) -> Desk:
    return Desk(db, office, "one", ONE)


def button(card: Reply, what: str, label: str | None = None) -> tuple[str, int]:
    """What stands behind it: which, and the version of the card."""
    assert isinstance(card, Outbound)
    buttons = (choice for row in card.choices for choice in row)
    found = next(choice for choice in buttons if choice.what == what and label in (None, choice.label))
    return found.which, found.version


async def told(db: SqliteDatabase, *notices: Notice) -> None:
    async def unit(tx: Tx) -> None:
        for notice in notices:
            await rows.publish(tx, notice)

    await db.write(unit)


def a_notice(unit_id: str, category: str = "供排水", *, until: int = NOW + HOUR, at: int = NOW) -> Notice:
    return Notice(f"{unit_id} {category} {until - NOW} {at - NOW}", unit_id, category, "停水", "one", at, until)


async def test_a_report_is_met_with_what_its_compound_and_all_above_it_tell_now(
    db: SqliteDatabase, office: Office
) -> None:
    above = [a_notice(unit, at=NOW - at) for at, unit in enumerate(("cuihu", "community", "street", "district"))]
    others = (
        a_notice("beicheng"),
        a_notice("cuihu3"),
        a_notice("cuihu", "燃气"),
        a_notice("cuihu", until=NOW),
    )
    await told(db, *above, *others)
    assert await db.read(notices_for, office, "cuihu", "供排水", NOW) == above


@pytest.mark.parametrize(
    ("reported", "announced", "shown"),
    [
        ("供电", "供电", True),
        ("电梯", "供电", True),
        ("供排水", "供电", True),
        ("供电", "供排水", False),
        ("供热", "供电", False),
        ("没有这一类", "其他", True),
    ],
)
async def test_an_outage_of_power_explains_lifts_and_pumps(
    db: SqliteDatabase, office: Office, reported: str, announced: str, *, shown: bool
) -> None:
    await told(db, a_notice("cuihu", announced))
    assert bool(await db.read(notices_for, office, "cuihu", reported, NOW)) is shown


async def test_who_has_two_desks_chooses_between_them_and_building_leads_have_none(
    db: SqliteDatabase, both: Desk
) -> None:
    card = await both.says("明天停水")
    assert [choice.label for row in card.choices[2:] for choice in row] == ["发给：翠湖苑"]
    (card,) = await both.presses(handlers.for_unit, *button(card, "for_unit", "发给：翠湖苑"))
    assert "👥 会发给翠湖苑 2 人" in card.prompt.text()  # type: ignore[union-attr]
    await both.presses(handlers.publish, *button(card, "publish"))
    assert [(notice.unit_id, notice.words) for notice in await db.read(rows.current, ["cuihu", "community"], NOW)] == [
        ("cuihu", "3月11日停水")
    ]


async def test_nobody_touches_what_another_desk_wrote(db: SqliteDatabase, both: Desk, one: Desk) -> None:
    card = await both.says("明天停水")
    gone = [notices.NoticeGone().text()]
    assert words(await one.presses(handlers.publish, *button(card, "publish"))) == gone
    assert words(await one.presses(handlers.for_unit, *button(card, "for_unit"))) == gone
    assert words(await one.presses(handlers.drop, *button(card, "unsent"))) == gone
    which, version = button(card, "unsent")
    assert words(await one.presses(handlers.until, f"{which}~1", version)) == gone
    assert words(await one.presses(sending.send, which, version)) == gone
    (shown,) = await both.presses(handlers.publish, *button(card, "publish"))
    assert words(await one.presses(handlers.take_down, button(shown, "takedown")[0], IN_LIST)) == gone
    assert len(await db.read(rows.current, ["community"], NOW)) == 1


async def test_a_desk_that_was_taken_away_meanwhile(db: SqliteDatabase, both: Desk) -> None:
    card = await both.says("明天停水")
    both.person = replace(both.person, posts=BOTH[:1])
    gone = [notices.NoticeGone().text()]
    assert words(await both.presses(handlers.publish, *button(card, "publish"))) == gone
    assert words(await both.presses(handlers.for_unit, *button(card, "for_unit"))) == gone
    both.person = replace(both.person, posts=BOTH[2:])
    assert words(await both.presses(handlers.publish, *button(card, "publish"))) == gone
    with pytest.raises(NotAllowed):
        await both.says("明天停水")
    assert await db.read(rows.current, ["cuihu", "community"], NOW) == []


async def test_a_second_tap_and_a_late_one(both: Desk) -> None:
    card = await both.says("停水到18点")
    assert words(await both.presses(handlers.publish, *button(card, "publish")))[0].startswith("✅ 发好了")
    assert words(await both.presses(handlers.publish, *button(card, "publish"))) == [errors.StepDone().text()]
    both.moment += timedelta(days=1)
    assert words(await both.presses(handlers.publish, *button(card, "publish"))) == [notices.NoticeGone().text()]


async def test_a_new_one_takes_the_place_of_what_was_left_unpublished(db: SqliteDatabase, both: Desk) -> None:
    old = await both.says("明天停水")
    await both.presses(handlers.publish, *button(await both.says("明天停电"), "publish"))
    await both.says("明天停气")
    assert words(await both.presses(handlers.publish, *button(old, "publish"))) == [notices.NoticeGone().text()]
    kept = await db.read(lambda tx: tx.fetch("SELECT words FROM notice UNION ALL SELECT words FROM broadcast"))
    assert [row["words"] for row in kept] == ["3月11日停电", "3月11日停气"]


async def test_a_card_that_is_older_than_what_was_chosen_is_redrawn_and_does_nothing(
    db: SqliteDatabase, both: Desk
) -> None:
    """They saw another compound under their finger than the draft is for by now."""
    card = await both.says("明天停水")
    (there,) = await both.presses(handlers.for_unit, *button(card, "for_unit", "发给：翠湖苑"))
    for handler in (handlers.publish, sending.send, sending.send_now, handlers.hurry):
        assert words(await both.presses(handler, *button(card, "unsent"))) == [
            errors.CardIsOld().text(), *words([there]),
        ]  # fmt: skip
    assert await db.read(rows.current, ["community", "cuihu"], NOW) == []


async def test_a_community_has_what_it_sent_to_a_compound_in_its_list(both: Desk, one: Desk) -> None:
    both.person = replace(both.person, posts=BOTH[1:2])
    (card,) = await both.presses(handlers.for_unit, f"{button(await both.says('明天停水'), 'unsent')[0]}~cuihu", 1)
    (sent,) = await both.presses(sending.send, *button(card, "send"))
    which = button(sent, "halt")[0]
    assert words(await one.presses(sending.stop, which)) == words(await one.presses(sending.stop, "none"))
    listed = await both.says("")
    assert "正在发：翠湖苑 2 人" in listed.prompt.text()
    assert words(await both.presses(handlers.take_down, button(listed, "takedown")[0], IN_LIST))[0] == (
        notices.NoticeTakenDown().text()
    )
    assert "现在没有通知" in (await both.says("")).prompt.text()


async def test_a_unit_that_is_not_theirs_is_neither_taken_nor_looked_into(one: Desk) -> None:
    card = await one.says("明天停水")
    which = button(card, "unsent")[0]
    (moved,) = await one.presses(handlers.for_unit, f"{which}~cuihu", 1)
    assert "北辰家园" in words([moved])[0]
    (inside,) = await one.presses(handlers.where_to, f"{which}~street~0", 2)
    assert "翠湖苑" not in words([inside])[0]

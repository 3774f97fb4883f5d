"""Invitations give exactly one person exactly one role in one unit, and only what whoever made them may give."""

import asyncio
import dataclasses
import re
from datetime import timedelta

import pytest

from bot.domain.appointing import GIVES
from bot.domain.clock import ManualClock, to_millis
from bot.domain.ids import new_id
from bot.domain.messages import Command, Menu, Outbound
from bot.domain.people import Person, Post, Role, Unit, UnitKind
from bot.services import appointing, invitations
from bot.services.directory import Directory
from bot.services.turn import Office
from bot.storage import audit, due, people
from bot.storage import invitations as rows
from bot.storage.database import Database, Row, Tx
from bot.storage.schema import metadata
from bot.texts import errors
from bot.texts.posts import accepting, inviting
from tests.conversations.town import CHEN, LI, MORNING, NEW, QIAN, SUN, UNITS, WANG, ZHAO, ZHOU
from tests.handlers.conftest import db, hall, office
from tests.handlers.hall import Hall, words
from tests.services.owners import press, somebody

__all__ = ["db", "hall", "office"]
LINK = re.compile(r"i_[0-9a-z]{20}")
GONE = [accepting.InvitationGone().text()]


async def fetch(hall: Hall, sql: str, *facts: object) -> list[Row]:
    async def unit(tx: Tx) -> list[Row]:
        return await tx.fetch(sql, facts)

    return await hall.db.read(unit)


async def made(hall: Hall, who: int, role: Role, unit: str) -> tuple[str, str]:
    """The code and the id of an invitation."""
    (shown,) = (one for one in await press(hall, who, "inv_unit", f"{role}/{unit}", 0) if isinstance(one, Outbound))
    found = LINK.search(shown.prompt.text())
    assert found, shown.prompt.text()
    return found[0], shown.choices[0][0].which


async def opened(hall: Hall, who: int, code: str) -> list[str]:
    return words(await hall.arrive(who, Command("start", code)))[-1:]


async def held(hall: Hall, who: int) -> set[tuple[str, str]]:
    async def unit(tx: Tx) -> set[tuple[str, str]]:
        person = await people.load(tx, await somebody(tx, who))
        assert person
        return {(post.role, post.unit_id) for post in person.posts}

    return await hall.db.write(unit)


def lies_under(office: Office, unit: str, above: str) -> bool:
    return above in {one.id for one in office.directory.upwards(unit)}


def test_each_role_gives_what_the_table_says_at_or_below_its_own_unit_and_nothing_else(office: Office) -> None:
    """Twelve roles in each unit × twelve roles in each unit; written out from the issue, not from the table."""
    may = {
        Role.SECRETARY: {Role.VOLUNTEER, Role.BUILDING_LEAD, Role.GRID_WORKER},
        Role.COMMUNITY_STAFF: {Role.SECRETARY, Role.PROPERTY_STAFF},
        Role.STREET_DISPATCHER: {Role.COMMUNITY_STAFF},
    }
    below_all = {
        Role.STREET_DISPATCHER, Role.COMMUNITY_STAFF, Role.SECRETARY, Role.PROPERTY_STAFF, Role.VOLUNTEER,
        Role.BUILDING_LEAD, Role.GRID_WORKER, Role.DEPARTMENT_STAFF, Role.SHOPKEEPER,
    }  # fmt: skip
    may |= {Role.DISTRICT_DISPATCHER: below_all, Role.ADMIN: below_all | {Role.DISTRICT_DISPATCHER}}
    given = 0
    for giver in Role:
        for at in UNITS:
            person = Person("p", 1, None, (Post(giver, at.id),))
            for role in Role:
                for unit in UNITS:
                    allowed = bool(appointing.givers(office, person, role, unit.id))
                    assert allowed == (role in may.get(giver, ()) and lies_under(office, unit.id, at.id))
                    given += allowed
    assert given > 100
    assert all(role not in gives for role, gives in GIVES.items())
    assert GIVES[Role.SECRETARY][Role.BUILDING_LEAD] is UnitKind.BUILDING


async def test_houses_of_the_same_number_say_in_which_compound_they_are(hall: Hall, office: Office) -> None:
    """翠湖苑 and 北辰家园 have a 3号楼 each."""

    async def offered(who: int) -> list[str]:
        (shown,) = (one for one in await press(hall, who, "inv_unit", "building_lead/", 0) if isinstance(one, Outbound))
        return [choice.label for row in shown.choices for choice in row if choice.label]

    async def also(tx: Tx) -> None:
        await people.appoint(tx, await somebody(tx, CHEN), Post(Role.SECRETARY, "beicheng"), to_millis(MORNING))

    houses = [Unit(f"beicheng{at}", UnitKind.BUILDING, "beicheng", f"{at}号楼", f"b_beicheng{at}") for at in (3, 4)]
    grown = dataclasses.replace(office, directory=Directory((*UNITS, *houses)))
    hall.dispatcher = dataclasses.replace(hall.dispatcher, office=grown)
    await hall.db.write(also)
    assert await offered(CHEN) == ["北辰家园3号楼", "北辰家园4号楼", "翠湖苑3号楼"]


@pytest.mark.parametrize("who", [CHEN, QIAN, SUN, WANG])
async def test_nobody_makes_one_that_is_not_theirs_to_give(hall: Hall, who: int) -> None:
    """Every role × every unit pressed, whatever was offered: what comes of it is what the table permits."""
    mine = await held(hall, who)
    person = Person("p", 1, None, tuple(Post(Role(role), unit) for role, unit in mine))
    for role in Role:
        for unit in UNITS:
            await press(hall, who, "inv_unit", f"{role}/{unit.id}", 0)
    made = await fetch(hall, "SELECT role, unit_id FROM invitation")
    assert all(appointing.givers(hall.dispatcher.office, person, Role(one["role"]), one["unit_id"]) for one in made)
    assert bool(made) is (who != WANG)
    for one in made:
        unit = hall.dispatcher.office.directory[one["unit_id"]]
        assert appointing.kind_for(Role(one["role"])) is unit.kind


async def test_the_one_who_is_first_has_it_and_nobody_after(hall: Hall) -> None:
    code, which = await made(hall, CHEN, Role.GRID_WORKER, "cuihu")
    crowd = [7000 + at for at in range(12)]
    for one in crowd:
        assert "是您吗" in (await opened(hall, one, code))[0]
    answers = [await press(hall, one, "inv_yes", which) for one in crowd]
    assert sum(any(isinstance(reply, Menu) for reply in each) for each in answers) == 1
    assert [words(each) for each in answers[1:]] == [GONE] * 11
    assert [await held(hall, one) for one in crowd] == [{("grid_worker", "cuihu")}, *[set()] * 11]
    assert await opened(hall, crowd[0], code) == GONE
    assert words(await press(hall, crowd[0], "inv_yes", which)) == [errors.StepDone().text()]


async def test_two_at_the_same_moment(hall: Hall) -> None:
    """Each in a unit of work that read it while it was good: the statement lets one in."""
    code, _ = await made(hall, CHEN, Role.GRID_WORKER, "cuihu")
    now = to_millis(MORNING)
    found = await hall.db.read(rows.by_code, code, now)
    assert found
    ids = [await hall.db.write(somebody, 7000 + at) for at in range(20)]
    taken = await asyncio.gather(*(hall.db.write(rows.accept, found, one, now) for one in ids))
    assert sum(taken) == 1
    (row,) = await fetch(hall, "SELECT state, used_by FROM invitation")
    assert (row["state"], row["used_by"]) == ("used", ids[taken.index(True)])


async def test_of_the_link_only_the_hash_stays(hall: Hall, db: Database) -> None:
    """In no table once its message has left and its picture is drawn; with more than 80 bits nobody guesses it."""
    code, _ = await made(hall, CHEN, Role.GRID_WORKER, "cuihu")
    assert 5 * invitations.CODE_LENGTH >= 80

    async def left(tx: Tx) -> None:
        await tx.execute("UPDATE outbox SET state = 'sent', body = ''")
        duty = await due.first_of(tx, to_millis(MORNING), "invite_code")
        assert duty and await due.take(tx, duty)

    await db.write(left)
    for table in metadata.tables:
        for row in await fetch(hall, f"SELECT * FROM {table}"):
            assert not any(code[2:] in str(value) for value in row.values()), table


async def test_reused_expired_revoked_foreign_and_orphaned_are_answered_alike_and_give_nothing(
    hall: Hall, office: Office
) -> None:
    assert isinstance(office.clock, ManualClock)
    clock = hall.dispatcher.office.clock
    assert isinstance(clock, ManualClock)
    used, which = await made(hall, CHEN, Role.GRID_WORKER, "cuihu")
    await press(hall, LI, "inv_yes", which)
    revoked, second = await made(hall, CHEN, Role.GRID_WORKER, "cuihu")
    await press(hall, CHEN, "uninvite", second)
    # Another is secretary there, they are so elsewhere, and something else there: the very post counts.
    orphaned, third = await made(hall, ZHAO, Role.GRID_WORKER, "cuihu")

    async def dismiss(tx: Tx) -> None:
        zhao = await somebody(tx, ZHAO)
        assert await people.dismiss(tx, zhao, Post(Role.SECRETARY, "cuihu"), 1)
        for other in (Post(Role.VOLUNTEER, "cuihu"), Post(Role.SECRETARY, "beicheng")):
            await people.appoint(tx, zhao, other, 1)

    await hall.db.write(dismiss)
    late, fourth = await made(hall, CHEN, Role.GRID_WORKER, "cuihu")
    unknown = invitations.PREFIX + new_id(20)
    cut, shouted, empty = used[:-1], late.upper().replace("I_", "i_"), invitations.PREFIX
    await refused(hall, (used, revoked, orphaned, unknown, cut, shouted, empty, f"{late}x", "i_' OR 1=1 --"))
    for id_ in (which, second, third, "none", ""):
        assert words(await press(hall, NEW, "inv_yes", id_)) == GONE
    clock.at += timedelta(hours=24)
    await refused(hall, (late,))
    assert words(await press(hall, NEW, "inv_yes", fourth)) == GONE
    assert await held(hall, NEW) == set()


async def refused(hall: Hall, codes: tuple[str, ...]) -> None:
    for code in codes:
        assert await opened(hall, NEW, code) == GONE, code


async def test_ten_thousand_guesses_open_nothing(hall: Hall) -> None:
    code, _ = await made(hall, CHEN, Role.GRID_WORKER, "cuihu")

    async def guess(tx: Tx) -> int:
        near = [code[:at] + mark + code[at + 1 :] for at in range(2, 22) for mark in "0123456789abcdef"]
        codes = [*near, *(invitations.PREFIX + new_id(20) for _ in range(10_000))]
        found = [await rows.by_code(tx, one, to_millis(MORNING)) for one in codes if one != code]
        return sum(one is not None for one in found)

    assert await hall.db.read(guess) == 0


async def test_another_cannot_revoke_it_and_hears_what_is_said_of_none(hall: Hall) -> None:
    _, which = await made(hall, CHEN, Role.GRID_WORKER, "cuihu")
    theirs = words(await press(hall, ZHOU, "uninvite", which))
    assert theirs == words(await press(hall, ZHOU, "uninvite", "none")) == [errors.NoSuchThing().text()]
    (row,) = await fetch(hall, "SELECT state FROM invitation")
    assert row["state"] == "open"


async def test_handing_over_moves_the_post_and_both_menus(hall: Hall) -> None:
    (shown,) = (one for one in await press(hall, CHEN, "inv_over", "cuihu") if isinstance(one, Outbound))
    replies = await press(hall, LI, "inv_yes", shown.choices[0][0].which)
    assert await held(hall, LI) == {("secretary", "cuihu")}
    assert await held(hall, CHEN) == set()
    own, former = (reply for reply in replies if isinstance(reply, Menu))
    assert ("desk", "等我办的") in own.commands
    assert ("desk", "等我办的") not in former.commands
    chats = await fetch(hall, "SELECT chat FROM outbox WHERE kind = 'menu' ORDER BY id DESC LIMIT 2")
    assert {row["chat"] for row in chats} == {str(LI), str(CHEN)}
    acts = [row["what"] for row in await fetch(hall, "SELECT what FROM audit ORDER BY serial DESC LIMIT 4")]
    assert acts[::-1] == ["invited", "accepted", "role_given", "role_ended"]
    _, wrong = await hall.db.read(audit.walk, None, lambda total, done: None)
    assert wrong == ""


async def test_nobody_hands_over_what_is_not_theirs(hall: Hall) -> None:
    for who, unit in ((CHEN, "beicheng"), (QIAN, "community"), (QIAN, "cuihu"), (SUN, "street")):
        said = words(await press(hall, who, "inv_over", unit))
        assert said == [errors.NoSuchThing().text()]
    assert await fetch(hall, "SELECT 1 FROM invitation") == []


async def test_so_many_may_wait_and_no_more(hall: Hall) -> None:
    for _ in range(rows.MOST_OPEN):
        await made(hall, CHEN, Role.GRID_WORKER, "cuihu")
    said = words(await press(hall, CHEN, "inv_unit", "grid_worker/cuihu", 0))
    assert said == [inviting.TooManyInvitations(rows.MOST_OPEN).text()]
    assert len(await fetch(hall, "SELECT 1 FROM invitation")) == rows.MOST_OPEN


async def test_leaving_what_is_not_theirs_ends_nothing(hall: Hall) -> None:
    before = await fetch(hall, "SELECT * FROM post ORDER BY 1, 2, 3")
    for which in ("secretary/beicheng", "resident/cuihu", "volunteer/cuihu", "king/cuihu", "", "/", "secretary"):
        replies = await press(hall, CHEN, "resign_yes", which)
        assert words(replies)[0] in {errors.NoSuchThing().text(), errors.ButtonIsOld().text()}
    assert await fetch(hall, "SELECT * FROM post ORDER BY 1, 2, 3") == before


async def test_a_role_that_nobody_knows_is_a_forged_button(hall: Hall) -> None:
    for which in ("king/cuihu", "", "/", "secretary", "grid_worker/none", "resident/cuihu", "admin/district"):
        said = words(await press(hall, CHEN, "inv_unit", which, 0))
        assert said[0] in {errors.NoSuchThing().text(), errors.ButtonIsOld().text()}, which
    assert await fetch(hall, "SELECT 1 FROM invitation") == []


async def test_a_picture_is_drawn_for_no_link_that_is_good_no_more(hall: Hall) -> None:
    code, which = await made(hall, CHEN, Role.GRID_WORKER, "cuihu")
    subject, office = f"x/{which}/{code}", hall.dispatcher.office
    making = await hall.db.read(invitations.drawing, office, subject, MORNING)
    assert making
    assert await hall.db.read(making.allowed, office)
    await press(hall, CHEN, "uninvite", which)
    assert not await hall.db.read(making.allowed, office)
    assert await hall.db.read(invitations.drawing, office, subject, MORNING) is None

"""Files are seen by whoever they are about, and by the branch of their compound; what is pressed twice is done once."""

import asyncio

import pytest

from bot.domain.clock import to_millis
from bot.domain.messages import Command, Menu, Outbound, Text, Toast
from bot.domain.people import Post, Role
from bot.domain.volunteers import FileState
from bot.storage import people
from bot.storage.database import Tx
from bot.texts import errors as say
from tests.conversations.town import CHEN, HE, LI, MORNING, QIAN, WANG, ZHAO, ZHOU
from tests.handlers.hall import Hall, words
from tests.handlers.volunteers import OF_A_FILE, OF_THE_BRANCH, count, go_on, put_file, row_of
from tests.services.owners import press, somebody

# What stands behind whose file it is, or which compound.
BEHIND = {"vwhy": "~0", "vask": "~理发", "vfind": "~理发", "vgroup": "~fuwu", "vlead": "~fuwu", "vthank": "~fuwu"}
OF_A_COMPOUND = {"vdesk", "vlist", "vnewer", "volder", "vneed", "vfind", "vgroups", "vgroup", "vlead", "vthank"}


def which_of(what: str, thing: str) -> str:
    return f"fuwu~{thing}" if what == "vnamed" else thing + BEHIND.get(what, "")


@pytest.mark.parametrize("what", sorted(OF_THE_BRANCH))
async def test_another_branchs_volunteer_and_none_at_all_are_answered_alike(hall: Hall, what: str) -> None:
    person_id = await put_file(hall)
    before = await row_of(hall, person_id)
    thing = "cuihu" if what in OF_A_COMPOUND else person_id
    theirs = await press(hall, ZHOU, what, which_of(what, thing), before["version"])
    missing = await press(hall, ZHOU, what, which_of(what, "0" * len(thing)), before["version"])
    assert words(theirs) == words(missing) == [say.NoSuchThing().text()]
    assert await row_of(hall, person_id) == before
    assert await count(hall, "SELECT count(*) FROM volunteer_look") == 0


@pytest.mark.parametrize("what", sorted(OF_THE_BRANCH))
async def test_a_resident_or_another_volunteer_sees_no_file(hall: Hall, what: str) -> None:
    person_id = await put_file(hall)
    for who in (LI, HE, WANG):
        assert words(await press(hall, who, what, which_of(what, person_id))) == [say.NotAllowedHere().text()]


@pytest.mark.parametrize("what", sorted(OF_A_FILE))
async def test_without_a_file_every_button_has_an_answer_and_does_nothing(hall: Hall, what: str) -> None:
    replies = await press(hall, HE, what, "none")
    assert words(replies)
    assert await count(hall, "SELECT count(*) FROM volunteer") == 0


@pytest.mark.parametrize("state", [FileState.DRAFT, FileState.LEFT])
async def test_a_draft_and_a_file_that_was_left_are_nobody_elses(hall: Hall, state: FileState) -> None:
    person_id = await put_file(hall, state=state)
    for what in ("vfile", "vphone", "vok"):
        assert words(await press(hall, CHEN, what, person_id, 5)) == [say.NoSuchThing().text()]


async def test_nobody_takes_themselves(hall: Hall) -> None:
    """A secretary who applies is decided on by a colleague."""
    person_id = await put_file(hall, who=CHEN)
    version = (await row_of(hall, person_id))["version"]
    assert words(await press(hall, CHEN, "vok", person_id, version)) == [say.NoSuchThing().text()]
    await press(hall, ZHAO, "vok", person_id, version)
    assert (await row_of(hall, person_id))["state"] == "active"


async def test_their_commands_come_and_go_with_the_post(hall: Hall) -> None:
    """At once, not when they happen to write /start again."""
    person_id = await put_file(hall)
    version = (await row_of(hall, person_id))["version"]
    menus = [one for one in await press(hall, CHEN, "vok", person_id, version) if isinstance(one, Menu)]
    assert [(one.to, "claims" in dict(one.commands)) for one in menus] == [(person_id, True)]
    menus = [one for one in await press(hall, WANG, "vgone", person_id) if isinstance(one, Menu)]
    assert [(one.to, "claims" in dict(one.commands)) for one in menus] == [(person_id, False)]


async def test_two_secretaries_at_once_decide_once(hall: Hall) -> None:
    person_id = await put_file(hall)
    version = (await row_of(hall, person_id))["version"]
    yes, no = await asyncio.gather(
        press(hall, CHEN, "vok", person_id, version), press(hall, ZHAO, "vwhy", f"{person_id}~0", version)
    )
    told = [reply for reply in (*yes, *no) if isinstance(reply, Outbound) and reply.to == person_id]
    assert len(told) == 1
    assert say.StepDone().text() in words([*yes, *no])
    posts = await count(hall, "SELECT count(*) FROM post WHERE person_id = ? AND role = 'volunteer'", person_id)
    assert posts == ((await row_of(hall, person_id))["state"] == "active")


async def test_what_was_changed_since_the_card_was_drawn_is_shown_before_it_is_approved(hall: Hall) -> None:
    person_id = await put_file(hall)
    version = (await row_of(hall, person_id))["version"]
    await press(hall, WANG, "vflip", "skills~+开车")
    replies = await press(hall, CHEN, "vok", person_id, version)
    assert words(replies)[0] == say.CardIsOld().text()
    assert "理发、开车" in words(replies)[1]
    assert (await row_of(hall, person_id))["state"] == "pending"


async def test_without_a_secretary_the_community_is_asked(hall: Hall) -> None:
    person_id = await put_file(hall, state=FileState.DRAFT)

    async def dismiss(tx: Tx) -> str:
        await tx.execute("DELETE FROM post WHERE role = 'secretary' AND unit_id = 'cuihu'")
        return await somebody(tx, QIAN)

    qian = await hall.db.write(dismiss)
    replies = await press(hall, WANG, "vsend", person_id, (await row_of(hall, person_id))["version"])
    assert [reply.to for reply in replies if isinstance(reply, Outbound)][1:] == [qian]


async def test_where_nobody_decides_it_waits_in_the_list(hall: Hall) -> None:
    person_id = await put_file(hall, state=FileState.DRAFT)

    async def dismiss(tx: Tx) -> None:
        await tx.execute("DELETE FROM post WHERE role IN ('secretary', 'community_staff')")

    await hall.db.write(dismiss)
    assert len(await press(hall, WANG, "vsend", person_id, (await row_of(hall, person_id))["version"])) == 1
    await hall.appoint(CHEN, Role.SECRETARY)
    assert "等您同意的（点一下就同意）：\n· 王阿姨：会理发" in words(await hall.arrive(CHEN, Command("volunteers")))[0]


async def test_a_list_of_forty_is_worked_off_one_tap_each(hall: Hall) -> None:
    for number in range(40):
        await put_file(hall, who=7000 + number, name=f"邻居{number}")
    (shown,) = await hall.arrive(CHEN, Command("volunteers"))
    for left in range(39, -1, -1):
        assert isinstance(shown, Outbound)
        tap = next(choice for row in shown.choices for choice in row if choice.what == "vyes")
        shown, *_ = await press(hall, CHEN, "vyes", tap.which, tap.version)
        waiting = await count(hall, "SELECT count(*) FROM volunteer WHERE state = 'pending'")
        assert waiting == left
    assert words([shown]) == ["🙋 翠湖苑：志愿者 41 位"]


async def test_one_leads_a_team_and_another_instead(hall: Hall) -> None:
    wang, li = await put_file(hall, state=FileState.ACTIVE), await put_file(hall, LI, FileState.ACTIVE, name="李叔")
    for who in (WANG, LI):
        await press(hall, who, "vin", "fuwu")
    for person_id in (wang, li):
        await press(hall, CHEN, "vnamed", f"fuwu~{person_id}")
    leads = await count(hall, "SELECT count(*) FROM team_member WHERE lead = 1 AND person_id = ?", li)
    assert (leads, await count(hall, "SELECT count(*) FROM team_member WHERE lead = 1")) == (1, 1)
    await press(hall, LI, "vout", "fuwu")
    assert words(await press(hall, CHEN, "vnamed", f"fuwu~{li}")) == [say.NoSuchThing().text()]


async def test_thanks_written_at_night_arrive_in_the_morning(hall: Hall) -> None:
    person_id = await put_file(hall, state=FileState.ACTIVE)
    await press(hall, WANG, "vin", "fuwu")
    assert await go_on(hall, 14 / 24) == []
    await press(hall, CHEN, "vthank", "cuihu~fuwu")
    assert len(await hall.arrive(CHEN, Text("辛苦了"))) == 1
    told = await go_on(hall, 10 / 24)
    assert [reply.to for reply in told if isinstance(reply, Outbound)] == [person_id]


async def test_an_answer_of_somebody_else_counts_for_nothing(hall: Hall) -> None:
    person_id = await put_file(hall, state=FileState.ACTIVE)
    (_, asked) = await press(hall, CHEN, "vask", f"{person_id}~理发")
    assert isinstance(asked, Outbound)
    call_id = asked.choices[0][0].which
    (said,) = await press(hall, LI, "vcan", call_id)
    assert isinstance(said, Toast)
    assert await count(hall, "SELECT count(*) FROM volunteer_call WHERE state = 'open'") == 1
    assert len(await press(hall, WANG, "vcannot", call_id)) == 2


@pytest.mark.parametrize("state", [FileState.PAUSED, FileState.PENDING])
async def test_who_rests_or_is_not_yet_one_is_not_asked(hall: Hall, state: FileState) -> None:
    person_id = await put_file(hall, state=state)
    assert words(await press(hall, CHEN, "vask", f"{person_id}~理发")) == [say.NoSuchThing().text()]


async def test_the_community_sees_its_compounds_first_those_where_somebody_waits(hall: Hall) -> None:
    await put_file(hall, compound="beicheng")
    (which,) = await hall.arrive(QIAN, Command("volunteers"))
    assert isinstance(which, Outbound)
    assert [row[0].label for row in which.choices] == ["北辰家园 0人（1人等您）", "翠湖苑 0人"]
    (shown,) = words(await press(hall, QIAN, "vdesk", which.choices[0][0].which))
    assert shown.startswith("🙋 北辰家园：志愿者 0 位")
    assert words(await press(hall, QIAN, "vdesk", "street")) == [say.NoSuchThing().text()]


async def test_the_list_of_names_comes_where_somebody_has_none(hall: Hall) -> None:
    """Whoever serves without a file and goes into the ranking has a file of that alone."""
    person_id = await hall.db.write(somebody, HE)
    await hall.db.write(people.appoint, person_id, Post(Role.VOLUNTEER, "cuihu"), to_millis(MORNING))
    await press(hall, HE, "pts_join", "")
    (shown,) = await press(hall, CHEN, "vlist", "cuihu")
    assert isinstance(shown, Outbound)
    assert [(one.which, one.label) for one in shown.choices[0]] == [(person_id, "一位志愿者")]
    assert "志愿者 1 位" in words([shown])[0]


async def test_each_look_at_the_number_is_written_down_and_shown(hall: Hall) -> None:
    person_id = await put_file(hall, state=FileState.ACTIVE)
    (told,) = words(await press(hall, QIAN, "vphone", person_id))
    assert "138 0000 0000" in told
    assert "138 0000 0000" not in words(await press(hall, QIAN, "vfile", person_id))[0]
    assert "👀 社区看过您的电话 3月10日 09:05" in words(await hall.arrive(WANG, Command("me")))[0]

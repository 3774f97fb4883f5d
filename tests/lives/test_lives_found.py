"""What lives found once, each told shortly; what must hold is looked at after every step by the life itself."""

from collections.abc import AsyncIterator

import pytest

from tests.conversations.town import CHEN, HAN, LI, WANG
from tests.conversations.wander.walk import Stand
from tests.lives.living import Living

LIFT, LAMP = "5号楼电梯困人了，快来", "3号楼2单元楼道灯坏了"
HOUR = 3600.0


@pytest.fixture
async def living(stand: Stand) -> AsyncIterator[Living]:
    living = await Living.begin(stand)
    yield living
    await living.end()


async def chooses(living: Living, who: int, label: str) -> None:
    """The newest button of that word."""
    await living.presses(who, lambda found: next((one for one in found if one[1]["text"] == label), None))


async def test_whoever_was_told_of_a_missed_deadline_has_one_card_when_the_alert_climbs_too(living: Living) -> None:
    await living.reports(WANG, LIFT, hidden=False, phone=False)
    for seconds in (61.0, 3 * HOUR, 9 * HOUR, 61.0):
        await living.waits(seconds)


async def test_who_was_let_go_reads_nothing_that_is_added(living: Living) -> None:
    await living.reports(WANG, LIFT, hidden=False, phone=False)
    await living.taps(CHEN, "do_accept")
    await living.taps(CHEN, "moredo")
    await living.taps(CHEN, "do_assign")
    await chooses(living, CHEN, "楼栋长")
    assert any(living.what_of(HAN, button) == "do_resolve" for _, button in living.buttons(HAN))
    await living.taps(CHEN, "moredo")
    await living.taps(CHEN, "do_whistle")
    await chooses(living, CHEN, "要部门来办")
    await living.tells(WANG, "还在里面，是楼上的老人")
    assert living.ledger.notes


async def test_what_ends_waits_for_nobody_who_was_asked_to_do_it(living: Living) -> None:
    await living.reports(WANG, LIFT, hidden=False, phone=False)
    await living.taps(CHEN, "moredo")
    await living.taps(CHEN, "do_assign")
    await chooses(living, CHEN, "楼栋长")
    await living.says(WANG, "/my")
    for what in ("mine", "withdraw", "solved"):
        await living.taps(WANG, what)
    assert [row["state"] for row in living.ledger.asked] == ["done"]


@pytest.mark.parametrize(("who", "what"), [(WANG, "myphotos"), (CHEN, "photos")])
async def test_photos_that_are_not_there_are_answered_too(living: Living, who: int, what: str) -> None:
    await living.reports(WANG, LAMP, hidden=False, phone=False)
    ticket = living.ledger.tickets[0]
    await living.presses_with(who, what, ticket["id"], ticket["version"])


async def test_what_is_over_cannot_be_joined_and_the_report_goes_on(living: Living) -> None:
    await living.reports(WANG, LAMP, hidden=False, phone=False)
    await living.tells(LI, LAMP)
    await living.says(WANG, "/my")
    for what in ("mine", "withdraw", "solved"):
        await living.taps(WANG, what)
    await living.taps(LI, "join")
    assert living.books.state(LI) == "review"

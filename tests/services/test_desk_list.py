"""What waits, as a list: forty of them stay readable; whose they are, and in which order."""

from datetime import timedelta

import pytest

from bot.domain.messages import Command, Outbound, Toast
from bot.domain.people import Role
from bot.domain.tickets import Desk, Severity, TicketState
from bot.storage import assignments
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts.desk import DeskList
from bot.texts.ticket import NothingOnTheDesk
from tests.conversations.town import CHEN, MA, MORNING, SUN, ZHOU
from tests.handlers import conftest as handlers
from tests.handlers.hall import Hall
from tests.services.owners import buttons, messages, press, put, somebody

settings, classifier, template, hall = handlers.settings, handlers.classifier, handlers.template, handlers.hall
DESK = Command("desk")


async def page(hall: Hall, who: int) -> Outbound:
    return messages(await hall.arrive(who, DESK))[-1]


async def forty(hall: Hall) -> None:
    """The later ones are due first; every tenth is danger, every tenth but one urgent."""
    for number in range(1, 41):
        severity = {0: Severity.DANGER, 9: Severity.URGENT}.get(number % 10, Severity.NORMAL)
        await put(hall, number, severity=severity, due_at=MORNING + timedelta(hours=41 - number), words="长" * 300)


async def test_forty_stand_on_pages_danger_first_then_by_deadline(hall: Hall) -> None:
    await forty(hall)
    shown, seen = await page(hall, CHEN), []
    assert isinstance(shown.prompt, DeskList)
    assert (shown.prompt.total, shown.prompt.danger, shown.prompt.urgent, shown.prompt.pages) == (40, 4, 4, 5)
    for number in range(1, 6):
        assert isinstance(shown.prompt, DeskList)
        assert shown.prompt.page == number
        assert len(shown.prompt.text()) < 600
        seen += [button.which for button in buttons(shown) if button.what == "look"]
        if further := [button for button in buttons(shown) if button.what == "desk_on"]:
            (shown,) = messages(await press(hall, CHEN, "desk_on", further[0].which))
            assert shown.edits
    danger, urgent = [40, 30, 20, 10], [39, 29, 19, 9]
    others = [number for number in range(40, 0, -1) if number % 10 not in (0, 9)]
    assert seen == [f"t{number:05}" for number in (*danger, *urgent, *others)]


@pytest.mark.parametrize(("wanted", "page"), [("99", 5), ("9" * 40, 5), ("6", 5), ("0", 1)])
async def test_a_page_that_is_not_there_shows_the_nearest(hall: Hall, wanted: str, page: int) -> None:
    await forty(hall)
    (shown,) = messages(await press(hall, CHEN, "desk_on", wanted))
    assert isinstance(shown.prompt, DeskList)
    assert (shown.prompt.page, shown.prompt.total, len(shown.prompt.lines)) == (page, 40, 8)


async def test_one_of_the_list_opens_its_card_at_the_bottom(hall: Hall) -> None:
    ticket = await put(hall, 1)
    (card,) = messages(await press(hall, CHEN, "look", ticket.id))
    assert card.card == f"ticket:{ticket.id}"
    assert card.replaces


@pytest.mark.parametrize("who", [ZHOU, MA])
async def test_another_units_ticket_is_neither_listed_nor_opened(hall: Hall, who: int) -> None:
    await forty(hall)
    assert isinstance((await page(hall, who)).prompt, NothingOnTheDesk)
    foreign, missing = await press(hall, who, "look", "t00001"), await press(hall, who, "look", "none")
    assert foreign == missing == [Toast(errors.NoSuchThing(), alert=True)]


async def test_who_has_two_posts_sees_each_ticket_once(hall: Hall) -> None:
    await hall.appoint(SUN, Role.SECRETARY)
    at_the_desk = await put(hall, 1, state=TicketState.REOPENED, desk=Desk.STREET)
    ticket = await put(hall, 2)

    async def ask(tx: Tx) -> None:
        for one in (at_the_desk, ticket):
            await assignments.ask_person(tx, one.id, await somebody(tx, SUN), 0)
        await tx.execute("UPDATE ticket SET state = 'handling' WHERE id = ?", (ticket.id,))

    await hall.db.write(ask)
    headline, *cards = messages(await hall.arrive(SUN, DESK))
    assert headline.prompt.text() == "等您办的：2 条。"
    assert sorted(card.card or "" for card in cards) == ["ticket:t00001", "ticket:t00002"]


async def test_what_was_written_in_several_lines_stands_in_one(hall: Hall) -> None:
    for number in range(1, 8):
        await put(hall, number, words="楼道灯坏了\n还很黑")
    lines = (await page(hall, CHEN)).prompt.text().splitlines()
    assert [line for line in lines if "楼道灯坏了 还很黑" in line]
    assert "还很黑" not in lines

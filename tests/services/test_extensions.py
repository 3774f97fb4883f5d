"""More time: who may ask, who may decide, once open at a time, nothing moves before it is granted."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.clock import ManualClock, from_millis, to_millis
from bot.domain.messages import Choice, Command, Outbound, Reply
from bot.domain.people import Post, Role, Unit, UnitKind
from bot.domain.tickets import Severity, Ticket, TicketState
from bot.services.directory import Directory
from bot.services.extending import above
from bot.storage import assignments, people, units
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts import extensions as say
from tests.conversations.town import CHEN, MA, MORNING, QIAN, SUN, WANG, ZHAO, ZHOU
from tests.handlers import conftest as handlers
from tests.handlers.hall import Hall, words
from tests.services.owners import buttons, messages, press, put, somebody

settings, classifier, template, hall = handlers.settings, handlers.classifier, handlers.template, handlers.hall
SOON = MORNING + timedelta(hours=20)


async def in_work(hall: Hall, **facts: Any) -> Ticket:
    """Accepted in 翠湖苑, due within a day."""
    return await put(hall, 1, **{"state": TicketState.ACCEPTED, "due_at": SOON, **facts})


async def ask(hall: Hall, who: int, ticket: Ticket, days: str = "3 天") -> list[Reply]:
    """Through both questions."""
    (question,) = messages(await press(hall, who, "do_extend", ticket.id, ticket.version))
    for label in (days, "等配件"):
        chosen = next(button for button in buttons(question) if button.label == label)
        replies = await press(hall, who, "deed", chosen.which, chosen.version)
        question = messages(replies)[0]
    return replies


def request_in(replies: list[Reply]) -> tuple[Outbound, Choice]:
    """The card of whoever decides, and its 同意."""
    card = next(one for one in messages(replies) if isinstance(one.prompt, say.ExtensionRequest))
    return card, next(button for button in buttons(card) if button.what == "grant")


async def row(hall: Hall, sql: str) -> dict[str, Any]:
    async def unit(tx: Tx) -> dict[str, Any]:
        found = await tx.fetch_one(sql)
        assert found
        return dict(found)

    return await hall.db.read(unit)


async def person(hall: Hall, who: int) -> str:
    async def unit(tx: Tx) -> str:
        return await somebody(tx, who)

    return await hall.db.write(unit)


async def offered(hall: Hall, who: int, ticket: Ticket) -> bool:
    (card,) = messages(await press(hall, who, "look", ticket.id))
    return "do_extend" in {button.what for button in buttons(card)}


async def test_the_deadline_moves_when_it_is_granted_and_not_before(hall: Hall) -> None:
    ticket = await in_work(hall)
    card, grant = request_in(await ask(hall, CHEN, ticket))
    assert card.to == await person(hall, QIAN)
    before = await row(hall, "SELECT due_at, version FROM ticket")
    assert before == {"due_at": to_millis(SOON), "version": 1}
    replies = await press(hall, QIAN, "grant", grant.which)
    after = await row(hall, "SELECT due_at, version FROM ticket")
    # Three days after Wednesday morning is a Saturday: Monday, when the offices open.
    assert from_millis(after["due_at"]).isoformat() == "2026-03-16T00:30:00+00:00"
    assert after["version"] == 2
    news = [one.prompt.text() for one in messages(replies) if one.to == await person(hall, WANG)]
    assert news == ["⏳ 0310-001 要多等几天，3月16日 星期一 上午办好。\n第1件\n因为：等配件"]
    duty = await row(hall, "SELECT due_at FROM due_work WHERE kind = 'ticket_deadline'")
    assert duty["due_at"] == after["due_at"]
    event = await row(hall, "SELECT was, became, role, reason FROM ticket_event ORDER BY id DESC LIMIT 1")
    assert event == {"was": "accepted", "became": "accepted", "role": "community_staff", "reason": "等配件"}


async def test_one_is_open_at_a_time_and_another_may_follow_a_refusal(hall: Hall) -> None:
    ticket = await in_work(hall)
    _, grant = request_in(await ask(hall, CHEN, ticket))
    assert not await offered(hall, CHEN, ticket)
    assert say.AskedBefore(ticket.number).text() in words(await ask(hall, ZHAO, ticket))
    (why,) = messages(await press(hall, QIAN, "refuse", grant.which))
    chosen = buttons(why)[0]
    refused = await press(hall, QIAN, "deed", chosen.which, chosen.version)
    assert say.ExtensionRefused(ticket.number, chosen.label or "").text() in words(refused)
    assert (await row(hall, "SELECT due_at FROM ticket"))["due_at"] == to_millis(SOON)
    assert await offered(hall, CHEN, ticket)
    assert request_in(await ask(hall, CHEN, ticket))[1].which != grant.which


async def test_two_who_decide_at_once_move_it_once(hall: Hall) -> None:
    await hall.appoint(9001, Role.COMMUNITY_STAFF)
    ticket = await in_work(hall)
    _, grant = request_in(await ask(hall, CHEN, ticket))
    await press(hall, QIAN, "grant", grant.which)
    moved = await row(hall, "SELECT due_at FROM ticket")
    assert errors.StepDone().text() in words(await press(hall, 9001, "grant", grant.which))
    assert errors.StepDone().text() in words(await press(hall, 9001, "refuse", grant.which))
    assert await row(hall, "SELECT due_at FROM ticket") == moved


@pytest.mark.parametrize("who", [CHEN, ZHAO])
async def test_nobody_decides_what_their_own_level_asked(hall: Hall, who: int) -> None:
    """The same answer as for a request that does not exist."""
    _, grant = request_in(await ask(hall, CHEN, await in_work(hall)))
    for what in ("grant", "refuse"):
        theirs, missing = await press(hall, who, what, grant.which), await press(hall, who, what, "none")
        assert words(theirs) == words(missing) == [errors.NoSuchThing().text()]


async def test_the_platform_may_decide_too_another_place_may_not(hall: Hall) -> None:
    _, grant = request_in(await ask(hall, CHEN, await in_work(hall)))

    async def move_away(tx: Tx) -> None:
        await people.appoint(tx, await somebody(tx, ZHOU), Post(Role.COMMUNITY_STAFF, "beicheng"), 0)

    await hall.db.write(move_away)
    assert words(await press(hall, ZHOU, "grant", grant.which)) == [errors.NoSuchThing().text()]
    assert say.OUTCOMES[request_in_state(await press(hall, SUN, "grant", grant.which))] == "✅ 同意了"


def request_in_state(replies: list[Reply]) -> Any:
    return next(one.prompt.state for one in messages(replies) if isinstance(one.prompt, say.ExtensionRequest))


async def test_who_was_asked_to_do_it_asks_the_secretary(hall: Hall) -> None:
    ticket = await in_work(hall, state=TicketState.HANDLING)

    async def give(tx: Tx) -> None:
        await assignments.ask_person(tx, ticket.id, await somebody(tx, MA), 0)

    await hall.db.write(give)
    replies = await ask(hall, MA, ticket)
    deciders = {one.to for one in messages(replies) if isinstance(one.prompt, say.ExtensionRequest)}
    assert deciders == {await person(hall, CHEN), await person(hall, ZHAO)}
    assert "物业想延 3 天" in request_in(replies)[0].prompt.text()


async def test_a_department_asks_the_platform_by_its_name(hall: Hall) -> None:
    ticket = await in_work(hall, state=TicketState.CHECKED_IN)

    async def transfer(tx: Tx) -> None:
        await units.add(tx, Unit("parks", UnitKind.DEPARTMENT, "district", "园林绿化局", "p_1"))
        await people.appoint(tx, await somebody(tx, 9002), Post(Role.DEPARTMENT_STAFF, "parks"), 0)
        await assignments.ask_unit(tx, ticket.id, "parks", 0, leads=True)
        await tx.execute("UPDATE ticket SET desk = 'department' WHERE id = ?", (ticket.id,))

    await hall.db.write(transfer)
    hall.dispatcher.office.directory = Directory(await hall.db.read(units.load_all))
    card, grant = request_in(await ask(hall, 9002, ticket))
    assert card.to == await person(hall, SUN)
    assert "园林绿化局想延 3 天" in card.prompt.text()
    # Those below who had it before have no say.
    for who in (CHEN, QIAN):
        assert words(await press(hall, who, "grant", grant.which)) == [errors.NoSuchThing().text()]
    assert request_in_state(await press(hall, SUN, "grant", grant.which)) == "granted"


@pytest.mark.parametrize(
    "facts",
    [
        {"due_at": MORNING + timedelta(days=2)},
        {"state": TicketState.SUBMITTED},
        {"state": TicketState.NEEDS_INFO},
        {"severity": Severity.DANGER},
    ],
)
async def test_it_is_offered_neither_early_nor_before_anybody_took_it_nor_in_danger(
    hall: Hall, facts: dict[str, Any]
) -> None:
    ticket = await in_work(hall, **facts)
    assert not await offered(hall, CHEN, ticket)
    assert say.NoMoreTime(ticket.number).text() in words(await press(hall, CHEN, "do_extend", ticket.id))


async def test_overdue_it_counts_from_now(hall: Hall) -> None:
    ticket = await in_work(hall)
    clock = hall.dispatcher.office.clock
    assert isinstance(clock, ManualClock)
    clock.at = MORNING + timedelta(days=1)
    _, grant = request_in(await ask(hall, CHEN, ticket, "1 天"))
    await press(hall, QIAN, "grant", grant.which)
    due_at = from_millis((await row(hall, "SELECT due_at FROM ticket"))["due_at"])
    assert due_at == MORNING + timedelta(days=2)


async def test_asked_at_night_it_stands_on_the_desk_in_the_morning(hall: Hall) -> None:
    clock = hall.dispatcher.office.clock
    assert isinstance(clock, ManualClock)
    clock.at = MORNING + timedelta(hours=14)
    ticket = await in_work(hall)
    replies = await ask(hall, CHEN, ticket)
    assert not [one for one in messages(replies) if isinstance(one.prompt, say.ExtensionRequest)]
    assert request_in(await hall.arrive(QIAN, Command("desk")))[0].replaces
    assert await row(hall, "SELECT count(*) AS n FROM due_work WHERE kind = 'desk_digest'") == {"n": 1}


async def test_where_nobody_stands_above_it_is_said(hall: Hall) -> None:
    async def alone(tx: Tx) -> None:
        await tx.execute("DELETE FROM post WHERE role IN ('community_staff', 'street_dispatcher')")

    await hall.db.write(alone)
    assert say.NobodyAbove("0310-001").text() in words(await ask(hall, CHEN, await in_work(hall)))


def test_every_asker_answers_to_somebody_above() -> None:
    assert above(Role.DEPARTMENT_STAFF)[0] is Role.STREET_DISPATCHER
    assert above(Role.PROPERTY_STAFF)[0] is Role.SECRETARY
    assert above(Role.DISTRICT_DISPATCHER) == ()


async def test_who_decides_no_more_reads_nothing_of_the_answer(hall: Hall) -> None:
    """Their card says that it is no more theirs; whoever still decides sees what was decided."""
    ticket = await in_work(hall, state=TicketState.HANDLING)

    async def ask_the_property(tx: Tx) -> None:
        await assignments.ask_person(tx, ticket.id, await somebody(tx, MA), 0)

    async def dismiss(tx: Tx) -> None:
        await tx.execute("DELETE FROM post WHERE person_id = ?", (await somebody(tx, ZHAO),))

    await hall.db.write(ask_the_property)
    _, grant = request_in(await ask(hall, MA, ticket))
    await hall.db.write(dismiss)
    replies = await press(hall, CHEN, "grant", grant.which)
    drawn = {one.to: one for one in messages(replies) if (one.card or "").startswith("ext:")}
    assert isinstance(drawn[await person(hall, CHEN)].prompt, say.ExtensionRequest)
    gone = drawn[await person(hall, ZHAO)]
    assert ticket.words not in gone.prompt.text()
    assert not gone.choices

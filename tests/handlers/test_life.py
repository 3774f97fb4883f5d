"""A ticket's life over the real dispatcher and store: who may take which step, and what the store then tells of it."""

from dataclasses import replace

import pytest

from bot.domain.clock import to_millis
from bot.domain.people import Post, Role
from bot.domain.tickets import Desk, Ticket, TicketState
from bot.fsm.ticket import RESIDENTS, WHO, E, may, ticket_flow
from bot.services import life
from bot.services.duties import NOBODY
from bot.services.turn import Turn
from bot.storage import assignments, people, tickets
from bot.storage.database import Row, Tx
from bot.texts import errors as say
from tests.conversations.town import CHEN, FENG, HE, LI, MA, MORNING, NEW, SHI, SUN, WANG, XU, ZHOU
from tests.handlers.hall import Hall, words
from tests.services.owners import follow, press, put, somebody

FLOW = ticket_flow()
STEPS = [event for event in WHO if WHO[event] != RESIDENTS]
# In which role each stands by a ticket of 翠湖苑 that the property's 马 and 市政 were asked to do; None: in none.
STANDS: dict[int, Role | None] = {
    CHEN: Role.SECRETARY, SUN: Role.STREET_DISPATCHER, MA: Role.PROPERTY_STAFF, SHI: Role.DEPARTMENT_STAFF,
    ZHOU: None, HE: None, XU: None, WANG: None,
}  # fmt: skip
# Who reads a ticket, as one who handles it, whether or not it is theirs to act now.
READS = {CHEN, SUN, MA, SHI}


async def standing(hall: Hall, number: int, state: TicketState, desk: Desk) -> Ticket:
    """A ticket of 翠湖苑 at `desk` in `state`, for which the property's 马 and 市政 were asked."""
    plain = await put(hall, number)

    async def unit(tx: Tx) -> Ticket:
        assert await tickets.advance(tx, plain, replace(plain, state=state, desk=desk, before=TicketState.ACCEPTED), 0)
        await assignments.ask_person(tx, plain.id, await somebody(tx, MA), 0)
        await assignments.ask_unit(tx, plain.id, "shizheng", 0, leads=True)
        found = await tickets.load(tx, plain.id)
        assert found
        return found

    return await hall.db.write(unit)


async def colleague(tx: Tx) -> None:
    """Somebody else on the street's platform, to whom a ticket may be handed."""
    await people.appoint(tx, await somebody(tx, FENG), Post(Role.STREET_DISPATCHER, "street"), 0)


async def all_of(tx: Tx) -> list[list[Row]]:
    """What a step could change."""
    return [await tx.fetch(f"SELECT * FROM {table} ORDER BY 1") for table in ("ticket", "ticket_event", "deed")]


@pytest.mark.parametrize("event", STEPS)
async def test_a_step_is_open_to_its_roles_at_their_desk_in_their_unit_and_to_nobody_else(hall: Hall, event: E) -> None:
    state = next(state for state in TicketState if event in FLOW.allowed(state))
    await put(hall, 5000)  # one that others may be merged into
    await hall.db.write(colleague)
    for number, (desk, (who, role)) in enumerate((desk, one) for desk in Desk for one in STANDS.items()):
        ticket = await standing(hall, number + 1, state, desk)
        before, replies = await hall.db.read(all_of), await press(hall, who, f"do_{event}", ticket.id, ticket.version)
        allowed = role is not None and may(role, event, desk)
        assert (await hall.db.read(all_of) != before) is allowed, f"{role} at {desk}: {words(replies)}"
        assert words(replies), "never in silence"
        if who not in READS:
            missing = await press(hall, who, f"do_{event}", "none", 1)
            assert words(replies)[:1] == words(missing)[:1]
        elif not allowed:
            assert words(replies)[0] == say.NotAllowedHere().text()


async def events(tx: Tx) -> list[tuple[str, bool]]:
    """What happened, and whether somebody did it."""
    return [(row["event"], row["person_id"] is not None) for row in await tx.fetch("SELECT * FROM ticket_event")]


@pytest.mark.parametrize("evaluated", [True, False])
async def test_silence_is_told_from_an_evaluation_by_the_events(hall: Hall, *, evaluated: bool) -> None:
    ticket = await standing(hall, 1, TicketState.RESOLVED, Desk.COMPOUND)
    if evaluated:
        await press(hall, WANG, "satisfied", ticket.id, ticket.version)

    async def a_week_later(tx: Tx) -> None:
        found = await tickets.load(tx, ticket.id)
        assert found
        await life.wake(Turn(None, NOBODY, hall.dispatcher.office, MORNING), tx, found)

    await hall.db.write(a_week_later)
    said = [("evaluate", True)] if evaluated else []
    assert await hall.db.read(events) == [*said, ("close", False)]


async def test_everybody_who_follows_says_once_what_they_think(hall: Hall) -> None:
    ticket = await standing(hall, 1, TicketState.RESOLVED, Desk.COMPOUND)
    await follow(hall, ticket, LI, "joined")
    for who, what in ((WANG, "satisfied"), (LI, "mostly"), (LI, "satisfied"), (WANG, "satisfied"), (NEW, "mostly")):
        assert words(await press(hall, who, what, ticket.id, ticket.version))
    assert await hall.db.read(events) == [("evaluate", True), ("evaluate", True)]


async def test_when_a_department_gives_it_back_only_that_one_has(hall: Hall) -> None:
    """Where it led, the others are let go, and may give back what they are asked for the next time."""
    ticket = await standing(hall, 1, TicketState.TRANSFERRED, Desk.DEPARTMENT)

    async def ask_another(tx: Tx) -> None:
        await assignments.ask_unit(tx, ticket.id, "chengguan", 0, leads=False)

    async def standing_now(tx: Tx) -> dict[str, str]:
        rows = await tx.fetch("SELECT unit_id, state FROM assignment WHERE unit_id IS NOT NULL")
        return {row["unit_id"]: row["state"] for row in rows}

    await hall.db.write(ask_another)
    (question, *_) = await press(hall, SHI, "do_return", ticket.id, ticket.version)
    (first, *_) = question.choices[0]  # type: ignore[union-attr]
    await press(hall, SHI, "deed", first.which, first.version)
    assert await hall.db.read(standing_now) == {"shizheng": "returned", "chengguan": "recalled"}


async def test_a_ticket_that_waits_for_the_resident_has_no_deadline_of_the_desk(hall: Hall) -> None:
    """Its own clock wakes it; the ladder of supervision sleeps."""
    ticket = await standing(hall, 1, TicketState.SUBMITTED, Desk.COMPOUND)
    (question, *_) = await press(hall, CHEN, "do_ask_info", ticket.id, ticket.version)
    (first, *_) = question.choices[0]  # type: ignore[union-attr]
    await press(hall, CHEN, "deed", first.which, first.version)

    async def plans(tx: Tx) -> list[Row]:
        return await tx.fetch("SELECT kind, due_at FROM due_work WHERE subject = ?", (ticket.id,))

    three_days = 3 * 24 * 3_600_000
    assert await hall.db.read(plans) == [{"kind": life.WAKE, "due_at": to_millis(MORNING) + three_days}]

"""Every route × every role, over the real dispatcher and store: let in or refused exactly as the table says."""

import asyncio
import dataclasses

import pytest

from bot.channels.telegram.application import received
from bot.domain.clock import to_millis
from bot.domain.messages import ChatKind, Choice, Command, Content, Inbound, Outbound, Pressed, Reply, Text
from bot.domain.people import Role
from bot.fsm.ticket import RESIDENTS, WHO
from bot.handlers.dispatch import Arrival
from bot.handlers.route import EVERYBODY, Route
from bot.handlers.routes import ROUTES
from bot.handlers.routes.posts import (
    BRANCHES,
    DESK,
    DOERS,
    HANDLERS,
    HELPERS,
    INVITERS,
    KEEPERS,
    SECRETARIES,
    TAKING_PART,
    VOLUNTEERS,
)
from bot.services.behalf import ROLES
from bot.services.points import red
from bot.services.turn import Turn
from bot.storage import inbox
from bot.storage.database import Tx
from bot.texts import errors as say
from bot.texts.buttons import BUTTONS
from tests.conversations.town import CHEN, MORNING, WANG, ZHOU
from tests.handlers.hall import Hall, draft_of_anybody, words
from tests.handlers.volunteers import OF_THE_BRANCH


def a_message_for(route: Route) -> Content:
    """Something that a route might be handed; rights come before whatever it says."""
    if route.pressed:
        return Pressed(route.pressed, "none", 1, "query")
    return Command(route.command) if route.command else Text("x")


def the_name_of(route: Route) -> str:
    return route.pressed or route.command or route.handler.__name__


OF_POINTS = (SECRETARIES, frozenset(red.LISTERS))


async def test_every_route_is_open_to_its_roles_and_to_no_other(hall: Hall) -> None:
    """Let in means: the handler is called; refused: it is not, and the sentence is the one for that."""
    called: list[Role] = []

    async def handler(turn: Turn, tx: Tx) -> list[Reply]:
        called.append(role)
        return []

    for number, role in enumerate(Role):
        person = 9000 + number
        await hall.appoint(person, role)
        for route in ROUTES:
            called.clear()
            replies = await hall.arrive(person, a_message_for(route), dataclasses.replace(route, handler=handler))
            allowed = role in route.roles or Role.RESIDENT in route.roles
            assert bool(called) is allowed, f"{role} at {the_name_of(route)}"
            refused = say.NotAllowedHere().text() in words(replies)
            assert refused is not allowed, f"{role} at {the_name_of(route)} hears {words(replies)}"


def open_to(roles: frozenset[Role]) -> set[str]:
    return {the_name_of(route) for route in ROUTES if route.roles == roles}


def test_only_those_who_are_alerted_publish_look_over_count_and_grant() -> None:
    notices = {"notice", "till", "for_unit", "publish", "unsent", "takedown"}
    broadcasts = {"where_to", "one_house", "house", "everywhere", "hurry", "uncertain", "send", "send_now", "halt"}
    others = {"rounds", "round_photos", "grant", "refuse", "seen_repetition", "stats", "stats_list"}
    assert open_to(DESK) == others | notices | broadcasts
    assert {Role.SECRETARY, Role.COMMUNITY_STAFF, Role.STREET_DISPATCHER, Role.DISTRICT_DISPATCHER} == DESK


def test_residents_report_for_nobody_else() -> None:
    assert open_to(frozenset(ROLES)) == {"for", "for_visit", "for_hotline", "for_patrol"}
    known = {
        EVERYBODY,
        DESK,
        HANDLERS,
        DOERS,
        BRANCHES,
        KEEPERS,
        frozenset(ROLES),
        VOLUNTEERS,
        HELPERS,
        TAKING_PART,
        INVITERS,
        *OF_POINTS,
    }
    assert {route.roles for route in ROUTES} == known


def test_the_branch_watches_who_reports_too_much_decides_on_volunteers_and_organises() -> None:
    """Which compounds are theirs is part of each query: `tests/limits/`, `tests/handlers/test_volunteers.py`."""
    limits = {"limits", "free", "free_all", "bar", "unbar", "keep_bar"}
    drafts = {"act_go", "act_drop", "act_fix", "act_unit", "act_day", "act_hour", "act_num", "act_kind"}
    published = {"act_qr", "act_new", "act_who", "act_move", "act_spot", "act_off", "act_why"}
    activities = {"activity", "recruit", *drafts, *published, *{"act_roll", "act_tick", "act_done", "act_look"}}
    assert open_to(BRANCHES) == {*limits, "volunteers", *OF_THE_BRANCH, "pts_appraise", *activities}
    assert {Role.SECRETARY, Role.COMMUNITY_STAFF} == BRANCHES


def test_points_are_given_by_the_branch_and_counted_by_the_community() -> None:
    given = {"pts_people", "pts_of", "pts_undo", "pts_grant", "pts_pick", "pts_tick", "pts_picked"}
    assert open_to(SECRETARIES) == {"award", "pts_matter", "pts_dim", "pts_drop", *given}
    assert open_to(frozenset({Role.COMMUNITY_STAFF})) == {"stars", "pts_houses"}
    assert frozenset(red.APPRAISERS) == BRANCHES


def test_wishes_are_claimed_by_volunteers_and_the_pool_is_theirs_and_the_offices() -> None:
    taking_part = {"act_in", "act_out", "act_cal", "act_here"}
    assert open_to(VOLUNTEERS) == {"claims", "w_look", *taking_part}
    assert open_to(HELPERS) == {"wishes", "w_pool", "w_others"}
    assert {Role.VOLUNTEER} == VOLUNTEERS
    assert {Role.VOLUNTEER, *DESK} == HELPERS


def test_those_who_may_appoint_invite() -> None:
    assert open_to(INVITERS) == {"invite", "inv_unit", "inv_over", "uninvite"}
    assert {Role.ADMIN} == INVITERS - DESK


def test_whoever_handles_tickets_has_every_step_of_theirs_and_residents_have_none() -> None:
    """Which of them somebody may take with a ticket is asked of the ticket: `tests/fsm/test_ticket.py`."""
    steps = {f"do_{event}" for event, roles in WHO.items() if roles != RESIDENTS}
    looks = {
        "desk",
        "desk_back",
        "desk_on",
        "look",
        "moredo",
        "photos",
        "call",
        "ack",
        "quiet",
        "do_extend",
        "seen_late",
    }
    assert open_to(HANDLERS) == steps | looks
    assert {Role.RESIDENT, Role.SHOPKEEPER, Role.ADMIN} == set(Role) - HANDLERS
    assert open_to(DOERS) == {"today", "round", "all_well", "found", "add_note"}


def test_nobody_but_who_keeps_a_shop_hands_over_and_changes_its_shelves() -> None:
    shelves = {"shop", "shelves", "ware", "unshelve", "shelve", "restock", "reprice", "newgoods"}
    assert open_to(KEEPERS) == shelves | {"give"}
    assert {Role.SHOPKEEPER} == KEEPERS


def test_volunteers_take_part_and_branches_organise() -> None:
    """Which activity, and of which compound, is part of each query: `tests/activities/`."""
    assert open_to(TAKING_PART) == {"act"}
    assert {Role.VOLUNTEER, *BRANCHES} == TAKING_PART


AT_DESKS = ("do_accept", "do_resolve", "moredo", "look", "ack", "photos", "call")


async def a_ticket(hall: Hall) -> str:
    """The id of a ticket in 翠湖苑, reported by 王阿姨."""
    await hall.arrive(WANG, Text("楼道灯坏了"))
    await hall.arrive(WANG, Pressed("submit", *await hall.db.read(draft_of_anybody)))

    async def newest(tx: Tx) -> str:
        row = await tx.fetch_one("SELECT id FROM ticket")
        assert row
        return str(row["id"])

    return await hall.db.read(newest)


@pytest.mark.parametrize("what", [*AT_DESKS, "mine", "myphotos", "withdraw", "solved", "mistake", "unwanted", "keep"])
async def test_another_units_ticket_and_none_at_all_are_answered_alike(hall: Hall, what: str) -> None:
    """Nobody learns from the answer whether it exists (DOMAIN §8); and nothing happens to it."""
    ticket_id = await a_ticket(hall)
    stranger = ZHOU if what in AT_DESKS else CHEN
    theirs = await hall.arrive(stranger, Pressed(what, ticket_id, 1, "query"))
    missing = await hall.arrive(stranger, Pressed(what, "none", 1, "query"))
    assert words(theirs) == words(missing) == [say.NoSuchThing().text()]

    async def state(tx: Tx) -> object:
        return await tx.fetch_one("SELECT state, version FROM ticket")

    assert await hall.db.read(state) == {"state": "submitted", "version": 1}


async def test_a_post_that_was_taken_away_counts_at_the_next_press(hall: Hall) -> None:
    ticket_id = await a_ticket(hall)

    async def dismiss(tx: Tx) -> None:
        await tx.execute("DELETE FROM post WHERE role = 'secretary'")

    await hall.db.write(dismiss)
    assert words(await hall.arrive(CHEN, Pressed("do_accept", ticket_id, 1, "query"))) == [say.NotAllowedHere().text()]


async def test_every_button_ever_offered_has_a_label_and_a_route(hall: Hall) -> None:
    """Through the cards of a report and of a ticket: what is offered can be pressed and bears a word."""
    offered: dict[str, Choice] = {}

    async def seeing(person: int, content: Content) -> None:
        for reply in await hall.arrive(person, content):
            if isinstance(reply, Outbound):
                offered.update({choice.what: choice for row in reply.choices for choice in row})

    await seeing(WANG, Text("电梯困人了，快来"))
    for what in ("fix", "kind", "back", "place", "back", "photo", "back"):
        await seeing(WANG, Pressed(what, *await hall.db.read(draft_of_anybody)))
    await seeing(WANG, Pressed("submit", *await hall.db.read(draft_of_anybody)))
    await seeing(WANG, Command("my"))
    await seeing(WANG, Pressed("mine", offered["mine"].which, 1))
    await seeing(WANG, Pressed("withdraw", offered["mine"].which, 1))
    await seeing(8000, Text("灯坏了"))
    await seeing(8000, Pressed("agree", *await hall.db.read(draft_of_anybody)))
    await seeing(8000, Text("翠湖"))
    for what, choice in offered.items():
        assert choice.label or BUTTONS[what]
        assert any(route.pressed == what for route in ROUTES), f"nobody answers {what}"
    report = {"submit", "kind", "cat", "back", "agree", "home", "nothome"}
    assert report | {"mine", "solved", "do_accept", "moredo", "ack"} <= set(offered)


async def test_the_same_update_has_its_effect_once(hall: Hall) -> None:
    """An inbox row that is done, or whose lease is somebody else's by now, does nothing and answers nothing."""
    raw = received({"update_id": 500, "message": {"chat": {"id": WANG}}})
    await hall.db.write(inbox.store, [raw], to_millis(MORNING))
    (waiting,) = await hall.db.read(inbox.waiting, 0, 10)
    inbound = Inbound("telegram", 500, str(WANG), str(WANG), ChatKind.PRIVATE, MORNING, Text("灯坏了"))
    route = next(route for route in ROUTES if route.matches(inbound))
    epoch = hall.epochs[waiting.part]
    assert await hall.dispatcher.handle(route, Arrival(waiting, epoch + 1, inbound)) == []
    twice = await asyncio.gather(*(hall.dispatcher.handle(route, Arrival(waiting, epoch, inbound)) for _ in range(2)))
    assert sorted(map(len, twice)) == [0, 1]

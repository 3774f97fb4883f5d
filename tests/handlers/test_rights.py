"""Every route × every role, over the real dispatcher and store: let in or refused exactly as the table says."""

import asyncio
import dataclasses

import pytest

from bot.channels.telegram.application import received
from bot.domain import policy
from bot.domain.clock import to_millis
from bot.domain.messages import ChatKind, Choice, Command, Content, Inbound, Outbound, Pressed, Reply, Text
from bot.domain.people import Role
from bot.domain.policy import BRANCH, OFFICES, RULES, May, who
from bot.fsm.ticket import RESIDENTS, WHO
from bot.handlers.dispatch import Arrival
from bot.handlers.route import Route
from bot.handlers.routes import ROUTES
from bot.services.turn import Turn
from bot.storage import inbox
from bot.storage.database import Tx
from bot.texts import errors as say
from bot.texts.buttons import BUTTONS
from tests.conversations.town import CHEN, MORNING, WANG, ZHOU
from tests.handlers.hall import Hall, draft_of_anybody, name_of, words
from tests.handlers.volunteers import OF_THE_BRANCH


def a_message_for(route: Route) -> Content:
    """Something that a route might be handed; rights come before whatever it says."""
    if route.pressed:
        return Pressed(route.pressed, "none", 1, "query")
    return Command(route.command) if route.command else Text("x")


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
            assert bool(called) is allowed, f"{role} at {name_of(route)}"
            refused = say.NotAllowedHere().text() in words(replies)
            assert refused is not allowed, f"{role} at {name_of(route)} hears {words(replies)}"


def open_for(action: May) -> set[str]:
    return {name_of(route) for route in ROUTES if route.action is action}


# What is behind each action that is not everybody's, written out by hand; `HANDLE` has the steps of a ticket besides.
BEHIND: dict[May, set[str]] = {
    May.REPORT_FOR: {"for", "for_visit", "for_hotline", "for_patrol"},
    May.HANDLE: {"desk", "desk_back", "desk_on", "look", "moredo", "photos", "call", "ack", "do_extend", "seen_late"},
    May.KEEP_QUIET: {"quiet"},
    May.SUPERVISE: {"grant", "refuse", "seen_repetition"},
    May.SEE_FIGURES: {"stats", "stats_list"},
    May.SEE_DEPARTMENTS: {"resp_of", "resp_all", "resp_back"},
    May.SEE_DAY: {"today"},
    May.DO_ROUNDS: {"round", "all_well", "found", "add_note"},
    May.SEE_ROUNDS: {"rounds", "round_photos"},
    May.LIMIT: {"limits", "free", "free_all", "bar", "unbar", "keep_bar"},
    May.TELL: {
        "notice", "till", "for_unit", "publish", "unsent", "takedown",
        "where_to", "one_house", "house", "everywhere", "hurry", "uncertain", "send", "send_now", "halt",
    },
    May.INVITE: {"invite", "inv_unit", "inv_over", "uninvite"},
    May.PUBLISH: {
        "board", "bd_one", "bd_see", "bd_fill", "bd_add", "bd_role", "bd_name", "bd_phone", "bd_none", "bd_title",
        "bd_as", "bd_off", "bd_gone", "bd_go", "bd_again",
    },
    May.SEE_RIGHTS: {"rights", "rt_post", "rt_who"},
    May.KEEP_VOLUNTEERS: {"volunteers", *OF_THE_BRANCH},
    May.ORGANISE: {
        "activity", "recruit", "act_go", "act_drop", "act_fix", "act_unit", "act_day", "act_hour", "act_num",
        "act_kind", "act_qr", "act_new", "act_who", "act_move", "act_spot", "act_off", "act_why",
        "act_roll", "act_tick", "act_done", "act_look",
    },
    May.TAKE_PART: {"act_in", "act_out", "act_cal", "act_here"},
    May.SEE_ACTIVITIES: {"act"},
    May.CLAIM_WISHES: {"claims", "w_look"},
    May.SEE_POOL: {"wishes", "w_pool", "w_others"},
    May.AWARD: {
        "award", "pts_people", "pts_of", "pts_undo", "pts_grant", "pts_pick", "pts_tick", "pts_picked", "pts_matter",
        "pts_dim", "pts_drop",
    },
    May.APPRAISE: {"pts_appraise"},
    May.LIST_HOUSEHOLDS: {"stars", "pts_houses"},
    May.KEEP_SHOP: {"shop", "shelves", "ware", "unshelve", "shelve", "restock", "reprice", "newgoods", "give"},
}  # fmt: skip


@pytest.mark.parametrize("action", [action for action in May if Role.RESIDENT not in who(action)])
def test_nothing_else_is_behind_an_action(action: May) -> None:
    """Whatever is not everybody's stands here by name: a route for the wrong action is seen."""
    steps = {f"do_{event}" for event, roles in WHO.items() if roles != RESIDENTS} if action is May.HANDLE else set()
    assert open_for(action) == BEHIND.get(action, set()) | steps


def test_what_no_row_allows_nobody_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """Default deny: without its row an action is closed to everybody, and a row that is changed changes the routes."""
    route = next(route for route in ROUTES if route.action is May.TELL)
    others = tuple(rule for rule in RULES if rule.action is not May.TELL)
    assert route.roles == frozenset(OFFICES)
    for rules, roles in (
        (others, ()),
        ((*others, dataclasses.replace(RULES[0], action=May.TELL, roles=BRANCH)), BRANCH),
    ):
        monkeypatch.setattr(policy, "RULES", rules)
        who.cache_clear()
        assert route.roles == frozenset(roles)
    monkeypatch.undo()
    who.cache_clear()
    assert {rule.action for rule in RULES} == set(May)


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
    """Nobody learns from the answer whether it exists (docs/rights.md); and nothing happens to it."""
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

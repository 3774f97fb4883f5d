"""One's own tickets: who may take them back or leave them, who hears of it, and who sees the number that was left."""

from typing import Any

import pytest

from bot.domain.clock import to_millis
from bot.domain.messages import Text, Toast
from bot.domain.people import Role
from bot.domain.tickets import Ticket, TicketState, WithdrawalReason
from bot.storage import looks
from bot.storage.database import Tx
from bot.texts import errors as say
from bot.texts.own import OwnCard, TakenBack
from tests.conversations.town import CHEN, LI, MORNING, QIAN, WANG, ZHAO, ZHOU
from tests.handlers.hall import Hall, words
from tests.services.owners import PHONE, card, follow, messages, press, put, whats

# ── taken back ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("reason", WithdrawalReason)
async def test_why_it_was_taken_back_is_kept_and_told(hall: Hall, reason: WithdrawalReason) -> None:
    ticket = await put(hall, 1)
    await follow(hall, ticket, LI, "joined")
    # It is redrawn where it is shown, and nowhere else.
    for secretary in (CHEN, ZHAO):
        await press(hall, secretary, "look", ticket.id)
    replies = await press(hall, WANG, reason, ticket.id)

    async def last(tx: Tx) -> object:
        return await tx.fetch_one("SELECT event, role, reason FROM ticket_event ORDER BY id DESC LIMIT 1")

    assert await hall.db.read(last) == {"event": "withdraw", "role": "resident", "reason": reason}
    (news,) = [message for message in messages(replies) if isinstance(message.prompt, TakenBack)]
    assert whats(news) == ["again"]
    said = {"solved": "已经好了", "mistake": "报错了", "unwanted": "不想报了"}[reason]
    assert said in news.prompt.text()
    assert sum(f"居民说{said}" in line for line in words(replies)) == 2


@pytest.mark.parametrize("what", ["withdraw", "solved", "mistake", "unwanted"])
async def test_who_joined_cannot_take_it_back(hall: Hall, what: str) -> None:
    ticket = await put(hall, 1)
    await follow(hall, ticket, LI, "joined")
    assert words(await press(hall, LI, what, ticket.id)) == [say.NoSuchThing().text()]


async def test_who_confirmed_what_was_reported_for_them_sees_it_whole_and_may_take_it_back(hall: Hall) -> None:
    ticket = await put(hall, 1, by=QIAN, entered_by="x")
    await follow(hall, ticket, WANG, "confirmed")
    shown, message = await card(hall, WANG, ticket)
    assert (shown.words, shown.neighbours, shown.joined) == ("第1件", 0, False)
    assert "withdraw" in whats(message)
    replies = await press(hall, WANG, "solved", ticket.id)
    told = {message.to for message in messages(replies) if isinstance(message.prompt, TakenBack)}
    assert told == {ticket.reporter_id}
    # A resident is shown no desk's card of it.
    mine = [message for message in messages(replies) if message.to == messages(replies)[0].to]
    assert [type(message.prompt) for message in mine] == [OwnCard]


async def test_who_reported_it_cannot_leave_it(hall: Hall) -> None:
    ticket = await put(hall, 1)
    for which in (ticket.id, "none"):
        assert words(await press(hall, WANG, "leave", which)) == [say.StepDone().text()]
    (page,) = messages(await hall.arrive(WANG, Text("我的")))
    assert whats(page) == ["mine"]


# ── the number that was left ────────────────────────────────────────────────────────────────────────────────────


async def looked(hall: Hall, ticket: Ticket) -> list[looks.Look]:
    return await hall.db.read(looks.of_ticket, ticket.id, 10)


async def test_a_look_is_shown_to_who_pressed_and_kept(hall: Hall) -> None:
    ticket = await put(hall, 1, contact=PHONE)
    (shown,) = messages(await press(hall, QIAN, "call", ticket.id))
    assert PHONE in shown.prompt.text()
    assert shown.card is None
    assert await looked(hall, ticket) == [looks.Look(Role.COMMUNITY_STAFF, to_millis(MORNING))]
    mine, _ = await card(hall, WANG, ticket)
    assert mine.looks == (("社区", "3月10日 09:05"),)
    assert PHONE not in mine.text()


async def test_nobody_else_sees_it_and_no_look_is_kept(hall: Hall) -> None:
    ticket = await put(hall, 1, contact=PHONE)
    assert words(await press(hall, ZHOU, "call", ticket.id)) == [say.NoSuchThing().text()]
    assert words(await press(hall, LI, "call", ticket.id)) == [say.NotAllowedHere().text()]
    assert await looked(hall, ticket) == []


@pytest.mark.parametrize(
    "facts",
    [{"anonymous": True, "contact": PHONE}, {"state": TicketState.WITHDRAWN, "contact": PHONE}, {"contact": None}],
)
async def test_what_may_not_be_seen_is_refused_inside_the_query(hall: Hall, facts: dict[str, Any]) -> None:
    ticket = await put(hall, 1, **facts)
    (refused,) = await press(hall, CHEN, "call", ticket.id)
    assert isinstance(refused, Toast)
    assert "看不了" in refused.prompt.text()
    assert await looked(hall, ticket) == []

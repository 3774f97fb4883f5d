"""Everybody who follows a ticket hears of each real change, and is asked in the end whether it is fixed."""

from bot.domain.messages import Choice, Outbound, Reply, Urgency
from bot.domain.tickets import Ticket
from bot.services.albums import DONE, Album, side_by_side
from bot.services.desk_names import name_of, office_of
from bot.services.happening import Happening
from bot.services.turn import Turn
from bot.storage import assignments, followers, ticket_events, tickets
from bot.storage.database import Tx
from bot.texts.deadlines import by_when
from bot.texts.news import SAID, AskEvaluation, News
from bot.texts.own import TakenBack
from bot.texts.states import SEEN

ABOUT = 40


async def tell(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    """The news, to all who follow it but whoever did it themselves."""
    ticket = happened.ticket
    if happened.event == "withdraw":
        return await _taken_back(turn, tx, ticket)
    if happened.event not in SAID:
        return []
    whom = [await name_of(tx, turn.office, one) for one in await assignments.open_of(tx, ticket.id)]
    facts = {
        "event": happened.event.value,
        "number": ticket.number,
        "office": office_of(turn.office, happened.role, happened.unit_id),
        "whom": "、".join(filter(None, whom)),
        "by": by_when(turn.moment, ticket.due_at) if ticket.due_at else "",
        "reason": happened.said.reason,
        "then": SEEN[ticket.state].next,
        "into": await tickets.number_of(tx, happened.said.into),
    }
    return [
        Outbound(to=person_id, prompt=News(about=about, **facts), urgency=Urgency.NOTICE)
        for person_id, about in await _followers(turn, tx, ticket)
    ]


async def ask_evaluation(turn: Turn, tx: Tx, happened: Happening) -> list[Reply]:
    """Is it fixed? With how it looks now, where somebody sent photos; a neighbour sees none of the reporter's."""
    ticket, office = happened.ticket, office_of(turn.office, happened.role, happened.unit_id)
    choices = tuple((Choice(what, ticket.id, ticket.version),) for what in ("satisfied", "mostly", "unsatisfied"))
    albums = await _albums(tx, ticket)
    replies: list[Reply] = []
    for person_id, about in await _followers(turn, tx, ticket):
        prompt = AskEvaluation(ticket.number, office, about, happened.said.reason)
        looks = albums[person_id == ticket.reporter_id]
        replies += [Outbound(to=person_id, prompt=line, media=files) for line, files in looks]
        replies.append(Outbound(to=person_id, prompt=prompt, choices=choices, card=card_of(ticket), replaces=True))
    return replies


async def _albums(tx: Tx, ticket: Ticket) -> dict[bool, list[Album]]:
    """How it looks now; for whoever reported it (True) beside how they saw it."""
    after = await tickets.media_at(tx, ticket.id, DONE)
    before = await tickets.media_by(tx, ticket.id, (ticket.reporter_id,)) if after else []
    return {True: side_by_side(ticket.number, before, after), False: side_by_side(ticket.number, (), after)}


def card_of(ticket: Ticket) -> str:
    """The name of the question whether it is fixed."""
    return f"eval:{ticket.id}"


async def _followers(turn: Turn, tx: Tx, ticket: Ticket) -> list[tuple[str, str]]:
    """Who follows it, with what it is about for them: a neighbour does not read what another one wrote."""
    return [
        (person_id, ticket.words[:ABOUT] if person_id == ticket.reporter_id else ticket.category)
        for person_id in await followers.of_ticket(tx, ticket.id)
        if turn.inbound is None or person_id != turn.person.id
    ]


async def _taken_back(turn: Turn, tx: Tx, ticket: Ticket) -> list[Reply]:
    """Everybody else who follows it hears that it was taken back, and can report it anew."""
    news = TakenBack(ticket.number, await ticket_events.reason_of(tx, ticket.id, "withdraw"))
    again = ((Choice("again", ticket.id, ticket.version),),)
    return [
        Outbound(to=person_id, prompt=news, choices=again, urgency=Urgency.NOTICE)
        for person_id in await followers.of_ticket(tx, ticket.id)
        if person_id != turn.person.id
    ]

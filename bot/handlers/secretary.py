"""What those who are alerted can do: look at what waits, 受理, 收到, see the photos."""

from bot.domain.messages import Outbound, Reply, Toast, Urgency
from bot.domain.tickets import Ticket, TicketState
from bot.fsm.ticket import E
from bot.handlers.pressing import pressed_which
from bot.services import alerts, tickets
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts import ticket as say

DESK_PAGE = 5


async def desk(turn: Turn, tx: Tx) -> list[Reply]:
    """`/desk`: how much waits to be accepted, and the first of it, each as its card."""
    count, waiting = await tickets.on_the_desk(turn, tx, DESK_PAGE)
    if not waiting:
        return [turn.reply(say.NothingOnTheDesk())]
    cards = [await _card(turn, tx, ticket, edits=False) for ticket in waiting]
    return [turn.reply(say.OnTheDesk(count, len(waiting))), *cards]


async def accept(turn: Turn, tx: Tx) -> list[Reply]:
    """受理: the reporter hears of it, nobody is reminded any more, the card is redrawn on every desk."""
    ticket = await tickets.at_desk(turn, tx, pressed_which(turn))
    if ticket.state is not TicketState.SUBMITTED:
        taken_by = await tickets.taken_by(tx, ticket)
        return [Toast(errors.StepDone()), await _card(turn, tx, ticket, edits=True, taken_by=taken_by)]
    changed, replies = await tickets.act(turn, tx, ticket, E.ACCEPT)
    return [Toast(say.Accepted(changed.number)), *replies]


async def acknowledge(turn: Turn, tx: Tx) -> list[Reply]:
    """收到: seen, no more reminders; the ticket still waits for 受理."""
    ticket = await tickets.at_desk(turn, tx, pressed_which(turn))
    stopped = await alerts.acknowledge(tx, ticket.id, turn.person.id)
    return [Toast(say.Acknowledged() if stopped else errors.StepDone())]


async def photos(turn: Turn, tx: Tx) -> list[Reply]:
    """看照片: the ticket's files, photos as albums."""
    ticket = await tickets.at_desk(turn, tx, pressed_which(turn))
    return [turn.reply(say.Files(ticket.number), media=album) for album in await tickets.albums_of(tx, ticket)]


async def _card(turn: Turn, tx: Tx, ticket: Ticket, *, edits: bool, taken_by: str = "") -> Outbound:
    """The ticket's card for whoever asks; looked at anew, it is shown at the bottom."""
    prompt = await alerts.desk_card(tx, turn.office, ticket, taken_by=taken_by)
    here = turn.inbound.chat if turn.inbound else None
    (card,) = alerts.at_desks(
        ticket, [turn.person.id], prompt, Urgency.ANSWER, edits=edits, replaces=not edits, chat=here
    )
    return card

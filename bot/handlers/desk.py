"""What those who handle tickets can do: look at what waits for them, and each step with a ticket."""

from bot.domain.messages import Outbound, Reply, Toast, Urgency
from bot.domain.tickets import Ticket
from bot.fsm.ticket import E
from bot.handlers.pressing import pressed_page, pressed_version, pressed_which
from bot.handlers.route import Handler
from bot.services import albums, alerts, deeds, desk, desk_cards, extensions, overview, rights
from bot.services.desk_cards import Remark
from bot.services.desk_names import taken_by
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts import ticket as say
from bot.texts.photos import NoFiles

# More than these stand in a list.
MOST_CARDS = 5


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/desk`: what waits for this person; a few each as its card, more as a list. Then what they have to decide."""
    counts, waiting = await desk.waiting_for(turn, tx, MOST_CARDS)
    further = [*await overview.line_of(turn, tx), *await extensions.to_decide(turn, tx)]
    if counts.total > MOST_CARDS:
        return [*further, await desk.page_of(turn, tx, 1)]
    if not waiting:
        return [turn.reply(say.NothingOnTheDesk()), *further]
    cards = [await card_of(turn, tx, ticket, edits=False) for ticket in waiting]
    return [turn.reply(say.OnTheDesk(counts.total)), *further, *cards]


async def turn_page(turn: Turn, tx: Tx) -> list[Reply]:
    """上一页, 下一页, 全部: redrawn where it stands."""
    return [await desk.page_of(turn, tx, pressed_page(turn))]


async def look(turn: Turn, tx: Tx) -> list[Reply]:
    """One of the list, at the end of the chat."""
    ticket = await rights.to_handle(turn, tx, pressed_which(turn))
    return [await card_of(turn, tx, ticket, edits=False)]


def step(event: E) -> Handler:
    """The handler of a button that is a step in a ticket's life."""

    async def pressed(turn: Turn, tx: Tx) -> list[Reply]:
        ticket = await rights.to_handle(turn, tx, pressed_which(turn))
        if event not in turn.office.ticket_flow.allowed(ticket.state):
            return [Toast(errors.StepDone()), await card_of(turn, tx, ticket, edits=True)]
        if ticket.version != pressed_version(turn):
            return [Toast(errors.CardIsOld()), await card_of(turn, tx, ticket, edits=True)]
        return await deeds.begin(turn, tx, ticket, event)

    return pressed


async def more(turn: Turn, tx: Tx) -> list[Reply]:
    """更多: every button of the card."""
    ticket = await rights.to_handle(turn, tx, pressed_which(turn))
    return [await card_of(turn, tx, ticket, edits=True, unfolded=True)]


async def choose(turn: Turn, tx: Tx) -> list[Reply]:
    """An answer to what a step asks."""
    return await deeds.choose(turn, tx, pressed_which(turn))


async def drop(turn: Turn, tx: Tx) -> list[Reply]:
    """算了."""
    return await deeds.drop(turn, tx, pressed_which(turn))


async def acknowledge(turn: Turn, tx: Tx) -> list[Reply]:
    """收到: seen, no more reminders; the ticket still waits for 受理."""
    ticket = await rights.to_handle(turn, tx, pressed_which(turn))
    stopped = await alerts.acknowledge(tx, ticket.id, turn.person.id)
    return [Toast(say.Acknowledged() if stopped else errors.StepDone())]


async def photos(turn: Turn, tx: Tx) -> list[Reply]:
    """看照片: the ticket's files, photos as albums; that is said where there are none."""
    ticket = await rights.to_handle(turn, tx, pressed_which(turn))
    shown = [turn.reply(line, media=files) for line, files in await albums.of_ticket(tx, ticket)]
    return [*shown] or [Toast(NoFiles())]


async def card_of(turn: Turn, tx: Tx, ticket: Ticket, *, edits: bool, unfolded: bool = False) -> Outbound:
    """The ticket's card for whoever asks; looked at anew, it is shown at the bottom."""
    remark = Remark(taken_by=await taken_by(tx, turn.office, ticket))
    here = turn.inbound.chat if turn.inbound else None
    (card,) = await desk_cards.at_desks(
        tx, turn.office, ticket, [turn.person.id], Urgency.ANSWER, remark,
        edits=edits, replaces=not edits, chat=here, unfolded=unfolded,
    )  # fmt: skip
    return card

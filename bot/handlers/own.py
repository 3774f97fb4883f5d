"""What everybody can do with the tickets that they reported or joined: look after them, withdraw, leave."""

from dataclasses import replace

from bot.domain.matters import things_in
from bot.domain.messages import Choice, Outbound, Reply, Toast
from bot.domain.tickets import ENDED, Ticket, TicketState, WithdrawalReason
from bot.fsm.ticket import E
from bot.handlers.pressing import pressed_page, pressed_version, pressed_which
from bot.handlers.route import Handler
from bot.services import deeds, life, own, pushes, report, urging
from bot.services.happening import Said
from bot.services.report import draft as drafts
from bot.services.report.danger import is_recent
from bot.services.talk import is_not_mended, is_over
from bot.services.turn import Turn
from bot.storage import cards, followers, ticket_events
from bot.storage import tickets as rows
from bot.storage.database import Tx
from bot.texts import errors, news
from bot.texts import own as say
from bot.texts.photos import NoFiles

# Of their open tickets, as many as are looked at.
OPEN_ONES = 20


async def my(turn: Turn, tx: Tx) -> list[Reply]:
    """`/my`: the first page."""
    page = await own.page_of(turn, tx, 1)
    return [page or turn.reply(say.NoTickets()), *await report.show_present(turn, tx)]


async def not_needed(turn: Turn, tx: Tx) -> list[Reply] | None:
    """「不用修了」: their tickets, and how one is taken back; None for other words, and for an answer."""
    if not is_over(turn.words) or await drafts.load(tx, turn.person.id) or await is_recent(turn, tx):
        return None
    if await is_asked(turn, tx):
        return None
    page = await own.page_of(turn, tx, 1)
    return [turn.reply(say.TapToWithdraw()), page] if page else None


async def not_mended(turn: Turn, tx: Tx) -> list[Reply] | None:
    """「还没好呢」, of what is said to be done: its card, where it is sent back by a tap; None where they speak of
    another thing, or have nothing that can be sent back.
    """
    if not is_not_mended(turn.words) or await drafts.load(tx, turn.person.id):
        return None
    things = things_in(turn.words)
    for ticket in await rows.open_of(tx, turn.person.id, 0, OPEN_ONES):
        same = not things or not things.isdisjoint(things_in(ticket.words))
        if same and E.REOPEN in turn.office.ticket_flow.allowed(ticket.state):
            card = await own.card_of(turn, tx, await own.followed(turn, tx, ticket.id))
            return [turn.reply(say.TapNotMended(ticket.number)), card.anew()]
    return None


async def is_asked(turn: Turn, tx: Tx) -> bool:
    """Whether a desk waits for an answer of theirs."""
    mine = await rows.open_of(tx, turn.person.id, 0, OPEN_ONES)
    return any(ticket.state is TicketState.NEEDS_INFO for ticket in mine)


async def turn_page(turn: Turn, tx: Tx) -> list[Reply]:
    """上一页, 下一页: redrawn where it stands."""
    page = await own.page_of(turn, tx, pressed_page(turn))
    return [page or turn.reply(say.NoTickets(), card=own.LIST)]


async def show_own(turn: Turn, tx: Tx) -> list[Reply]:
    """One of their tickets, at the end of the chat: an earlier showing may be far up."""
    return [(await _card(turn, tx)).anew()]


async def keep(turn: Turn, tx: Tx) -> list[Reply]:
    """不撤了: the ticket's card again, where they were asked."""
    return [await _card(turn, tx)]


async def photos(turn: Turn, tx: Tx) -> list[Reply]:
    """看照片: their own, beside how it looks now; that is said where there are none."""
    mine = await own.followed(turn, tx, pressed_which(turn))
    shown = [turn.reply(line, media=files) for line, files in await own.albums_of(tx, mine)]
    return [*shown] or [Toast(NoFiles())]


async def ask_withdraw(turn: Turn, tx: Tx) -> list[Reply]:
    """撤回: asked for the reason."""
    mine = await own.own(turn, tx, pressed_which(turn))
    if late := await _too_late(turn, tx, mine):
        return late
    ticket = mine.ticket
    reasons = tuple((Choice(reason.value, ticket.id, ticket.version),) for reason in WithdrawalReason)
    prompt = say.AskWithdraw(ticket.number, await followers.neighbours_of(tx, ticket.id))
    return [turn.reply(prompt, (*reasons, (Choice("keep", ticket.id, ticket.version),)), card=own.card_name(ticket))]


def withdraw(reason: WithdrawalReason) -> Handler:
    """The handler of a reason's button."""

    async def pressed(turn: Turn, tx: Tx) -> list[Reply]:
        mine = await own.own(turn, tx, pressed_which(turn))
        if late := await _too_late(turn, tx, mine):
            return late
        changed, replies = await life.act(turn, tx, mine.ticket, E.WITHDRAW, Said(reason=reason))
        card = await own.card_of(turn, tx, replace(mine, ticket=changed))
        return [Toast(say.Withdrawn(changed.number)), card, *replies]

    return pressed


def evaluate(score: str) -> Handler:
    """The handler of 满意 and 基本满意: everybody who follows it is asked, and each says so once."""

    async def pressed(turn: Turn, tx: Tx) -> list[Reply]:
        ticket = (await own.followed(turn, tx, pressed_which(turn))).ticket
        if E.EVALUATE not in turn.office.ticket_flow.allowed(ticket.state):
            return [Toast(errors.NotNow())]
        if await ticket_events.score_of(tx, ticket.id, turn.person.id):
            return [Toast(errors.StepDone())]
        ticket, replies = await life.act(turn, tx, ticket, E.EVALUATE, Said(reason=score))
        thanks = turn.reply(news.Thanked(ticket.number), card=pushes.card_of(ticket))
        return [thanks, *await _redrawn(turn, tx, ticket), *replies]

    return pressed


async def _redrawn(turn: Turn, tx: Tx, ticket: Ticket) -> list[Reply]:
    """Their card of the ticket, where it lies in the chat."""
    if turn.person.id not in await cards.shown_to(tx, own.card_name(ticket)):
        return []
    return [(await own.card_of(turn, tx, await own.followed(turn, tx, ticket.id))).in_place()]


async def reopen(turn: Turn, tx: Tx) -> list[Reply]:
    """没修好: what is still wrong? Possible until it is put into the archive."""
    ticket = (await own.followed(turn, tx, pressed_which(turn))).ticket
    if E.REOPEN not in turn.office.ticket_flow.allowed(ticket.state):
        return [Toast(errors.NotNow())]
    return await deeds.begin(turn, tx, ticket, E.REOPEN)


async def _too_late(turn: Turn, tx: Tx, mine: own.Own) -> list[Reply]:
    """Withdrawn already, or changed since the button was shown: that is said, with the present card."""
    if mine.ticket.state in ENDED:
        return [Toast(errors.StepDone()), await own.card_of(turn, tx, mine)]
    if mine.ticket.version != pressed_version(turn):
        return [Toast(errors.CardIsOld()), await own.card_of(turn, tx, mine)]
    return []


async def urge(turn: Turn, tx: Tx) -> list[Reply]:
    """催一下: whoever has it is asked to hurry; how far it has come is said. Too early, the card says by when."""
    mine = await own.followed(turn, tx, pressed_which(turn))
    if not await urging.is_slow(turn, tx, mine.ticket):
        return [Toast(errors.NotNow()), await own.card_of(turn, tx, mine)]
    office = await own.office_of(turn, tx, mine.ticket)
    said = await urging.urge(turn, tx, mine.ticket, office)
    return [await own.card_of(turn, tx, mine), *said]


async def leave(turn: Turn, tx: Tx) -> list[Reply]:
    """不再关注. What they do not follow, or did not join, stays as it is and is answered alike."""
    ticket = await rows.followed(tx, pressed_which(turn), turn.person.id)
    if ticket is None or not await followers.leave(tx, ticket.id, turn.person.id):
        return [Toast(errors.StepDone())]
    return [turn.reply(say.Left(ticket.number), card=own.card_name(ticket))]


async def _card(turn: Turn, tx: Tx) -> Outbound:
    return await own.card_of(turn, tx, await own.followed(turn, tx, pressed_which(turn)))

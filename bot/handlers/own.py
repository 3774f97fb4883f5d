"""What everybody can do with the tickets that are theirs: look after them, withdraw."""

from dataclasses import replace

from bot.domain.messages import Choice, Outbound, Reply, Toast
from bot.fsm.ticket import E
from bot.handlers.pressing import pressed_version, pressed_which
from bot.services import own, report, tickets
from bot.services.turn import Turn
from bot.storage import tickets as rows
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts import own as say


async def my(turn: Turn, tx: Tx) -> list[Reply]:
    """`/my`: the newest tickets, each on a button."""
    found = await rows.followed_by(tx, turn.person.id, own.MY_TICKETS)
    if not found:
        return [turn.reply(say.NoTickets()), *await report.show_present(turn, tx)]
    lines = tuple((ticket.number, ticket.state, ticket.words) for ticket in found)
    buttons = tuple(Choice("mine", ticket.id, ticket.version, ticket.number) for ticket in found)
    choices = tuple(buttons[at : at + 2] for at in range(0, len(buttons), 2))
    return [turn.reply(say.MyTickets(lines), choices), *await report.show_present(turn, tx)]


async def show_own(turn: Turn, tx: Tx) -> list[Reply]:
    """One of their tickets, as a new message: an earlier showing may be far up in the chat."""
    return [replace(await _own_card(turn, tx), edits=False)]


async def keep(turn: Turn, tx: Tx) -> list[Reply]:
    """不撤了: the ticket's card again, where they were asked."""
    return [await _own_card(turn, tx)]


async def ask_withdraw(turn: Turn, tx: Tx) -> list[Reply]:
    """撤回: asked once more."""
    ticket = await own.own(turn, tx, pressed_which(turn))
    choices = (
        (Choice("sure", ticket.id, ticket.version),),
        (Choice("keep", ticket.id, ticket.version),),
    )
    return [turn.reply(say.AskWithdraw(ticket.number), choices, card=f"own:{ticket.id}")]


async def withdraw(turn: Turn, tx: Tx) -> list[Reply]:
    """确定撤回."""
    ticket = await own.own(turn, tx, pressed_which(turn))
    if ticket.version != pressed_version(turn):
        return [Toast(errors.CardIsOld()), await _own_card(turn, tx)]
    changed, replies = await tickets.act(turn, tx, ticket, E.WITHDRAW)
    return [turn.reply(say.Withdrawn(changed.number), card=f"own:{ticket.id}"), *replies]


async def _own_card(turn: Turn, tx: Tx) -> Outbound:
    ticket = await own.own(turn, tx, pressed_which(turn))
    return turn.reply(own.own_card(turn, ticket), own.own_choices(turn, ticket), card=f"own:{ticket.id}")

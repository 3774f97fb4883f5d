"""看电话 on a desk's card."""

from bot.domain.messages import Reply, Toast
from bot.handlers.pressing import pressed_which
from bot.services import rights
from bot.services.contact import look_at_contact
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts import ticket as say


async def call(turn: Turn, tx: Tx) -> list[Reply]:
    """The number, as a message to whoever pressed and nobody else; the resident sees on their card who looked."""
    ticket = await rights.to_handle(turn, tx, pressed_which(turn))
    phone = await look_at_contact(turn, tx, ticket)
    if phone is None:
        return [Toast(say.NoContactNow(), alert=True)]
    return [turn.reply(say.ContactShown(ticket.number, phone))]

"""An order is collected: its code scanned or typed by whoever keeps that shop, then handed over, once."""

from bot.domain.errors import NotFound
from bot.domain.masks import masked_name
from bot.domain.messages import Choice, Choices, Outbound, Reply, Text, Toast
from bot.domain.policy import May
from bot.domain.shop import Order, OrderState
from bot.domain.wares import is_no_whole_code, read_code
from bot.fsm.redemption import E
from bot.fsm.report import S
from bot.services.report import draft as drafts
from bot.services.scope import units_held
from bot.services.shop import redemptions
from bot.services.turn import Turn
from bot.storage import code_tries
from bot.storage import redemptions as rows
from bot.storage.database import Tx
from bot.texts import shopkeeping as say
from bot.texts.errors import StepDone
from bot.texts.words import clock_face


def kept_by(turn: Turn) -> frozenset[str]:
    """The shops that they keep."""
    return units_held(turn.person, May.KEEP_SHOP)


async def open_link(turn: Turn, tx: Tx, code: str) -> list[Reply]:
    """A code was scanned. Whoever keeps no shop learns nothing of it, nor does another shop's keeper."""
    if not kept_by(turn):
        return [turn.reply(say.CodeIsForTheShop())]
    order = await rows.of_shops(tx, code.removeprefix(redemptions.PREFIX), kept_by(turn))
    return [_card(turn, order).anew() if order else turn.reply(say.CodeNotHere())]


async def typed(turn: Turn, tx: Tx) -> list[Reply] | None:
    """The digits of a code instead; None where it is none, or they are asked for a telephone number.

    Digits can be guessed: only so many wrong ones an hour.
    """
    if not kept_by(turn) or not isinstance(turn.content, Text) or await _gives_number(turn, tx):
        return None
    digits = read_code(turn.words)
    if digits is None:
        return [turn.reply(say.NoWholeCode())] if is_no_whole_code(turn.words) else None
    if not await code_tries.spend(tx, turn.person.id, turn.now, turn.office.settings.shop.wrong_codes):
        return [turn.reply(say.TooManyCodes())]
    order = await rows.by_code(tx, digits, kept_by(turn))
    if order is None:
        return [turn.reply(say.CodeNotHere())]
    await code_tries.forgive(tx, turn.person.id)
    return [_card(turn, order).anew()]


async def _gives_number(turn: Turn, tx: Tx) -> bool:
    draft = await drafts.load(tx, turn.person.id)
    return draft is not None and draft.state is S.CONTACT


async def give(turn: Turn, tx: Tx, order_id: str) -> list[Reply]:
    """✅ 给了. Raises `NotFound` for what is missing or another shop's."""
    order = await rows.of_shops(tx, order_id, kept_by(turn))
    if order is None:
        raise NotFound(order_id)
    told = None
    if order.waits(turn.moment):
        told = await redemptions.end(tx, turn.office, order, E.COLLECT, turn.person.id, turn.now)
    now = await rows.load(tx, order_id) or order
    return [Toast(StepDone() if told is None else say.HandedOver()), _card(turn, now), *(told or [])]


def _card(turn: Turn, order: Order) -> Outbound:
    """Past its time it is too late, also where nobody has put it back yet."""
    waits = order.waits(turn.moment)
    state = OrderState.EXPIRED if order.state is OrderState.RESERVED and not waits else order.state
    at = clock_face(order.ended_at) if order.ended_at else ""
    choices: Choices = ((Choice("give", order.id),),) if waits else ()
    prompt = say.HandOver(state, order.name, masked_name(order.buyer), order.price, at)
    return turn.reply(prompt, choices, card=f"give:{order.id}")

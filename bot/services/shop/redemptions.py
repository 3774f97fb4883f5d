"""What becomes of an order: collected, given up, or nobody came; points and pieces follow, each once."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.domain.charts import Code
from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Choices, Outbound, Reply, Toast, Urgency
from bot.domain.people import Role
from bot.domain.shop import Order, OrderState, code_face
from bot.fsm.redemption import Do, E, redemption_flow
from bot.services import daytime
from bot.services.making import Making
from bot.services.points import ledger
from bot.services.turn import Office, Turn
from bot.storage import due, goods, people
from bot.storage import redemptions as rows
from bot.storage.database import Tx
from bot.texts import shop as say
from bot.texts.errors import StepDone
from bot.texts.shopkeeping import NobodyCame
from bot.texts.words import clock_face

# Due work: the order is too late; its code is painted.
EXPIRE, PAINT = "redemption_expire", "redemption_code"
# Of the ledger's entries.
SOURCE = "redemption"
# Of the link behind a code.
PREFIX = "g_"


def until(office: Office, moment: datetime) -> datetime:
    """When what is reserved now goes back: never in the night, so that nobody is told of it then."""
    return daytime.begin_of(office.settings.quiet, moment + timedelta(hours=office.settings.shop.hours))


async def end(tx: Tx, office: Office, order: Order, event: E, by_id: str | None, now: int) -> list[Reply] | None:
    """Take `order` to its end with all that follows; None where somebody else did meanwhile.

    Raises `NotPossibleNow` for one that has ended.
    """
    step = redemption_flow().step(order.state, event, None)
    ended = await rows.end(tx, order, step.state, by_id, now)
    if ended is None:
        return None
    return [reply for effect in step.effects for reply in await EFFECTS[effect](tx, office, ended, now)]


async def _forget_clock(tx: Tx, office: Office, order: Order, now: int) -> list[Reply]:
    await due.cancel(tx, EXPIRE, order.id)
    return []


async def _spend(tx: Tx, office: Office, order: Order, now: int) -> list[Reply]:
    await ledger.settle(tx, SOURCE, order.id, order.name, now)
    return []


async def _give_back(tx: Tx, office: Office, order: Order, now: int) -> list[Reply]:
    await ledger.refund(tx, SOURCE, order.id, say.given_back_for(order.name), now)
    return []


async def _put_back(tx: Tx, office: Office, order: Order, now: int) -> list[Reply]:
    await goods.put_back(tx, order.goods_id)
    return []


async def _tell_buyer(tx: Tx, office: Office, order: Order, now: int) -> list[Reply]:
    """Their card at the bottom of the chat; where the clock did it, without a sound."""
    silent = order.state is OrderState.EXPIRED
    prompt, card = card_of(office, order), card_name(order)
    return [Outbound(order.person_id, prompt, (), Urgency.NOTICE, card=card, replaces=True, silent=silent)]


async def _tell_shop(tx: Tx, office: Office, order: Order, now: int) -> list[Reply]:
    keepers = await people.holders(tx, Role.SHOPKEEPER, (order.shop_id,))
    return [Outbound(one, NobodyCame(order.name), urgency=Urgency.NOTICE, silent=True) for one in keepers]


EFFECTS: Mapping[Do, Callable[[Tx, Office, Order, int], Awaitable[list[Reply]]]] = {
    Do.FORGET_CLOCK: _forget_clock,
    Do.SPEND_POINTS: _spend,
    Do.GIVE_POINTS_BACK: _give_back,
    Do.PUT_BACK: _put_back,
    Do.TELL_BUYER: _tell_buyer,
    Do.TELL_SHOP: _tell_shop,
}


# ── by the clock ──────────────────────────────────────────────────────────────────────────────────────────────
async def expire(tx: Tx, office: Office, order_id: str, now: int) -> list[Reply]:
    """Nobody came in time, however long we were away."""
    order = await rows.load(tx, order_id)
    if order is None or order.state is not OrderState.RESERVED:
        return []
    if order.waits(from_millis(now)):
        await due.plan(tx, EXPIRE, order.id, to_millis(order.until))
        return []
    return await end(tx, office, order, E.EXPIRE, None, now) or []


async def painting(tx: Tx, office: Office, order_id: str, moment: datetime) -> Making | None:
    """The code as a picture; None where there is nothing to collect any more."""
    order = await rows.load(tx, order_id)
    if order is None or not order.waits(moment):
        return None
    lines = say.code_lines(
        code_face(order.digits), order.name, office.directory.name_of(order.shop_id), clock_face(order.until)
    )
    code = Code(office.link_to(PREFIX + order.id), say.CODE_TITLE, lines)

    async def still_waits(tx: Tx, office: Office) -> bool:
        now = await rows.load(tx, order_id)
        return now is not None and now.state is OrderState.RESERVED

    return Making(order.person_id, code, "photo", "code.png", say.CodePicture(order.name), allowed=still_waits)


# ── by whoever reserved it ────────────────────────────────────────────────────────────────────────────────────
async def show(turn: Turn, tx: Tx, order_id: str) -> list[Reply]:
    """Their order, at the bottom of the chat. Raises `NotFound`."""
    return [own_card(turn, await _own(turn, tx, order_id)).anew()]


async def cancel(turn: Turn, tx: Tx, order_id: str) -> list[Reply]:
    """不要了, until it is collected. Raises `NotFound`."""
    order = await _own(turn, tx, order_id)
    if order.state is OrderState.RESERVED:
        more = await end(tx, turn.office, order, E.CANCEL, turn.person.id, turn.now)
        if more is not None:
            return [own_card(turn, await _own(turn, tx, order_id)), *more]
    return [Toast(StepDone()), own_card(turn, await _own(turn, tx, order_id))]


async def _own(turn: Turn, tx: Tx, order_id: str) -> Order:
    order = await rows.own(tx, order_id, turn.person.id)
    if order is None:
        raise NotFound(order_id)
    return order


def own_card(turn: Turn, order: Order) -> Outbound:
    """What it says and what can be done with it, for whoever reserved it."""
    choices: Choices = ((Choice("unbuy", order.id),),) if order.state is OrderState.RESERVED else ()
    return turn.reply(card_of(turn.office, order), choices, card=card_name(order))


def card_of(office: Office, order: Order) -> say.OrderCard:
    """The words of it."""
    return say.OrderCard(
        state=order.state,
        name=order.name,
        price=order.price,
        shop=office.directory.name_of(order.shop_id),
        code=code_face(order.digits),
        by=clock_face(order.until.astimezone(SHANGHAI)),
        at=clock_face(order.ended_at) if order.ended_at else "",
    )


def card_name(order: Order) -> str:
    """Of the buyer's card."""
    return f"order:{order.id}"

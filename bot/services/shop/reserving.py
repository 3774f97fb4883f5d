"""Points and a piece set aside in one unit of work: both, or neither."""

import secrets

from bot.domain.clock import to_millis
from bot.domain.errors import NotFound, StorageBusy
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Outbound, Prompt, Reply, Toast, Urgency
from bot.domain.people import Role
from bot.domain.shop import DIGITS, Goods, Order, OrderState
from bot.services import daytime
from bot.services.points import ledger
from bot.services.shop import redeeming, redemptions
from bot.services.shop.redemptions import EXPIRE, PAINT, SOURCE
from bot.services.shop.shelves import BETWEEN
from bot.services.turn import Turn
from bot.storage import due, goods, people
from bot.storage import ledger as accounts
from bot.storage import redemptions as rows
from bot.storage.database import Tx
from bot.texts import shop as say
from bot.texts.errors import StepDone
from bot.texts.shopkeeping import LowStock

# Of so many codes one is free, unless the shop gave out most of a hundred million.
TRIES = 5


async def ask(turn: Turn, tx: Tx, goods_id: str) -> list[Reply]:
    """Something was chosen: for how much, and what is left then."""
    one = await goods.load(tx, goods_id)
    if one is None:
        raise NotFound(goods_id)
    return await _ask(turn, tx, one, was=0)


async def _ask(turn: Turn, tx: Tx, one: Goods, was: int) -> list[Reply]:
    balance = (await accounts.account_of(tx, turn.person.id)).balance
    if (trouble := _trouble(one, balance)) is not None:
        return await _sorry(turn, tx, one, trouble)
    # With an id of its own: pressed twice, it is one order.
    agree = Choice("buy", f"{one.id}{BETWEEN}{new_id()}", one.price)
    prompt = say.AskRedeem(one.name, one.price, balance - one.price, turn.office.directory.name_of(one.shop_id), was)
    return [turn.reply(prompt, ((agree,), (Choice("shop_at", one.shop_id, label=say.NOT_THIS),)), card=redeeming.CARD)]


async def buy(turn: Turn, tx: Tx, which: str, price: int) -> list[Reply]:
    """✅ 兑换, at the price that they were shown. Raises `NotEnoughPoints` where another order was quicker."""
    goods_id, _, order_id = which.partition(BETWEEN)
    one, before = await goods.load(tx, goods_id), await rows.load(tx, order_id)
    if one is None or not order_id or (before and before.person_id != turn.person.id):
        raise NotFound(which)
    if before:
        return [Toast(StepDone())]
    if one.on_sale and one.price != price:
        return await _ask(turn, tx, one, was=price)
    balance = (await accounts.account_of(tx, turn.person.id)).balance
    if (trouble := _trouble(one, balance)) is not None:
        return await _sorry(turn, tx, one, trouble)
    if not await goods.take(tx, one.id, price):
        return await _sorry(turn, tx, one, say.SoldOut(one.name))
    order = await _keep(turn, tx, one, order_id)
    await ledger.reserve(tx, turn.person.id, price, SOURCE, order.id, one.name, turn.now)
    await due.plan(tx, EXPIRE, order.id, to_millis(order.until))
    await due.plan(tx, PAINT, order.id, turn.now)
    after = turn.reply(say.AfterRedeem(balance - price), ((Choice("redeem"),),), card=redeeming.CARD)
    return [after, redemptions.own_card(turn, order).anew(), *await _low(turn, tx, one)]


def _trouble(one: Goods, balance: int) -> Prompt | None:
    """Why it cannot be had now; None where it can."""
    if not one.on_sale:
        return say.NotOnSale()
    if not one.stock:
        return say.SoldOut(one.name)
    return say.Missing(one.name, one.price, balance) if balance < one.price else None


async def _sorry(turn: Turn, tx: Tx, one: Goods, prompt: Prompt) -> list[Reply]:
    """To be tapped away, with the shelf as it is now below."""
    return [Toast(prompt, alert=True), *await redeeming.look(turn, tx, one.shop_id)]


async def _keep(turn: Turn, tx: Tx, one: Goods, order_id: str) -> Order:
    """The order, under a code that the shop never had. Raises `StorageBusy` where somebody keeps it just now."""
    for _ in range(TRIES):
        order = Order(
            id=order_id,
            person_id=turn.person.id,
            shop_id=one.shop_id,
            goods_id=one.id,
            name=one.name,
            price=one.price,
            state=OrderState.RESERVED,
            digits=f"{secrets.randbelow(10**DIGITS):0{DIGITS}}",
            at=turn.moment,
            until=redemptions.until(turn.office, turn.moment),
        )
        if await rows.add(tx, order):
            return order
    raise StorageBusy("no code was free")


async def _low(turn: Turn, tx: Tx, one: Goods) -> list[Reply]:
    """Little is left: said once to those who keep the shop, in the night without a sound."""
    if not await goods.tell_low(tx, one.id):
        return []
    now = await goods.load(tx, one.id)
    prompt = LowStock(one.name, now.stock if now else 0)
    silent = daytime.begin_of(turn.office.settings.quiet, turn.moment) > turn.moment
    keepers = await people.holders(tx, Role.SHOPKEEPER, (one.shop_id,))
    more = ((Choice("restock", one.id),),)
    return [Outbound(keeper, prompt, more, Urgency.NOTICE, silent=silent) for keeper in keepers]

"""`/shop`: the day of a shop and its shelves, for whoever keeps it."""

from datetime import datetime, time

from bot.domain.clock import SHANGHAI, to_millis
from bot.domain.errors import NotFound
from bot.domain.masks import masked_name
from bot.domain.messages import Choice, Outbound, Reply, Toast
from bot.domain.shop import Goods, Shelf
from bot.services.shop.pickup import kept_by
from bot.services.shop.shelves import BETWEEN, PAGE, page_of, turning, within
from bot.services.sounds import in_order
from bot.services.turn import Turn
from bot.storage import goods
from bot.storage import redemptions as rows
from bot.storage.database import Tx
from bot.texts import shopkeeping as say
from bot.texts.errors import StepDone
from bot.texts.words import clock_face, day_face

CARD = "shop"
# Orders and goods that the day names.
NAMED = 8


def theirs(turn: Turn, shop_id: str) -> str:
    """Raises `NotFound` for a shop that they do not keep."""
    if shop_id not in kept_by(turn):
        raise NotFound(shop_id)
    return shop_id


async def its_goods(turn: Turn, tx: Tx, goods_id: str) -> Goods:
    """Goods of a shop that they keep. Raises `NotFound`."""
    one = await goods.of_shops(tx, goods_id, kept_by(turn))
    if one is None:
        raise NotFound(goods_id)
    return one


# ── the day ───────────────────────────────────────────────────────────────────────────────────────────────────
async def show(turn: Turn, tx: Tx, shop_id: str = "") -> list[Reply]:
    """What waits and what was collected today; of several shops the first, unless one is named."""
    shops = sorted(kept_by(turn), key=lambda one: in_order(turn.office.directory.name_of(one)))
    shop_id = theirs(turn, shop_id or shops[0])
    others = [Choice("shop", one, label=turn.office.directory.name_of(one)) for one in shops if one != shop_id]
    shelf = Choice("shelves", shop_id, label=say.all_goods_label(len(await goods.in_shop(tx, shop_id, also_off=True))))
    choices = ((shelf, Choice("newgoods", shop_id)), *((other,) for other in others))
    return [turn.reply(await _day(turn, tx, shop_id), choices, card=CARD)]


async def _day(turn: Turn, tx: Tx, shop_id: str) -> say.ShopDay:
    midnight = datetime.combine(turn.moment.astimezone(SHANGHAI).date(), time(), SHANGHAI)
    waiting = await rows.count_waiting(tx, shop_id)
    given = await rows.count_given(tx, shop_id, to_millis(midnight))
    first = await rows.waiting_at(tx, shop_id, NAMED)
    low = [one for one in await goods.in_shop(tx, shop_id) if one.stock <= one.low]
    return say.ShopDay(
        shop=turn.office.directory.name_of(shop_id),
        day=day_face(turn.moment),
        waiting=tuple((one.name, masked_name(one.buyer), clock_face(one.until)) for one in first),
        orders=waiting.orders,
        points=waiting.points,
        given=given.orders,
        given_points=given.points,
        low=tuple((one.name, one.stock) for one in low[:NAMED]),
    )


# ── the shelves ───────────────────────────────────────────────────────────────────────────────────────────────
async def shelves(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """All goods of a shop, page by page; those off the shelf last."""
    shop_id, _, written = which.partition(BETWEEN)
    there = await goods.in_shop(tx, theirs(turn, shop_id), also_off=True)
    page = within(page_of(written), len(there))
    shown = there[page * PAGE : (page + 1) * PAGE]
    buttons = [(Choice("ware", one.id, label=_label(one)),) for one in shown]
    ways = turning("shelves", shop_id, page, len(there))
    on = sum(one.on_sale for one in there)
    last = (Choice("newgoods", shop_id), Choice("shop", shop_id))
    choices = (*buttons, *([tuple(ways)] if ways else []), last)
    return [turn.reply(say.Shelves(turn.office.directory.name_of(shop_id), on, len(there) - on), choices, card=CARD)]


def _label(one: Goods) -> str:
    return say.ware_label(one.name, one.price, one.stock, on_sale=one.on_sale)


async def ware(turn: Turn, tx: Tx, goods_id: str) -> list[Reply]:
    """One kind of goods, and what can be done with it."""
    return [card_of(turn, await its_goods(turn, tx, goods_id))]


async def take_off(turn: Turn, tx: Tx, goods_id: str) -> list[Reply]:
    """下架: nobody can choose it any more; what is reserved is still collected."""
    return await _shelve(turn, tx, goods_id, Shelf.OFF)


async def put_on(turn: Turn, tx: Tx, goods_id: str) -> list[Reply]:
    """上架."""
    return await _shelve(turn, tx, goods_id, Shelf.ON)


async def _shelve(turn: Turn, tx: Tx, goods_id: str, state: Shelf) -> list[Reply]:
    one = await its_goods(turn, tx, goods_id)
    changed = await goods.shelve(tx, one.id, state)
    card = card_of(turn, await its_goods(turn, tx, goods_id))
    return [card] if changed else [Toast(StepDone()), card]


def card_of(turn: Turn, one: Goods) -> Outbound:
    """Goods as their shopkeeper sees them."""
    shelf = Choice("unshelve", one.id) if one.on_sale else Choice("shelve", one.id)
    choices = ((Choice("restock", one.id), Choice("reprice", one.id)), (shelf, Choice("shelves", one.shop_id)))
    return turn.reply(say.GoodsCard(one.name, one.price, one.stock, one.on_sale), choices, card=CARD)

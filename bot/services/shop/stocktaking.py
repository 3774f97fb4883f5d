"""进货, 改价, 新增: asked, and answered in words by whoever keeps the shop."""

from bot.domain.ids import new_id
from bot.domain.messages import Media, Reply, Text
from bot.domain.shop import MOST_PRICE, MOST_STOCK, Goods, Shelf
from bot.domain.wares import Fault, read_code, read_number, read_ware
from bot.services import asking
from bot.services.shop.pickup import kept_by
from bot.services.shop.shopkeeping import card_of, its_goods, theirs
from bot.services.turn import Turn
from bot.storage import goods
from bot.storage.database import Tx
from bot.texts import shopkeeping as say

# What is asked.
PIECES, PRICE, NEW = "shop_pieces", "shop_price", "shop_goods"
# Whoever writes more than this gives no number, but tells of something else.
LONGEST_NUMBER = 12


async def ask_pieces(turn: Turn, tx: Tx, goods_id: str) -> list[Reply]:
    """进货: how many."""
    one = await its_goods(turn, tx, goods_id)
    await asking.ask(turn, tx, PIECES, one.id)
    return [turn.reply(say.AskPieces(one.name))]


async def ask_price(turn: Turn, tx: Tx, goods_id: str) -> list[Reply]:
    """改价: to what."""
    one = await its_goods(turn, tx, goods_id)
    await asking.ask(turn, tx, PRICE, one.id)
    return [turn.reply(say.AskPrice(one.name, one.price))]


async def ask_goods(turn: Turn, tx: Tx, shop_id: str) -> list[Reply]:
    """新增: what, for how much, how many."""
    await asking.ask(turn, tx, NEW, theirs(turn, shop_id))
    return [turn.reply(say.AskGoods())]


async def pieces_told(turn: Turn, tx: Tx, goods_id: str) -> list[Reply] | None:
    """So many more, or fewer; None where it is no answer."""
    one = await _asked_about(turn, tx, goods_id)
    if one is None:
        return None
    pieces = read_number(turn.words)
    if not pieces or abs(pieces) > MOST_STOCK:
        return [turn.reply(say.NotANumber(MOST_STOCK))]
    if not await goods.restock(tx, one.id, pieces, turn.person.id, turn.now):
        return [turn.reply(say.NotThatMany(one.stock))]
    return await _done(turn, tx, one.id)


async def price_told(turn: Turn, tx: Tx, goods_id: str) -> list[Reply] | None:
    """So many points from now on; None where it is no answer."""
    one = await _asked_about(turn, tx, goods_id)
    if one is None:
        return None
    price = read_number(turn.words)
    if price is None or not 1 <= price <= MOST_PRICE:
        return [turn.reply(say.NotANumber(MOST_PRICE))]
    await goods.reprice(tx, one.id, price)
    return await _done(turn, tx, one.id)


async def goods_told(turn: Turn, tx: Tx, shop_id: str) -> list[Reply] | None:
    """「洗衣液 20分 30件」; None where it is no answer."""
    if not _may_answer(turn) or shop_id not in kept_by(turn):
        return None
    ware = read_ware(turn.words)
    if isinstance(ware, Fault):
        return [turn.reply(say.NotGoods(ware))]
    low = turn.office.settings.shop.low
    one = Goods(new_id(), shop_id, ware.name, ware.price, ware.stock, low, Shelf.ON)
    if not await goods.add(tx, one, turn.person.id, turn.now):
        return [turn.reply(say.HasThese(ware.name))]
    return await _done(turn, tx, one.id)


async def _asked_about(turn: Turn, tx: Tx, goods_id: str) -> Goods | None:
    """The goods, where they keep them still."""
    short = len(turn.words) <= LONGEST_NUMBER
    return await goods.of_shops(tx, goods_id, kept_by(turn)) if short and _may_answer(turn) else None


def _may_answer(turn: Turn) -> bool:
    """A code that a customer holds out meanwhile is none, nor is a place or a telephone number."""
    return isinstance(turn.content, Text | Media) and read_code(turn.words) is None


async def _done(turn: Turn, tx: Tx, goods_id: str) -> list[Reply]:
    await asking.answered(turn, tx)
    return [card_of(turn, await its_goods(turn, tx, goods_id))]

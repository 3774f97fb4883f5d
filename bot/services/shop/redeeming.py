"""What there is for one's points: the shops nearby and their goods."""

from math import inf

from bot.domain.geo import Point, metres_between
from bot.domain.messages import Choice, Choices, Outbound, Reply
from bot.domain.people import Person, Unit, UnitKind
from bot.domain.points import Account
from bot.services.directory import Directory
from bot.services.shop.shelves import BETWEEN, PAGE, page_of, turning, within
from bot.services.sounds import in_order
from bot.services.turn import Turn
from bot.storage import goods
from bot.storage import ledger as accounts
from bot.storage import redemptions as rows
from bot.storage.database import Tx
from bot.texts import shop as say

CARD = "redeem"
# Shops to choose from.
SHOPS = 6


# ── looking ───────────────────────────────────────────────────────────────────────────────────────────────────
async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/redeem`: the shop of one's own community, or the nearest one."""
    account = await accounts.account_of(tx, turn.person.id)
    if not account.lifetime:
        return [turn.reply(say.NoPointsYet())]
    shops = await _shops(turn, tx)
    return [await _front(turn, tx, shops, 0, account) if shops else await _empty(turn, tx, account)]


async def look(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """A shop, or a page of its goods; what has nothing on its shelf (any more) leads to what has."""
    shop_id, _, page = which.partition(BETWEEN)
    account, shops = await accounts.account_of(tx, turn.person.id), await _shops(turn, tx)
    chosen = [shop for shop in shops if shop.id == shop_id] + [shop for shop in shops if shop.id != shop_id]
    return [await _front(turn, tx, chosen, page_of(page), account) if chosen else await _empty(turn, tx, account)]


async def choose_shop(turn: Turn, tx: Tx) -> list[Reply]:
    """The nearest ones, each on a button."""
    account, shops = await accounts.account_of(tx, turn.person.id), await _shops(turn, tx)
    buttons = tuple((Choice("shop_at", shop.id, label=say.PLACE + shop.name),) for shop in shops[:SHOPS])
    return [turn.reply(say.WhichShop(account.balance), buttons, card=CARD)]


async def _front(turn: Turn, tx: Tx, shops: list[Unit], page: int, account: Account) -> Outbound:
    """The first of `shops`; beside it stands the way to the others."""
    there = await goods.in_shop(tx, shops[0].id)
    page = within(page, len(there))
    shown = there[page * PAGE : (page + 1) * PAGE]
    buttons = [(Choice("want", one.id, label=say.goods_label(one.name, one.price, one.stock)),) for one in shown]
    ways = [*turning("shop_at", shops[0].id, page, len(there)), *([Choice("shops")] if len(shops) > 1 else [])]
    choices = (*await _waiting(turn, tx), *buttons, *([tuple(ways)] if ways else []))
    return turn.reply(say.ShopFront(account.balance, shops[0].name), choices, card=CARD)


async def _empty(turn: Turn, tx: Tx, account: Account) -> Outbound:
    return turn.reply(say.NothingOnSale(account.balance), await _waiting(turn, tx), card=CARD)


async def _waiting(turn: Turn, tx: Tx) -> Choices:
    """What they have still to collect."""
    mine = await rows.waiting_of(tx, turn.person.id)
    return tuple((Choice("pickup", one.id, label=say.order_label(one.name)),) for one in mine[:PAGE])


# ── where ─────────────────────────────────────────────────────────────────────────────────────────────────────
async def _shops(turn: Turn, tx: Tx) -> list[Unit]:
    """Those with something on the shelf: of their own community first, then the nearest."""
    directory, person = turn.office.directory, turn.person
    units = [unit for shop_id in await goods.shops_on_sale(tx) if (unit := directory.get(shop_id))]
    return sorted(units, key=lambda unit: (*_away(directory, person, unit), in_order(unit.name)))


def _away(directory: Directory, person: Person, shop: Unit) -> tuple[bool, float]:
    home = directory.get(person.home_id)
    if home is None:
        return True, inf
    same = directory.above(shop.id, UnitKind.COMMUNITY) == directory.above(home.id, UnitKind.COMMUNITY)
    return not same, _metres(home, shop)


def _metres(one: Unit, other: Unit) -> float:
    """Between two units; without end where nobody knows."""
    points = [Point(unit.latitude, unit.longitude) for unit in (one, other) if unit.latitude and unit.longitude]
    return metres_between(*points) if len(points) == 2 else inf

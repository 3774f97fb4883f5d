"""The 爱心商店: of whoever has points; of whoever keeps it."""

from bot.domain.policy import May
from bot.handlers import resident, shop
from bot.handlers.route import EVERYBODY, VOLUNTEERS, Route
from bot.services.shop import pickup, redeeming, redemptions, reserving, shopkeeping, stocktaking
from bot.texts.typed import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(shop.redeem, May.REDEEM, command="redeem", words=TYPED["redeem"], pressed="redeem", menu=VOLUNTEERS),
    Route(shop.shop, May.KEEP_SHOP, command="shop", words=TYPED["shop"], pressed="shop", menu=EVERYBODY),
    # The buttons of the 爱心商店: of whoever has points; of whoever keeps it.
    Route(redeeming.choose_shop, May.REDEEM, pressed="shops"),
    Route(resident.by_id(redeeming.look), May.REDEEM, pressed="shop_at"),
    Route(resident.by_id(reserving.ask), May.REDEEM, pressed="want"),
    Route(shop.buy, May.REDEEM, pressed="buy"),
    Route(resident.by_id(redemptions.show), May.REDEEM, pressed="pickup"),
    Route(resident.by_id(redemptions.cancel), May.REDEEM, pressed="unbuy"),
    Route(resident.by_id(pickup.give), May.KEEP_SHOP, pressed="give"),
    Route(resident.by_id(shopkeeping.shelves), May.KEEP_SHOP, pressed="shelves"),
    Route(resident.by_id(shopkeeping.ware), May.KEEP_SHOP, pressed="ware"),
    Route(resident.by_id(shopkeeping.take_off), May.KEEP_SHOP, pressed="unshelve"),
    Route(resident.by_id(shopkeeping.put_on), May.KEEP_SHOP, pressed="shelve"),
    Route(resident.by_id(stocktaking.ask_pieces), May.KEEP_SHOP, pressed="restock"),
    Route(resident.by_id(stocktaking.ask_price), May.KEEP_SHOP, pressed="reprice"),
    Route(resident.by_id(stocktaking.ask_goods), May.KEEP_SHOP, pressed="newgoods"),
)

"""The 爱心商店: of whoever has points; of whoever keeps it."""

from bot.handlers import resident, shop
from bot.handlers.route import EVERYBODY, Route
from bot.handlers.routes.posts import KEEPERS, VOLUNTEERS
from bot.services.shop import pickup, redeeming, redemptions, reserving, shopkeeping, stocktaking
from bot.texts.words import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(shop.redeem, EVERYBODY, command="redeem", words=TYPED["redeem"], pressed="redeem", menu=VOLUNTEERS),
    Route(shop.shop, KEEPERS, command="shop", pressed="shop", menu=EVERYBODY),
    # The buttons of the 爱心商店: of whoever has points; of whoever keeps it.
    Route(redeeming.choose_shop, EVERYBODY, pressed="shops"),
    Route(resident.by_id(redeeming.look), EVERYBODY, pressed="shop_at"),
    Route(resident.by_id(reserving.ask), EVERYBODY, pressed="want"),
    Route(shop.buy, EVERYBODY, pressed="buy"),
    Route(resident.by_id(redemptions.show), EVERYBODY, pressed="pickup"),
    Route(resident.by_id(redemptions.cancel), EVERYBODY, pressed="unbuy"),
    Route(resident.by_id(pickup.give), KEEPERS, pressed="give"),
    Route(resident.by_id(shopkeeping.shelves), KEEPERS, pressed="shelves"),
    Route(resident.by_id(shopkeeping.ware), KEEPERS, pressed="ware"),
    Route(resident.by_id(shopkeeping.take_off), KEEPERS, pressed="unshelve"),
    Route(resident.by_id(shopkeeping.put_on), KEEPERS, pressed="shelve"),
    Route(resident.by_id(stocktaking.ask_pieces), KEEPERS, pressed="restock"),
    Route(resident.by_id(stocktaking.ask_price), KEEPERS, pressed="reprice"),
    Route(resident.by_id(stocktaking.ask_goods), KEEPERS, pressed="newgoods"),
)

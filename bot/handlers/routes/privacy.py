"""What somebody may ask of us about themselves: open to everybody, each for themselves."""

from bot.handlers import privacy
from bot.handlers.route import EVERYBODY, Route
from bot.services.privacy import card, consenting, deleting, file
from bot.texts.words import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(card.show, EVERYBODY, command="privacy", words=TYPED["privacy"], pressed="pv_show", menu=EVERYBODY),
    Route(file.order, EVERYBODY, pressed="pv_file"),
    Route(card.fix, EVERYBODY, pressed="pv_fix"),
    Route(privacy.home, EVERYBODY, pressed="pv_home"),
    Route(consenting.ask_what, EVERYBODY, pressed="pv_withdraw"),
    Route(consenting.without_contact, EVERYBODY, pressed="pv_nophone"),
    Route(consenting.ask_all, EVERYBODY, pressed="pv_noall"),
    Route(consenting.withdraw_all, EVERYBODY, pressed="pv_none"),
    Route(deleting.preview, EVERYBODY, pressed="pv_delete"),
    Route(privacy.now, EVERYBODY, pressed="pv_now"),
    Route(privacy.later, EVERYBODY, pressed="pv_later"),
    Route(privacy.surely, EVERYBODY, pressed="pv_yes"),
    Route(deleting.stay, EVERYBODY, pressed="pv_stay"),
)

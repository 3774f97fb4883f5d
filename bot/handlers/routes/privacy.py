"""What somebody may ask of us about themselves: open to everybody, each for themselves."""

from bot.domain.policy import May
from bot.handlers import privacy
from bot.handlers.route import EVERYBODY, Route
from bot.services.privacy import card, consenting, deleting, file
from bot.texts.typed import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(card.show, May.OWN_DATA, command="privacy", words=TYPED["privacy"], pressed="pv_show", menu=EVERYBODY),
    Route(file.order, May.OWN_DATA, pressed="pv_file"),
    Route(card.fix, May.OWN_DATA, pressed="pv_fix"),
    Route(privacy.home, May.OWN_DATA, pressed="pv_home"),
    Route(consenting.ask_what, May.OWN_DATA, pressed="pv_withdraw"),
    Route(consenting.without_contact, May.OWN_DATA, pressed="pv_nophone"),
    Route(consenting.ask_all, May.OWN_DATA, pressed="pv_noall"),
    Route(consenting.withdraw_all, May.OWN_DATA, pressed="pv_none"),
    Route(deleting.preview, May.OWN_DATA, pressed="pv_delete"),
    Route(privacy.now, May.OWN_DATA, pressed="pv_now"),
    Route(privacy.later, May.OWN_DATA, pressed="pv_later"),
    Route(privacy.surely, May.OWN_DATA, pressed="pv_yes"),
    Route(deleting.stay, May.OWN_DATA, pressed="pv_stay"),
)

"""Wishes; how somebody stands by one is part of each step."""

from bot.handlers import wishes
from bot.handlers.route import EVERYBODY, Route
from bot.handlers.routes.posts import HELPERS, VOLUNTEERS
from bot.texts.words import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(wishes.wish, EVERYBODY, command="wish", words=TYPED["wish"], menu=EVERYBODY, reads=True),
    Route(wishes.wishes, HELPERS, command="wishes", words=TYPED["wishes"], menu=EVERYBODY),
    Route(wishes.my, EVERYBODY, command="mywishes", words=TYPED["mywishes"], menu=EVERYBODY),
    Route(wishes.claims, VOLUNTEERS, command="claims", words=TYPED["claims"], menu=VOLUNTEERS),
    # The buttons of a wish; how somebody stands by it is part of each step.
    *(Route(handler, EVERYBODY, pressed=what) for what, handler in wishes.DRAFTED.items()),
    *(Route(wishes.step(event), EVERYBODY, pressed=f"w_{event}") for event in wishes.PRESSED),
    *(Route(wishes.because(event), EVERYBODY, pressed=f"w_why_{event}") for event in wishes.REASONED),
    Route(wishes.show, EVERYBODY, pressed="w_show"),
    Route(wishes.card, EVERYBODY, pressed="w_card"),
    Route(wishes.look, VOLUNTEERS, pressed="w_look"),
    Route(wishes.gone, EVERYBODY, pressed="w_gone"),
    Route(wishes.thank, EVERYBODY, pressed="w_thank"),
    Route(wishes.others, HELPERS, pressed="w_others"),
    Route(wishes.turn_pool, HELPERS, pressed="w_pool"),
    Route(wishes.turn_mine, EVERYBODY, pressed="w_mine"),
)

"""Wishes; how somebody stands by one is part of each step."""

from bot.domain.policy import May
from bot.handlers import wishes
from bot.handlers.route import EVERYBODY, VOLUNTEERS, Route
from bot.texts.typed import TYPED

CHAPTER: tuple[Route, ...] = (
    Route(wishes.wish, May.WISH, command="wish", words=TYPED["wish"], menu=EVERYBODY, reads=True),
    Route(wishes.wishes, May.SEE_POOL, command="wishes", words=TYPED["wishes"], menu=EVERYBODY),
    Route(wishes.my, May.WISH, command="mywishes", words=TYPED["mywishes"], menu=EVERYBODY),
    Route(wishes.claims, May.CLAIM_WISHES, command="claims", words=TYPED["claims"], menu=VOLUNTEERS),
    # The buttons of a wish; how somebody stands by it is part of each step.
    *(Route(handler, May.WISH, pressed=what) for what, handler in wishes.DRAFTED.items()),
    *(Route(wishes.step(event), May.WISH, pressed=f"w_{event}") for event in wishes.PRESSED),
    *(Route(wishes.because(event), May.WISH, pressed=f"w_why_{event}") for event in wishes.REASONED),
    Route(wishes.show, May.WISH, pressed="w_show"),
    Route(wishes.card, May.WISH, pressed="w_card"),
    Route(wishes.look, May.CLAIM_WISHES, pressed="w_look"),
    Route(wishes.gone, May.WISH, pressed="w_gone"),
    Route(wishes.thank, May.WISH, pressed="w_thank"),
    Route(wishes.others, May.SEE_POOL, pressed="w_others"),
    Route(wishes.turn_pool, May.SEE_POOL, pressed="w_pool"),
    Route(wishes.turn_mine, May.WISH, pressed="w_mine"),
)

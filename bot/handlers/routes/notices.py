"""Notices and broadcasts: written, sent, stopped; what a resident can do with one."""

from bot.domain.policy import May
from bot.handlers import broadcasts, notices
from bot.handlers.route import EVERYBODY, Route

CHAPTER: tuple[Route, ...] = (
    Route(notices.notice, May.TELL, command="notice", menu=EVERYBODY),
    # The buttons of a notice; which units are whose is part of each query.
    Route(notices.until, May.TELL, pressed="till"),
    Route(notices.for_unit, May.TELL, pressed="for_unit"),
    Route(notices.publish, May.TELL, pressed="publish"),
    Route(notices.drop, May.TELL, pressed="unsent"),
    Route(notices.take_down, May.TELL, pressed="takedown"),
    # To whom it is sent; stopped; and what a resident can do with it.
    Route(notices.where_to, May.TELL, pressed="where_to"),
    Route(notices.one_house, May.TELL, pressed="one_house"),
    Route(notices.house, May.TELL, pressed="house"),
    Route(notices.everywhere, May.TELL, pressed="everywhere"),
    Route(notices.hurry, May.TELL, pressed="hurry"),
    Route(notices.show_again, May.TELL, pressed="uncertain"),
    Route(broadcasts.send, May.TELL, pressed="send"),
    Route(broadcasts.send_now, May.TELL, pressed="send_now"),
    Route(broadcasts.stop, May.TELL, pressed="halt"),
    Route(broadcasts.mute, May.HEAR, pressed="mute"),
    Route(broadcasts.unmute, May.HEAR, pressed="unmute"),
)

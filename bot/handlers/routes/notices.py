"""Notices and broadcasts: written, sent, stopped; what a resident can do with one."""

from bot.handlers import broadcasts, notices
from bot.handlers.route import EVERYBODY, Route
from bot.handlers.routes.posts import DESK

CHAPTER: tuple[Route, ...] = (
    Route(notices.notice, DESK, command="notice", menu=EVERYBODY),
    # The buttons of a notice; which units are whose is part of each query.
    Route(notices.until, DESK, pressed="till"),
    Route(notices.for_unit, DESK, pressed="for_unit"),
    Route(notices.publish, DESK, pressed="publish"),
    Route(notices.drop, DESK, pressed="unsent"),
    Route(notices.take_down, DESK, pressed="takedown"),
    # To whom it is sent; stopped; and what a resident can do with it.
    Route(notices.where_to, DESK, pressed="where_to"),
    Route(notices.one_house, DESK, pressed="one_house"),
    Route(notices.house, DESK, pressed="house"),
    Route(notices.everywhere, DESK, pressed="everywhere"),
    Route(notices.hurry, DESK, pressed="hurry"),
    Route(notices.show_again, DESK, pressed="uncertain"),
    Route(broadcasts.send, DESK, pressed="send"),
    Route(broadcasts.send_now, DESK, pressed="send_now"),
    Route(broadcasts.stop, DESK, pressed="halt"),
    Route(broadcasts.mute, EVERYBODY, pressed="mute"),
    Route(broadcasts.unmute, EVERYBODY, pressed="unmute"),
)

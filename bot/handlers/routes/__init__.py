"""The one ordered table: from it come the platform's handlers, the command menus, `/help` and the rights tests.

The first row that matches a message is the one that answers it. The chapters stand in the order of the menu.
"""

from bot.handlers.route import Route
from bot.handlers.routes import (
    activities,
    appointments,
    board,
    notices,
    points,
    privacy,
    reports,
    rest,
    shop,
    tickets,
    volunteers,
    wishes,
)

ROUTES: tuple[Route, ...] = (
    *reports.CHAPTER,
    *tickets.CHAPTER,
    *notices.CHAPTER,
    *appointments.CHAPTER,
    *board.CHAPTER,
    *volunteers.CHAPTER,
    *wishes.CHAPTER,
    *activities.CHAPTER,
    *points.CHAPTER,
    *shop.CHAPTER,
    *privacy.CHAPTER,
    *rest.CHAPTER,
)

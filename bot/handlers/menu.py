"""The commands a person has, from the table of routes: the platform's command menu and `/help` are drawn from here."""

from collections.abc import Iterable

from bot.domain.messages import Commands
from bot.domain.people import Role
from bot.handlers.routes import ROUTES
from bot.texts.words import MENU


def menu_for(roles: Iterable[Role]) -> Commands:
    """(command, words) for everybody who holds `roles`: what comes with a post first, then what every resident has.

    In each the order of the table.
    """
    held = frozenset({Role.RESIDENT, *roles})
    shown = (route for route in ROUTES if not route.menu.isdisjoint(held) and route.open_to(held))
    ordered = sorted(shown, key=lambda route: Role.RESIDENT in route.menu & route.roles)
    return tuple((route.command, MENU[route.command]) for route in ordered)

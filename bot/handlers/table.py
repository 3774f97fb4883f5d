"""The rows of the table in their order, found without asking each: nine of ten answer to one button alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.messages import Inbound, Pressed
from bot.handlers.route import Route


@dataclass(frozen=True, slots=True)
class Table:
    """`buttons`: for each the rows that may answer it; `others`: the rows for whatever else comes. Both in order."""

    buttons: Mapping[str, tuple[Route, ...]]
    others: tuple[Route, ...]

    @classmethod
    def of(cls, routes: Iterable[Route]) -> "Table":
        """The table with these rows."""
        buttons: dict[str, list[Route]] = {}
        others: list[Route] = []
        for route in routes:
            if _is_button(route):
                buttons.setdefault(route.pressed, [*others]).append(route)
                continue
            for rows in (others, *buttons.values()):
                rows.append(route)
        return cls({name: tuple(rows) for name, rows in buttons.items()}, tuple(others))

    def first(self, inbound: Inbound) -> Route | None:
        """The first row that matches, which is the one that answers; None where none does."""
        match inbound.content:
            case Pressed(what):
                rows = self.buttons.get(what, self.others)
            case _:
                rows = self.others
        return next((route for route in rows if route.matches(inbound)), None)


def _is_button(route: Route) -> bool:
    """Whether a row answers to its button and to nothing else."""
    return bool(route.pressed) and not (route.command or route.words or route.content or route.talks)

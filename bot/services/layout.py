"""How buttons lie under a card: some in a row, and from page to page."""

from collections.abc import Iterable

from bot.domain.messages import Choice, Choices
from bot.texts.buttons import BUTTONS


def in_rows(choices: Iterable[Choice], wide: int = 2) -> Choices:
    """So many in a row, in their order."""
    every = tuple(choices)
    return tuple(every[at : at + wide] for at in range(0, len(every), wide))


def turns(what: str, which: str, page: int, count: int, size: int = 1) -> tuple[Choice, ...]:
    """To the page before and the page behind, where there are such: of `count` things `size` stand on a page."""
    ways = ((page - 1, BUTTONS["earlier"]), (page + 1, BUTTONS["later"]))
    return tuple(Choice(what, which, other, label) for other, label in ways if 0 <= other * size < count)

"""How buttons lie under a card: some in a row, and from page to page."""

from collections.abc import Iterable

from bot.domain.messages import Choice, Choices
from bot.texts.buttons import BUTTONS


def in_rows(choices: Iterable[Choice], wide: int = 2) -> Choices:
    """So many in a row, in their order."""
    every = tuple(choices)
    return tuple(every[at : at + wide] for at in range(0, len(every), wide))


def leaves(page: int, *, further: bool) -> list[tuple[int, str]]:
    """The page before and, where it goes on, the page behind: its number, and what stands on its button."""
    return [(page - 1, BUTTONS["earlier"])] * (page > 0) + [(page + 1, BUTTONS["later"])] * further


def turns(what: str, which: str, page: int, count: int, size: int = 1) -> tuple[Choice, ...]:
    """The buttons to those of them that there are: of `count` things `size` stand on each."""
    there = leaves(page, further=True)
    return tuple(Choice(what, which, other, label) for other, label in there if other * size < count)

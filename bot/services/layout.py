"""The buttons under a card: what they bear, how they lie in rows, and from page to page."""

from collections.abc import Iterable
from typing import Protocol

from bot.domain.messages import Choice, Choices
from bot.texts.buttons import BUTTONS


class Versioned(Protocol):
    """What a card shows: a draft, a wish, a step that is begun."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def version(self) -> int:
        """How often it was changed: a button of an older card is known by it."""


def button(shown: Versioned, what: str, value: str = "", label: str | None = None) -> Choice:
    """A button of the card of `shown`, of this version of it; it bears the id and, where there is one, `value`."""
    return Choice(what, f"{shown.id}~{value}" if value else shown.id, shown.version, label)


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

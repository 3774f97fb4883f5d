"""A shelf page by page, for buyers and shopkeepers alike."""

from bot.domain.messages import Choice
from bot.services.layout import leaves

# Goods on one showing.
PAGE = 6
# Between the two things that stand behind a button.
BETWEEN = "~"


def turning(what: str, shop_id: str, page: int, count: int) -> list[Choice]:
    """The buttons to the pages before and after this one, of `count` goods."""
    there = leaves(page, further=(page + 1) * PAGE < count)
    return [Choice(what, f"{shop_id}{BETWEEN}{at}", label=label) for at, label in there]


def page_of(written: str) -> int:
    """The page behind a button; the first one for what is none."""
    return int(written) if written.isascii() and written.isdigit() else 0


def within(page: int, count: int) -> int:
    """The page, or the first one where `count` goods do not fill it (any more)."""
    return page if page * PAGE < count else 0

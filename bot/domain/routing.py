"""Which department a ticket goes to: ordered rules, the first that matches wins (`[[routing]]`)."""

from collections.abc import Sequence
from dataclasses import dataclass


class NoRuleMatches(LookupError):
    """The rules leave a gap; a list that ends in a rule without conditions never does."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Every condition that is given must hold: `words` and `place` ask for any one of theirs.

    `hours` are hours of the day in Shanghai, from the first until before the second, over midnight where the
    first is the greater (22, 6).
    """

    department: str
    category: str | None = None
    urgency: str | None = None
    words: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    hours: tuple[int, int] | None = None

    def matches(self, category: str, urgency: str, words: str, hour: int) -> bool:
        """Whether a ticket with these facts is this rule's. `words` are the resident's, with the place in them."""
        return (
            self.category in (None, category)
            and self.urgency in (None, urgency)
            and (self.hours is None or _is_within(hour, *self.hours))
            and _names_one_of(words, self.words)
            and _names_one_of(words, self.place)
        )


def route(rules: Sequence[Rule], category: str, urgency: str, words: str, hour: int) -> tuple[str, int]:
    """The department of the first matching rule, and the place of that rule in `rules`, as its reason.

    Raises `NoRuleMatches` where none does. Case of Latin letters in `words` does not matter.
    """
    folded = words.casefold()
    for index, rule in enumerate(rules):
        if rule.matches(category, urgency, folded, hour):
            return rule.department, index
    raise NoRuleMatches(category)


def _is_within(hour: int, first: int, until: int) -> bool:
    return first <= hour < until if first < until else hour >= first or hour < until


def _names_one_of(words: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(word.casefold() in words for word in wanted)

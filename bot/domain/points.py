"""Points (docs/points.md): what can be earned, in which purse it lies, and the stars that follow from it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Dimension(StrEnum):
    """基础分 for what is expected of somebody, 附加分 for what they do beside it, 奖励分 for thanks and honours."""

    BASE = "base"
    EXTRA = "extra"
    BONUS = "bonus"


class Kind(StrEnum):
    """What an entry of the ledger is."""

    AWARD = "award"
    REVERSE = "reverse"
    RESERVE = "reserve"
    SETTLE = "settle"
    REFUND = "refund"


class Purse(StrEnum):
    """Where points are: not given out yet, a person's to spend, theirs but reserved, spent."""

    ISSUED = "issued"
    BALANCE = "balance"
    HELD = "held"
    SPENT = "spent"


# From which purse to which each kind goes.
PURSES: dict[Kind, tuple[Purse, Purse]] = {
    Kind.AWARD: (Purse.ISSUED, Purse.BALANCE),
    Kind.REVERSE: (Purse.BALANCE, Purse.ISSUED),
    Kind.RESERVE: (Purse.BALANCE, Purse.HELD),
    Kind.SETTLE: (Purse.HELD, Purse.SPENT),
    Kind.REFUND: (Purse.HELD, Purse.BALANCE),
}


@dataclass(frozen=True, slots=True)
class Earning:
    """What somebody did for which they may earn points: once for each source and person.

    `matter` is a name of config.toml; `source` and `source_id` say which wish, task or activity it was; `reason` is
    what they read, and names nobody. `times`: how often it counts (an activity of two hours: 2), 1-24.
    """

    person_id: str
    matter: str
    dimension: Dimension
    source: str
    source_id: str
    reason: str
    by_id: str | None = None
    times: int = 1

    @property
    def key(self) -> str:
        """The same deed of the same person, however often it is told."""
        return f"{self.source}:{self.source_id}:{self.person_id}:{self.dimension}"


@dataclass(frozen=True, slots=True)
class Account:
    """What a person has: to spend, reserved, earned in all, and how much of that was a mistake."""

    balance: int = 0
    held: int = 0
    lifetime: int = 0
    corrected: int = 0

    @property
    def merit(self) -> int:
        """What counts for the stars: earned in all, without what was given by mistake."""
        return self.lifetime - self.corrected


def star_of(merit: int, thresholds: Sequence[int]) -> int:
    """How many stars `merit` is worth: one for each threshold that it has reached."""
    return bisect_right(thresholds, merit)


def missing_to_next(merit: int, thresholds: Sequence[int]) -> int:
    """How many points are missing to the next star; 0 where there is none any more."""
    star = star_of(merit, thresholds)
    return thresholds[star] - merit if star < len(thresholds) else 0

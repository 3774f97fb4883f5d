"""What somebody's service says of them (行为标签): a small table of rules, each a pure function of what they did."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.clock import SHANGHAI
from bot.domain.volunteers import EVENING_BEGINS, NIGHT_BEGINS


@dataclass(frozen=True, slots=True)
class Served:
    """One thing that they did, and when."""

    matter: str
    at: datetime


class Habit(StrEnum):
    """What a rule finds."""

    OFTEN = "often"
    WEEKENDS = "weekends"
    EVENINGS = "evenings"
    MONTHS = "months"
    VERSATILE = "versatile"


@dataclass(frozen=True, slots=True)
class Tag:
    """A habit; `matter`: with what, where the rule is about one."""

    habit: Habit
    matter: str = ""


Rule = Callable[[Sequence[Served], datetime], Tag | None]
RECENT = timedelta(days=90)
OFTEN, REGULAR, MONTHS, MATTERS = 3, 4, 3, 4


def _recent(served: Sequence[Served], now: datetime) -> list[Served]:
    return [one for one in served if now - RECENT <= one.at <= now]


def often_one_matter(served: Sequence[Served], now: datetime) -> Tag | None:
    """One matter at least three times in 90 days; of several the one done most, then by name."""
    counted = Counter(one.matter for one in _recent(served, now))
    most = min(counted, key=lambda matter: (-counted[matter], matter), default="")
    return Tag(Habit.OFTEN, most) if counted[most] >= OFTEN else None


def comes_at_weekends(served: Sequence[Served], now: datetime) -> Tag | None:
    """Four times or more in 90 days on a Saturday or Sunday, and at least half of all."""
    recent = _recent(served, now)
    at_weekends = sum(one.at.astimezone(SHANGHAI).weekday() >= 5 for one in recent)
    return Tag(Habit.WEEKENDS) if at_weekends >= REGULAR and 2 * at_weekends >= len(recent) else None


def comes_in_the_evening(served: Sequence[Served], now: datetime) -> Tag | None:
    """Four times or more in 90 days between 18:00 and 22:00, and at least half of all."""
    recent = _recent(served, now)
    evenings = sum(EVENING_BEGINS <= one.at.astimezone(SHANGHAI).time() < NIGHT_BEGINS for one in recent)
    return Tag(Habit.EVENINGS) if evenings >= REGULAR and 2 * evenings >= len(recent) else None


def month_after_month(served: Sequence[Served], now: datetime) -> Tag | None:
    """Something in each of the last three months; in the present one it may still come."""
    done = {_month(one.at) for one in served if one.at <= now}
    this = _month(now)
    runs = (range(end - MONTHS + 1, end + 1) for end in (this, this - 1))
    return Tag(Habit.MONTHS) if any(map(done.issuperset, runs)) else None


def many_matters(served: Sequence[Served], now: datetime) -> Tag | None:
    """Four different matters or more."""
    return Tag(Habit.VERSATILE) if len({one.matter for one in served if one.at <= now}) >= MATTERS else None


def _month(at: datetime) -> int:
    local = at.astimezone(SHANGHAI)
    return 12 * local.year + local.month


RULES: tuple[Rule, ...] = (
    often_one_matter,
    comes_at_weekends,
    comes_in_the_evening,
    month_after_month,
    many_matters,
)


def habits_of(served: Sequence[Served], now: datetime) -> tuple[Tag, ...]:
    """What the rules find, in their order, of what was done in the last year."""
    return tuple(tag for rule in RULES if (tag := rule(served, now)))


@dataclass(frozen=True, slots=True)
class Service:
    """What a portrait (数字画像) shows of somebody.

    `earned`: points by matter in twelve months; `days`: one for each thing done since `monday`; `merit`: points in all.
    """

    name: str
    compound: str
    party: bool
    earned: tuple[tuple[str, int], ...]
    monday: date
    today: date
    days: tuple[date, ...]
    skills: tuple[str, ...]
    habits: tuple[tuple[Habit, str], ...]
    merit: int

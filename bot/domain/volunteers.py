"""A volunteer's file (一人一档, scorecard S6): what it says, where it stands, when they have time."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from bot.domain.clock import SHANGHAI

# What people are called by, and how much they promise: more is not kept.
MOST_NAME, MOST_PLEDGE, MOST_REASON = 12, 80, 100


class FileState(StrEnum):
    """Where a file stands. Whoever left begins a new draft, with what is kept of them."""

    DRAFT = "draft"
    PENDING = "pending"
    ACTIVE = "active"
    PAUSED = "paused"
    REFUSED = "refused"
    LEFT = "left"

    @property
    def is_kept(self) -> bool:
        """Whether it was approved: they serve now, or rest from it."""
        return self in (FileState.ACTIVE, FileState.PAUSED)


class Slot(StrEnum):
    """When somebody has time."""

    WORKDAY = "workday"
    WORKDAY_EVENING = "workday_evening"
    WEEKEND = "weekend"
    WEEKEND_EVENING = "weekend_evening"


class Fact(StrEnum):
    """What a file says, in the order in which it is asked; `REVIEW`: all of it, looked at before it is sent."""

    PARTY = "party"
    NAME = "name"
    PHONE = "phone"
    SKILLS = "skills"
    TIMES = "times"
    LANGUAGES = "languages"
    PLEDGE = "pledge"
    REVIEW = "review"

    def after(self) -> "Fact":
        """What is asked next; after the last it is looked at."""
        every = tuple(Fact)
        return every[min(every.index(self) + 1, len(every) - 1)]


# Facts of which several can be chosen.
LISTS = (Fact.SKILLS, Fact.TIMES, Fact.LANGUAGES)


@dataclass(frozen=True, slots=True)
class File:
    """The one row in which everything personal stands. `step`: what a draft is asked now; times in milliseconds.

    `party`: a member who reports to the compound. `reason`: why it was refused. `paused_until`: None until they say so.
    """

    person_id: str
    compound_id: str
    state: FileState = FileState.DRAFT
    step: Fact = Fact.PARTY
    party: bool = False
    name: str = ""
    phone: str = ""
    skills: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    pledge: str = ""
    reason: str = ""
    version: int = 1
    since: int | None = None
    paused_until: int | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it was approved: they serve now, or rest from it."""
        return self.state.is_kept


DAY_BEGINS, EVENING_BEGINS, NIGHT_BEGINS = time(7), time(18), time(22)


def slot_at(moment: datetime, *, workday: bool) -> Slot | None:
    """The slot in which a moment lies: by day from 7:00, in the evening from 18:00; None in the night, from 22:00."""
    now = moment.astimezone(SHANGHAI).time()
    if not DAY_BEGINS <= now < NIGHT_BEGINS:
        return None
    if now < EVENING_BEGINS:
        return Slot.WORKDAY if workday else Slot.WEEKEND
    return Slot.WORKDAY_EVENING if workday else Slot.WEEKEND_EVENING


def is_name(said: str) -> bool:
    """Whether somebody can be called so: 1–12 characters in one line, at least one of them a letter, no number."""
    return 0 < len(said) <= MOST_NAME and "\n" not in said and any(map(str.isalpha, said)) and not said.isdecimal()

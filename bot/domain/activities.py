"""Activities (活动): something to do together at a time, with or without a limit of places; and who comes.

A task that a ticket asks for and a patrol shift are activities like any other.
"""

import hmac
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

HOUR_MS = 3_600_000
MOST_PLACES = 500
MOST_DAYS = 7
MOST_HOURS = 12
# Of one activity; longer ones are worth no more.
MOST_TIMES = 4
# Who comes early may check in.
EARLY_MS = HOUR_MS // 2
# A code is good in its own span and in the next: at least 2½ and at most 5 minutes.
SPAN_MS = 150_000
# So many spans later it is still known as one that has passed (an hour).
KNOWN_SPANS = 24
# The matter for which a member of the party is expected to come (基础分).
PARTY_LIFE = "组织生活"


class ActivityState(StrEnum):
    """`OPEN`: volunteers see it; `CLOSED`: who came is confirmed."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SignupState(StrEnum):
    """How somebody stands to an activity. `LEFT`: not at all, or not any more; `HERE`: checked in, not confirmed."""

    LEFT = "left"
    SIGNED_UP = "signed_up"
    WAITING = "waiting"
    HERE = "here"
    CAME = "came"
    ABSENT = "absent"


class Verdict(StrEnum):
    """What a code at the check-in is."""

    GOOD = "good"
    OLD = "old"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Activity:
    """Times in milliseconds. `places`: 0 is no limit, -1 not said yet; `taken` of them.

    `place`: where, once it was changed. In a draft `compound_id` and `matter` may be empty; `begins_at` without
    `ends_at` is a day without its hours. `days`: on so many days in a row; published, each is an activity of its own,
    and `series` is the id of the first.
    """

    id: str
    organiser_id: str
    words: str
    at: int
    compound_id: str | None = None
    ticket_id: str | None = None
    matter: str = ""
    place: str = ""
    begins_at: int = 0
    ends_at: int = 0
    places: int = -1
    taken: int = 0
    days: int = 1
    series: str = ""
    state: str = ActivityState.DRAFT
    reason: str = ""
    version: int = 1

    @property
    def is_full(self) -> bool:
        """Whether who signs up now waits."""
        return 0 < self.places <= self.taken

    @property
    def times(self) -> int:
        """How often it counts: its hours, rounded, 1-4."""
        return max(1, min(MOST_TIMES, (self.ends_at - self.begins_at + HOUR_MS // 2) // HOUR_MS))

    def takes_check_in(self, now: int) -> bool:
        """From half an hour before the beginning until the end."""
        return self.state == ActivityState.OPEN and self.begins_at - EARLY_MS <= now < self.ends_at


@dataclass(frozen=True, slots=True)
class Signup:
    """How `person_id` stands to it; `turn`: who came before whom. `name`: as their file has it, for the organiser."""

    activity_id: str
    person_id: str
    state: SignupState = SignupState.LEFT
    turn: int = 0
    name: str = ""


def code_at(secret: str, activity_id: str, now: int) -> str:
    """The six digits of the span in which `now` (ms) lies."""
    return _code(secret, activity_id, now // SPAN_MS)


def verdict_on(secret: str, activity_id: str, digits: str, now: int) -> Verdict:
    """Whether these digits were shown just now; or within the last hour, and are old."""
    span = now // SPAN_MS
    found = (ago for ago in range(KNOWN_SPANS) if hmac.compare_digest(_code(secret, activity_id, span - ago), digits))
    ago = next(found, None)
    if ago is None:
        return Verdict.WRONG
    return Verdict.GOOD if ago <= 1 else Verdict.OLD


def _code(secret: str, activity_id: str, span: int) -> str:
    whole = hmac.digest(secret.encode(), f"{activity_id}\n{span}".encode(), sha256)
    return f"{int.from_bytes(whole[:8]) % 1_000_000:06d}"

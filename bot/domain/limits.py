"""How much one person may report, and what stands in their way."""

from dataclasses import dataclass
from enum import StrEnum


class Limit(StrEnum):
    """Why a report cannot be sent now. Danger is held up by none of them."""

    BARRED = "barred"
    SAME_WORDS = "same_words"
    ENOUGH_TODAY = "enough_today"
    BUSY_COMPOUND = "busy_compound"


@dataclass(frozen=True, slots=True)
class Bar:
    """A person who may not report in a compound until `until` (milliseconds), why, and what they said to it.

    `ticket_id`: the one for which it was done, by which everybody but the store knows them.
    """

    id: str
    person_id: str
    compound_id: str
    ticket_id: str
    by_id: str
    reason: str
    until: int
    state: str = "active"
    appeal: str = ""
    at: int = 0

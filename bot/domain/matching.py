"""Who fits a task, and why: volunteers of one compound, put in order by plain sums (scorecard S6, S20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.volunteers import FileState, Slot

DAY_MS = 86_400_000
# Asked within so many days, they come later; the more, the sooner it was.
RESTS_DAYS = 7
MOST_HELPED = 3


class Because(StrEnum):
    """Why somebody fits."""

    CAN = "can"
    HAS_TIME = "has_time"
    NEAR = "near"
    HELPED = "helped"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Reason:
    """`detail`: the skills, the slot, how many times."""

    because: Because
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A volunteer as the store knows them; without a file, only that they are one.

    `helped`: how often in the last 30 days; `busy`: what they have in hand; `asked_at`: the last time, in milliseconds.
    """

    person_id: str
    compound_id: str
    state: FileState = FileState.ACTIVE
    skills: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    helped: int = 0
    busy: int = 0
    asked_at: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done: where, with which of these skills (none: anybody), in which slot (None: at night), when."""

    compound_id: str
    skills: tuple[str, ...]
    slot: Slot | None
    now: int


@dataclass(frozen=True, slots=True)
class Scored:
    """Somebody who fits; the greater `score` comes first."""

    person_id: str
    score: int
    reasons: tuple[Reason, ...]


def fitting(candidates: Iterable[Candidate], wanted: Wanted, limit: int) -> list[Scored]:
    """At most `limit`, the best first; of equals whoever was not asked for longest.

    Nobody who rests, nobody of another compound, nobody who says that they can do other things alone.
    """
    found = [one for one in candidates if _may_be_asked(one, wanted)]
    found.sort(key=lambda one: (-_score(one, wanted), one.asked_at or 0, one.person_id))
    return [Scored(one.person_id, _score(one, wanted), _reasons(one, wanted)) for one in found[:limit]]


def _may_be_asked(one: Candidate, wanted: Wanted) -> bool:
    can = not wanted.skills or not one.skills or bool(_shared(one, wanted))
    return one.state is FileState.ACTIVE and one.compound_id == wanted.compound_id and can


def _shared(one: Candidate, wanted: Wanted) -> tuple[str, ...]:
    return tuple(skill for skill in wanted.skills if skill in one.skills)


def _score(one: Candidate, wanted: Wanted) -> int:
    """A skill counts most, then having time now; help given is a little more, whoever was asked lately is less."""
    skills = 10 * min(2, len(_shared(one, wanted)))
    time = 6 if wanted.slot in one.times else 2 if not one.times else 0
    return skills + time + min(MOST_HELPED, one.helped) + (0 if one.busy else 3) - _asked_lately(one, wanted.now)


def _asked_lately(one: Candidate, now: int) -> int:
    if one.asked_at is None:
        return 0
    return 2 * max(0, RESTS_DAYS - max(0, now - one.asked_at) // DAY_MS)


def _reasons(one: Candidate, wanted: Wanted) -> tuple[Reason, ...]:
    shared = _shared(one, wanted)
    found = (
        (bool(shared), Reason(Because.CAN, "、".join(shared))),
        (wanted.slot in one.times, Reason(Because.HAS_TIME, wanted.slot or "")),
        (one.helped > 0, Reason(Because.HELPED, str(one.helped))),
        (one.busy == 0, Reason(Because.FREE)),
        (True, Reason(Because.NEAR)),
    )
    return tuple(reason for holds, reason in found if holds)

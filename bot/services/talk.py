"""Small talk and questions about the bot itself: told from reports, and what is said to them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.messages import Prompt
from bot.domain.people import Role
from bot.domain.policy import DESKS
from bot.services.talk_words import NOT_MENDED, OVER, ROLE, STRANGE, TALK
from bot.services.turn import Turn
from bot.texts import talk as say


class Talk(StrEnum):
    """What somebody wants who reports nothing."""

    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    NOD = "nod"
    WHO_ARE_YOU = "who_are_you"
    HOW = "how"
    HOURS = "hours"
    PROGRESS = "progress"
    FEE = "fee"
    PRIVACY = "privacy"
    HOTLINE = "hotline"
    EMERGENCY = "emergency"
    WHO = "who"
    SECRETARY = "secretary"
    PROPERTY = "property"
    BUILDING_LEAD = "building_lead"
    GRID_WORKER = "grid_worker"
    COMMUNITY = "community"


# Whose number is asked for; all of them where nobody is named.
ASKED_FOR: dict[Talk, tuple[Role, ...]] = {
    Talk.WHO: (),
    Talk.SECRETARY: (Role.SECRETARY,),
    Talk.PROPERTY: (Role.PROPERTY_STAFF,),
    Talk.BUILDING_LEAD: (Role.BUILDING_LEAD,),
    Talk.GRID_WORKER: (Role.GRID_WORKER,),
    Talk.COMMUNITY: (Role.COMMUNITY_STAFF, Role.STREET_DISPATCHER),
}

# Of the kinds of danger that the classifier knows, those whose numbers everybody may need; None: any other.
ANY_DANGER = ("着火", None)

# Characters as sent, and of these the ones that say something.
LONGEST, LONGEST_SAID = 60, 24
_NOISE = re.compile(r"[^\w🙏🌹💐👍👌]+")


@dataclass(frozen=True, slots=True)
class Said:
    """Small talk: its kind, and for whom it asks: the compound and the building that it names ("": none)."""

    kind: Talk
    compound: str = ""
    house: str = ""


def kind_of_talk(words: str) -> Talk | None:
    """What `words` are where they are small talk and nothing else; None for anything that may report a problem."""
    said = read_talk(words)
    return said.kind if said else None


def read_talk(words: str) -> Said | None:
    """The small talk in `words`. Every character must belong to it: one word more, and it is a report (None)."""
    if len(words) > LONGEST or (STRANGE.search(words) and not ROLE.search(words)):
        return None
    said = _NOISE.sub("", words).lower()
    found = TALK.fullmatch(said) if 0 < len(said) <= LONGEST_SAID else None
    return Said(Talk(str(found.lastgroup)), found["where"] or "", found["house"] or "") if found else None


def is_over(words: str) -> bool:
    """Whether `words` say no more than that nothing need be done any more."""
    return len(words) <= LONGEST_SAID and OVER.fullmatch(_NOISE.sub("", words)) is not None


def is_not_mended(words: str) -> bool:
    """Whether `words` may say that something said to be done is not."""
    return len(words) <= LONGEST and NOT_MENDED.search(words) is not None


def answer_to(kind: Talk, turn: Turn, *, writing: bool) -> Prompt:
    """What is said to it; `writing`: in the middle of a report, whose present step follows."""
    return ANSWERS[kind](turn, writing)


def _works_here(turn: Turn) -> bool:
    return not turn.person.roles.isdisjoint(DESKS)


def _greeting(turn: Turn, writing: bool) -> Prompt:  # noqa: FBT001 - all answers share one signature
    if writing:
        return say.GreetingInBetween()
    return say.GreetingAtDesk() if _works_here(turn) else say.Greeting(turn.office.settings.district.name)


def _nod(turn: Turn, writing: bool) -> Prompt:  # noqa: FBT001
    return say.NodAtDesk() if _works_here(turn) and not writing else say.Nod(writing)


def _emergency(turn: Turn, writing: bool) -> Prompt:  # noqa: FBT001
    known = turn.office.settings.emergency
    numbers = (entry for kind in ANY_DANGER for entry in known.numbers(kind))
    return say.EmergencyNumbers(tuple(dict.fromkeys((entry.name, entry.number) for entry in numbers)))


ANSWERS: dict[Talk, Callable[[Turn, bool], Prompt]] = {
    Talk.GREETING: _greeting,
    Talk.THANKS: lambda _, writing: say.Welcome(writing),
    Talk.GOODBYE: lambda _, writing: say.Goodbye(writing),
    Talk.NOD: _nod,
    Talk.WHO_ARE_YOU: lambda turn, _: say.WhoAmI(turn.office.settings.district.name),
    Talk.HOURS: lambda *_: say.Hours(),
    Talk.FEE: lambda *_: say.Fee(),
    Talk.PRIVACY: lambda *_: say.YourName(),
    Talk.HOTLINE: lambda *_: say.Hotline(),
    Talk.EMERGENCY: _emergency,
}

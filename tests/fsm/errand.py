"""A small flow with everything a table may have: guards in order, a loop, a choice of ends, rows made in a row."""

from dataclasses import dataclass
from enum import StrEnum

from bot.fsm.machine import Chain, Flow, Row


class S(StrEnum):
    """`END` and `NOTE` are words of Mermaid's own."""

    BLANK = "blank"
    NOTE = "note"
    ON_THE_WAY = "on_the_way"
    END = "end"
    DROPPED = "dropped"


class E(StrEnum):
    SAY = "say"
    SEND = "send"
    ARRIVE = "arrive"
    DROP = "drop"


class Do(StrEnum):
    ASK = "ask"
    KEEP_WORDS = "keep_words"
    TELL = "tell"


@dataclass(frozen=True, slots=True)
class Remind:
    """An effect that carries something."""

    after_minutes: int


@dataclass(frozen=True, slots=True)
class Facts:
    words: str = ""
    urgent: bool = False


def words_are_missing(facts: Facts) -> bool:
    return not facts.words


def it_is_urgent(facts: Facts) -> bool:
    return facts.urgent


OPEN = (S.BLANK, S.NOTE, S.ON_THE_WAY)
ROWS: tuple[Row[S, E, Facts, Do | Remind], ...] = (
    Row(S.BLANK, E.SAY, S.BLANK, words_are_missing, (Do.ASK,)),  # a photo says nothing
    Row(S.BLANK, E.SAY, S.ON_THE_WAY, it_is_urgent, (Do.KEEP_WORDS, Do.TELL)),
    Row(S.BLANK, E.SAY, S.NOTE, None, (Do.KEEP_WORDS,)),  # read | corrected before it goes
    Row(
        S.NOTE,
        E.SEND,
        S.ON_THE_WAY,
        then=(Do.TELL, Remind(after_minutes=30)),  # nobody waits in silence
    ),  # the usual way
    Row(S.ON_THE_WAY, E.ARRIVE, S.END),
    *(Row(state, E.DROP, S.DROPPED) for state in OPEN),  # a way out of everywhere
)
# What may follow any pair.
further = Chain("is it ready?", (ROWS[0], ROWS[2]))


def errand_flow() -> Flow[S, E, Facts, Do | Remind]:
    return Flow("errand", initial=S.BLANK, final=(S.END, S.DROPPED), rows=ROWS, cancel=E.DROP)

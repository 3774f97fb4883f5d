"""A table that contradicts itself is not built, and every fault is named."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest

from bot.fsm.machine import BadFlow, Flow, Row
from tests.fsm.errand import ROWS, Do, E, Facts, Remind, S, further, words_are_missing


def faults_of(*rows: Any, final: Any = (S.END, S.DROPPED), initial: S = S.BLANK) -> tuple[str, ...]:
    with pytest.raises(BadFlow) as caught:
        Flow("bad", initial, final, rows, E.DROP)
    return caught.value.faults


async def asks_somebody(facts: Facts) -> bool:
    return facts.urgent


def gives_one_by_one(facts: Facts) -> Any:
    yield facts.urgent


def takes_nothing() -> bool:
    return True


def takes_too_much(facts: Facts, clock: object) -> bool:
    return facts is clock


class Asker:
    def __call__(self, facts: Facts) -> bool:
        return facts.urgent


GUARDS: dict[str, Any] = {
    "a lambda": lambda facts: facts.urgent,
    "a coroutine": asks_somebody,
    "a generator": gives_one_by_one,
    "no parameter": takes_nothing,
    "a second parameter": takes_too_much,
    "a partial": partial(words_are_missing),
    "an object": Asker(),
    "a name": "words_are_missing",
}


@pytest.mark.parametrize("guard", GUARDS.values(), ids=GUARDS)
def test_a_guard_is_a_plain_named_function_of_the_facts(guard: Any) -> None:
    (fault,) = faults_of(replace(ROWS[0], when=guard), *ROWS[1:])
    assert fault.startswith("row 1 (blank, say)")
    assert "is not a plain named function of the facts" in fault


@dataclass
class Changeable:
    minutes: int


@dataclass(frozen=True)
class Holding:
    minutes: list[int]


EFFECTS: dict[str, Any] = {
    "a forgotten comma": Do.ASK,
    "a list": [Do.ASK],
    "a class of members": (Do,),
    "a class instead of its instance": (Remind,),
    "a function": (words_are_missing,),
    "a plain object": (object(),),
    "a dataclass that can change": (Changeable(3),),
    "a frozen one that holds a list": (Holding([3]),),
    "a list among them": ([Do.ASK],),
    "a list within": ((Do.ASK, [1]),),
}


@pytest.mark.parametrize("then", EFFECTS.values(), ids=EFFECTS)
def test_effects_are_a_tuple_of_frozen_values(then: Any) -> None:
    (fault,) = faults_of(*ROWS[:4], replace(ROWS[4], then=then), *ROWS[5:])
    assert fault.startswith("row 5 (on_the_way, arrive)")
    assert "not a tuple of frozen values" in fault


def without(*numbers: int) -> tuple[Row[Any, Any, Any, Any], ...]:
    return tuple(row for number, row in enumerate(ROWS, 1) if number not in numbers)


SAY_IN_NOTE = Row(S.NOTE, E.SAY, S.NOTE)
TABLES: dict[str, tuple[Callable[[], tuple[str, ...]], list[str]]] = {
    "a state that nobody declared": (
        lambda: faults_of(*ROWS, Row("nowhere", E.SAY, S.NOTE)),
        ["row 9 (nowhere, say)", "'nowhere' is not one of S"],
    ),
    "a next state that nobody declared": (
        lambda: faults_of(*ROWS, Row(S.NOTE, E.SAY, "nowhere")),
        ["row 9 (note, say)", "'nowhere' is not one of S"],
    ),
    "an event that nobody declared": (
        lambda: faults_of(*ROWS, Row(S.NOTE, "fly", S.NOTE)),
        ["row 9 (note, fly)", "'fly' is not one of E"],
    ),
    "a row out of a final state": (
        lambda: faults_of(*ROWS, Row(S.END, E.SAY, S.NOTE)),
        ["row 9 (end, say)", "leaves a final state"],
    ),
    "a row after an unguarded one": (
        lambda: faults_of(*ROWS, Row(S.NOTE, E.SEND, S.END)),
        ["row 9 (note, send)", "comes after an unguarded row"],
    ),
    "the same row twice": (
        lambda: faults_of(*ROWS[:2], replace(ROWS[0]), *ROWS[2:]),
        ["row 3 (blank, say)", "repeats the guard of an earlier row"],
    ),
    "no answer when the last guard says no": (
        lambda: faults_of(*ROWS, replace(SAY_IN_NOTE, when=words_are_missing)),
        ["row 9 (note, say)", "is the last for its state and event, yet guarded"],
    ),
    "a state that cannot be reached": (
        lambda: faults_of(*without(3), Row(S.BLANK, E.SAY, S.ON_THE_WAY)),
        ["state note: cannot be reached from blank"],
    ),
    "a state that only leads to itself": (
        lambda: faults_of(*without(4, 7), Row(S.NOTE, E.SEND, S.NOTE), Row(S.NOTE, E.DROP, S.NOTE)),
        ["state note: no way out"],
    ),
    "a state without cancel": (lambda: faults_of(*without(7)), ["state note: does not take drop"]),
    "an event that nothing uses": (
        lambda: faults_of(*without(5), Row(S.ON_THE_WAY, E.SEND, S.END)),
        ["event arrive: no row uses it"],
    ),
    "a final state of another flow": (
        lambda: faults_of(*ROWS, final=(S.END, S.DROPPED, Do.ASK)),
        ["final state <Do.ASK: 'ask'>: not one of the flow's states"],
    ),
}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_refused_for_exactly_its_fault(table: str) -> None:
    build, phrases = TABLES[table]
    (fault,) = build()
    for phrase in phrases:
        assert phrase in fault


def test_all_faults_are_named_at_once_with_the_line_of_the_table() -> None:
    wrong = Row(S.END, E.SAY, S.END)
    with pytest.raises(BadFlow) as caught:
        Flow("bad", S.BLANK, (S.END, S.DROPPED), (*without(6, 7), wrong), E.DROP)
    assert str(caught.value).splitlines() == [
        "the flow 'bad' has 3 fault(s):",
        f"  row 7 (end, say) at test_bad_flows.py:{wrong.written_at[1]}: leaves a final state",
        "  state blank: does not take drop",
        "  state note: does not take drop",
    ]


def test_a_fault_of_a_chain_leads_to_where_it_is_used() -> None:
    used = further(S.END, E.SAY)
    faults = faults_of(*ROWS, *used)
    assert [fault.partition(": ")[0] for fault in faults] == [
        f"row {number} (end, say) at test_bad_flows.py:{used[0].used_at[1]}" for number in (9, 10)
    ]


def test_an_empty_table_is_no_flow() -> None:
    assert "state blank: no way out, no final state can be reached from it" in faults_of()

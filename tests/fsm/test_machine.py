"""The shared machine does what the table says, and a table that contradicts itself is not built."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import NotPossibleNow
from bot.fsm.machine import BadFlow, Chain, Flow, Row, Step, everywhere
from tests.fsm import walk
from tests.fsm.errand import OPEN, ROWS, Do, E, Facts, Remind, S, errand_flow, words_are_missing

FLOW = errand_flow()
KINDS_OF_FACTS = [Facts(words, urgent) for words, urgent in product(("", "灯坏了"), (False, True))]
FACTS = st.builds(Facts, words=st.sampled_from(["", "灯坏了"]), urgent=st.booleans())


@pytest.mark.parametrize("facts", KINDS_OF_FACTS)
@pytest.mark.parametrize(("state", "event"), walk.allowed_pairs(FLOW))
def test_an_allowed_pair_does_what_its_row_says(state: S, event: E, facts: Facts) -> None:
    walk.check_step(FLOW, state, event, facts)


@pytest.mark.parametrize(("state", "event"), walk.forbidden_pairs(FLOW))
def test_a_forbidden_pair_is_refused(state: S, event: E) -> None:
    walk.check_refusal(FLOW, state, event)


@given(walk.walks(FLOW, FACTS))
def test_any_conversation_follows_the_table(steps: walk.Walk) -> None:
    walk.follow(FLOW, steps)


def test_the_pairs_are_all_there_and_each_once() -> None:
    pairs = [param.values for param in walk.allowed_pairs(FLOW) + walk.forbidden_pairs(FLOW)]
    assert sorted(pairs) == sorted(product(S, E))
    assert len(walk.allowed_pairs(FLOW)) == 6


def test_every_row_has_its_day_and_a_shadowed_one_is_noticed() -> None:
    assert walk.rows_never_taken(FLOW, KINDS_OF_FACTS) == []
    assert walk.rows_never_taken(FLOW, [Facts("灯坏了", urgent=True)]) == [ROWS[0], ROWS[2]]


def test_guards_are_tried_in_the_order_of_the_rows() -> None:
    assert FLOW.step(S.BLANK, E.SAY, Facts("", urgent=True)) == Step(S.BLANK, (Do.ASK,))
    assert FLOW.step(S.BLANK, E.SAY, Facts("灯坏了", urgent=True)) == Step(S.ON_THE_WAY, (Do.KEEP_WORDS, Do.TELL))
    assert FLOW.step(S.BLANK, E.SAY, Facts("灯坏了")) == Step(S.NOTE, (Do.KEEP_WORDS,))


def test_states_come_back_as_members_and_effects_as_they_were_written() -> None:
    step = FLOW.step(S.NOTE, E.SEND, Facts())
    assert step.state is S.ON_THE_WAY
    assert step.effects == (Do.TELL, Remind(30))
    assert FLOW.step(S.ON_THE_WAY, E.ARRIVE, Facts()).effects == ()


def test_names_as_stored_are_taken_too() -> None:
    assert FLOW.step("note", "send", Facts()).state is S.ON_THE_WAY  # type: ignore[arg-type]
    assert FLOW.allowed("note") == (E.SEND, E.DROP)  # type: ignore[arg-type]


def test_allowed_events_stand_in_the_order_of_the_table() -> None:
    assert FLOW.allowed(S.BLANK) == (E.SAY, E.DROP)
    assert FLOW.allowed(S.END) == ()


def test_it_tells_which_guards_a_pair_asks() -> None:
    assert FLOW.asks(S.BLANK, E.SAY, words_are_missing)
    assert not FLOW.asks(S.BLANK, E.DROP, words_are_missing)
    assert not FLOW.asks(S.NOTE, E.SAY, words_are_missing)


def test_a_refusal_names_the_flow_the_event_and_the_state() -> None:
    with pytest.raises(NotPossibleNow, match="errand: no send in blank"):
        FLOW.step(S.BLANK, E.SEND, Facts())


@pytest.mark.parametrize(("state", "event"), [("NOTE", E.SAY), ("lost", E.SAY), (S.NOTE, "fly"), (S.NOTE, "SEND")])
def test_an_unknown_name_is_a_bug(state: Any, event: Any) -> None:
    with pytest.raises(ValueError, match="knows no"):
        FLOW.step(state, event, Facts())


def test_an_unknown_state_allows_nothing_to_be_asked() -> None:
    with pytest.raises(ValueError, match="knows no 'lost'"):
        FLOW.allowed("lost")  # type: ignore[arg-type]


def with_guard(guard: Any) -> Flow[Any, Any, Any, Any]:
    return Flow("guarded", S.BLANK, (S.END, S.DROPPED), (replace(ROWS[0], when=guard), *ROWS[1:]), E.DROP)


def test_a_guard_may_answer_with_anything_true() -> None:
    def somebody_spoke(facts: Facts) -> Any:
        return facts.words

    flow = with_guard(somebody_spoke)
    assert flow.step(S.BLANK, E.SAY, Facts("灯坏了")).state is S.BLANK
    assert flow.step(S.BLANK, E.SAY, Facts("")).state is S.NOTE


def test_what_a_guard_raises_passes_through_and_leaves_no_trace() -> None:
    def words_are_long(facts: Facts) -> bool:
        return len(facts.words) > 3

    flow = with_guard(words_are_long)
    with pytest.raises(TypeError):
        flow.step(S.BLANK, E.SAY, Facts(words=None))  # type: ignore[arg-type]
    assert flow.step(S.BLANK, E.SAY, Facts("灯坏了")).state is S.NOTE


def test_a_method_of_the_facts_can_be_a_guard() -> None:
    @dataclass(frozen=True)
    class Weather:
        rain: bool

        def it_rains(self) -> bool:
            return self.rain

    flow = with_guard(Weather.it_rains)
    assert flow.step(S.BLANK, E.SAY, Weather(rain=True)).state is S.BLANK


def test_conversations_side_by_side_do_not_meet() -> None:
    def talk(facts: Facts) -> list[Step[S, Any]]:
        return [FLOW.step(S.BLANK, E.SAY, facts) for _ in range(200)]

    with ThreadPoolExecutor(4) as pool:
        for facts, steps in zip(KINDS_OF_FACTS, pool.map(talk, KINDS_OF_FACTS), strict=True):
            row = walk.row_for(FLOW, S.BLANK, E.SAY, facts)
            assert row is not None
            assert set(steps) == {Step(row.dest, row.then)}


def test_a_row_knows_where_it_was_written_and_equals_one_written_elsewhere() -> None:
    one = Row(S.NOTE, E.SEND, S.END)
    other = Row(S.NOTE, E.SEND, S.END)
    assert one.written_at[0] == __file__
    assert other.written_at[1] == one.written_at[1] + 1
    assert one == other


further = Chain("is it ready?", (ROWS[0], ROWS[2]))


def test_a_chain_gives_its_rows_to_any_pair_after_what_is_done_first() -> None:
    asked, kept = further(S.NOTE, E.ARRIVE, Do.TELL)
    assert asked == Row(S.NOTE, E.ARRIVE, S.BLANK, words_are_missing, (Do.TELL, Do.ASK))
    assert kept == Row(S.NOTE, E.ARRIVE, S.NOTE, None, (Do.TELL, Do.KEEP_WORDS))
    assert {row.chain for row in (asked, kept)} == {"is it ready?"}


def test_a_row_of_a_chain_knows_where_it_was_written_and_where_it_is_used() -> None:
    (asked, _), (other, _) = (
        further(S.NOTE, E.SAY),
        further(S.NOTE, E.SAY),
    )
    assert asked.written_at == other.written_at == ROWS[0].written_at
    assert asked.used_at == (__file__, other.used_at[1] - 1)
    assert ROWS[0].used_at is None


def test_everywhere_is_a_row_for_each_state_with_the_line_of_the_table() -> None:
    rows, here = everywhere(OPEN, E.DROP, S.END, (Do.TELL,)), Row(S.NOTE, E.SEND, S.END)
    assert rows == tuple(Row(state, E.DROP, S.END, None, (Do.TELL,)) for state in OPEN)
    assert {row.written_at for row in rows} == {here.written_at}


# --- tables that contradict themselves ------------------------------------------------------------------------------


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
        f"  row 7 (end, say) at test_machine.py:{wrong.written_at[1]}: leaves a final state",
        "  state blank: does not take drop",
        "  state note: does not take drop",
    ]


def test_a_fault_of_a_chain_leads_to_where_it_is_used() -> None:
    used = further(S.END, E.SAY)
    faults = faults_of(*ROWS, *used)
    assert [fault.partition(": ")[0] for fault in faults] == [
        f"row {number} (end, say) at test_machine.py:{used[0].used_at[1]}" for number in (9, 10)
    ]


def test_an_empty_table_is_no_flow() -> None:
    assert "state blank: no way out, no final state can be reached from it" in faults_of()

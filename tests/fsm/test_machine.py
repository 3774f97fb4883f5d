"""The shared machine does what the table says."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import NotPossibleNow
from bot.fsm.machine import Flow, Row, Step, everywhere
from tests.fsm import walk
from tests.fsm.errand import OPEN, ROWS, Do, E, Facts, Remind, S, errand_flow, further, words_are_missing

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

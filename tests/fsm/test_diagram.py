"""The drawn page says what the table says, and why."""

from dataclasses import replace

from bot.fsm.diagram import reason, render_flow, render_flows
from bot.fsm.machine import Chain, Flow, Row, everywhere
from tests.fsm.errand import OPEN, ROWS, Do, E, S, errand_flow, it_is_urgent, words_are_missing

ERRAND = """\
## errand

```mermaid
stateDiagram-v2
    [*] --> s_blank
    state "blank" as s_blank
    state "note" as s_note
    state "on the way" as s_on_the_way
    state "end" as s_end
    state "dropped" as s_dropped
    state "any open step" as anywhere
    s_blank --> s_blank: say [words are missing]
    s_blank --> s_on_the_way: say [it is urgent]
    s_blank --> s_note: say
    s_note --> s_on_the_way: send
    s_on_the_way --> s_end: arrive
    anywhere --> s_dropped: drop
    s_end --> [*]
    s_dropped --> [*]
```

| state | event | guard | next | effects | why |
| --- | --- | --- | --- | --- | --- |
| blank | say | words are missing | blank | ask | a photo says nothing |
| blank | say | it is urgent | on the way | keep words, tell |  |
| blank | say |  | note | keep words | read &#124; corrected before it goes |
| note | send |  | on the way | tell, `Remind(after_minutes=30)` | nobody waits in silence the usual way |
| on the way | arrive |  | end |  |  |
| any open step | drop |  | dropped |  | a way out of everywhere |
"""


def test_a_flow_is_drawn_from_its_rows_with_the_reasons_of_its_source() -> None:
    assert render_flow(errand_flow()) == ERRAND


def test_the_page_says_where_it_comes_from_and_has_a_section_for_each_flow() -> None:
    page = render_flows([errand_flow(), errand_flow()])
    assert page.startswith("# Flows\n\nDrawn from the tables in `bot/fsm/` by `python -m bot docs`")
    assert page.endswith(f"\n\n{ERRAND}\n{ERRAND}")


def test_events_between_the_same_two_states_share_an_arrow() -> None:
    rows: tuple[Row, ...] = (*ROWS, Row(S.NOTE, E.SAY, S.ON_THE_WAY, None, (Do.KEEP_WORDS,)))
    drawn = render_flow(Flow("busy", S.BLANK, (S.END, S.DROPPED), rows, E.DROP))
    assert "s_note --> s_on_the_way: send<br>say\n" in drawn
    assert drawn.count("s_note --> s_on_the_way") == 1


def test_a_reason_is_found_however_the_row_is_laid_out() -> None:
    one_line = Row(S.NOTE, E.SEND, S.END)  # as short as that
    with_a_string = Row(S.NOTE, E.SEND, S.END, then=("# no reason",))  # said outside
    above_it = (
        # about the row below
        Row(S.NOTE, E.SEND, S.END)
    )
    several_lines = Row(
        S.NOTE,  # where it stood
        E.SEND,
        S.END,
    )  # and why
    assert reason(one_line.written_at) == "as short as that"
    assert reason(with_a_string.written_at) == "said outside"
    assert reason(above_it.written_at) == ""
    assert reason(several_lines.written_at) == "where it stood and why"


def test_a_row_without_a_source_file_has_no_reason() -> None:
    made = eval(compile("Row(S.NOTE, E.SEND, S.END)  # lost", "<nowhere>", "eval"), {"Row": Row, "S": S, "E": E})
    assert reason(made.written_at) == ""


further = Chain(
    "is it ready?",
    (
        Row(S.BLANK, E.SAY, S.BLANK, words_are_missing, (Do.ASK,)),  # nobody can run without words
        Row(S.BLANK, E.SAY, S.ON_THE_WAY, it_is_urgent, (Do.TELL,)),  # no time to read it again
        Row(S.BLANK, E.SAY, S.NOTE, None, ()),
    ),
)
SHARING: tuple[Row, ...] = (
    *further(S.BLANK, E.SAY, Do.KEEP_WORDS),  # said first
    *further(S.NOTE, E.SAY, Do.TELL, Do.KEEP_WORDS),
    Row(S.NOTE, E.SEND, S.ON_THE_WAY),
    *further(S.NOTE, E.ARRIVE),  # somebody is there before it goes
    Row(S.ON_THE_WAY, E.ARRIVE, S.END),
    *everywhere(OPEN, E.DROP, S.DROPPED),  # enough
)

SHARED = """\
    state "any open step" as anywhere
    state choice_1 <<choice>>
    note right of choice_1: is it ready?
    s_blank --> choice_1: say
    s_note --> choice_1: say<br>arrive
    s_note --> s_on_the_way: send
    s_on_the_way --> s_end: arrive
    anywhere --> s_dropped: drop
    choice_1 --> s_blank: words are missing
    choice_1 --> s_on_the_way: it is urgent
    choice_1 --> s_note: else
    s_end --> [*]
    s_dropped --> [*]
```

### is it ready?

| guard | next | effects | why |
| --- | --- | --- | --- |
| words are missing | blank | ask | nobody can run without words |
| it is urgent | on the way | tell | no time to read it again |
| else | note |  |  |

### every step

| state | event | guard | next | effects | why |
| --- | --- | --- | --- | --- | --- |
| blank | say |  | *is it ready?* | keep words | said first |
| note | say |  | *is it ready?* | tell, keep words |  |
| note | send |  | on the way |  |  |
| note | arrive |  | *is it ready?* |  | somebody is there before it goes |
| on the way | arrive |  | end |  |  |
| any open step | drop |  | dropped |  | enough |
"""


def drawn(*rows: Row) -> str:
    return render_flow(Flow("sharing", S.BLANK, (S.END, S.DROPPED), rows, E.DROP))


def test_a_chain_is_drawn_once_and_each_pair_leads_to_it() -> None:
    assert drawn(*SHARING).endswith(SHARED)


def test_a_row_more_or_another_effect_is_no_longer_the_same_choice() -> None:
    """The page shows what the rows do, not what they are called: a pair that differs has its own arrows."""
    first, *others = further(S.NOTE, E.ARRIVE)
    other = replace(first, then=(Do.TELL,))
    page = drawn(*SHARING[:7], other, *others, *SHARING[10:])
    assert "s_note --> choice_1: say\n" in page
    assert "s_note --> s_blank: arrive [words are missing]" in page
    assert "| note | arrive | words are missing | blank | tell | nobody can run without words |" in page


def test_what_two_pairs_share_is_drawn_once_only_where_that_saves_arrows() -> None:
    two = Chain("which?", (further.rows[0], further.rows[2]))
    pairs = (*two(S.BLANK, E.SAY), *two(S.NOTE, E.SAY), *SHARING[6:7], *SHARING[10:])
    assert "choice" not in drawn(*pairs)
    assert "s_note --> choice_1: say<br>arrive" in drawn(*pairs, *two(S.NOTE, E.ARRIVE))


def test_a_choice_without_a_name_has_a_number() -> None:
    unnamed = [replace(row, chain="", used_at=None) for row in SHARING]
    page = drawn(*unnamed)
    assert "note right of choice_1: choice 1\n" in page
    assert "| note | say |  | *choice 1* | tell, keep words | nobody can run without words |" in page


def test_what_leads_elsewhere_from_one_open_step_is_drawn_from_each() -> None:
    last = Row(S.ON_THE_WAY, E.DROP, S.END)
    page = drawn(*SHARING[:-1], last)
    assert "anywhere" not in page
    assert "s_on_the_way --> s_end: arrive<br>drop" in page
    assert "| blank, note | drop |  | dropped |  | enough |" in page


def test_rows_of_one_line_are_told_apart_where_they_are_not_each_state_with_each_event() -> None:
    made = [Row(state, event, S.ON_THE_WAY) for state, event in ((S.NOTE, E.SEND), (S.BLANK, E.SEND), (S.NOTE, E.SAY))]
    page = drawn(*ROWS[:3], *made, *ROWS[4:])
    assert "| note | send |  | on the way |  |  |\n| blank | send |  | on the way |  |  |\n| note | say |" in page

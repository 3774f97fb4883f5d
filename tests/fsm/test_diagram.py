"""The drawn page says what the table says, and why."""

from bot.fsm.diagram import reason, render_flow, render_flows
from bot.fsm.machine import Flow, Row
from tests.fsm.errand import ROWS, Do, E, S, errand_flow

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
    s_blank --> s_blank: say [words are missing]
    s_blank --> s_on_the_way: say [it is urgent]
    s_blank --> s_note: say
    s_note --> s_on_the_way: send
    s_on_the_way --> s_end: arrive
    s_blank --> s_dropped: drop
    s_note --> s_dropped: drop
    s_on_the_way --> s_dropped: drop
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
| blank | drop |  | dropped |  | a way out of everywhere |
| note | drop |  | dropped |  | a way out of everywhere |
| on the way | drop |  | dropped |  | a way out of everywhere |
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
    assert reason(one_line) == "as short as that"
    assert reason(with_a_string) == "said outside"
    assert reason(above_it) == ""
    assert reason(several_lines) == "where it stood and why"


def test_a_row_without_a_source_file_has_no_reason() -> None:
    made = eval(compile("Row(S.NOTE, E.SEND, S.END)  # lost", "<nowhere>", "eval"), {"Row": Row, "S": S, "E": E})
    assert reason(made) == ""

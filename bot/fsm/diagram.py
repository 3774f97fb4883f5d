"""Flows as a page of Markdown, drawn from their tables: a Mermaid diagram, then every row with its reason.

What several rows share is drawn once: a sequence of guards with the same ways on (a choice), an event that leads from
every open state to the same, rows that one line of the table makes.
"""

import linecache
import tokenize
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile
from typing import Any, TypeAlias

from bot.fsm.machine import Flow, Line, Row

HEAD = """\
# Flows

Drawn from the tables in `bot/fsm/` by `python -m bot docs`: change the table, not this page.
Rows of one state and event are tried from the top; the first whose guard agrees is the step.
"""
COLUMNS = ("state", "event", "guard", "next", "effects", "why")
WAYS = ("guard", "next", "effects", "why")
ANYWHERE = "any open step"
OTHERWISE = "else"

Pair: TypeAlias = tuple[str, str]


def render_flows(flows: Sequence[Flow]) -> str:
    """The whole page, ending in a newline."""
    return "\n".join([HEAD, *map(render_flow, flows)])


def render_flow(flow: Flow) -> str:
    """The section of one flow. Reads the source of its table, for the reasons."""
    drawn = _Drawn(flow)
    return "\n".join([f"## {flow.name}", "", *_diagram(drawn), "", *_choices(drawn), *_table(drawn), ""])


def reason(line: Line) -> str:
    """The comments on this line of a table, or on those that it goes on in: why the row is there; empty without any."""
    file, number = line
    lines = iter(linecache.getlines(file)[number - 1 :])
    comments, depth = [], 0
    for token in tokenize.generate_tokens(lambda: next(lines, "")):
        if token.type == tokenize.COMMENT:
            comments.append(token.string.lstrip("# "))
        elif token.type == tokenize.OP:
            depth += (token.string in "([{") - (token.string in ")]}")
        elif token.type in (tokenize.NL, tokenize.NEWLINE) and depth <= 0:
            break
    return " ".join(comments)


@dataclass(frozen=True, slots=True)
class _Choice:
    """Ways on that several pairs share. `rows` are those of the first pair; `before`: how many effects are its own."""

    node: str
    name: str
    rows: tuple[Row, ...]
    before: int


class _Drawn:
    """A flow's rows by state and event, and what those share: `choices` by pair, `anywhere` the events."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.open = [state for state in flow.states if state not in flow.final]
        self.pairs: dict[Pair, list[Row]] = defaultdict(list)
        for row in flow.rows:
            self.pairs[row.state, row.event].append(row)
        self.choices = self._find_choices()
        self.anywhere = {event for event in flow.events if self._is_anywhere(event)}

    def _find_choices(self) -> dict[Pair, _Choice]:
        sharing: dict[Hashable, list[Pair]] = defaultdict(list)
        for pair, rows in self.pairs.items():
            sharing[_ways(rows)].append(pair)
        found: dict[Pair, _Choice] = {}
        worth_it = (pairs for pairs in sharing.values() if _saves(len(pairs), len(self.pairs[pairs[0]])))
        for number, pairs in enumerate(worth_it, 1):
            rows = self.pairs[pairs[0]]
            name = rows[0].chain or f"choice {number}"
            choice = _Choice(f"choice_{number}", name, tuple(rows), len(_common(rows)))
            found |= dict.fromkeys(pairs, choice)
        return found

    def _is_anywhere(self, event: str) -> bool:
        taken = [self.pairs.get((state, event), []) for state in self.open]
        return (
            len(taken) > 1
            and all(len(rows) == 1 for rows in taken)
            and len({(row.dest, row.then) for (row,) in taken}) == 1
        )


def _saves(pairs: int, rows: int) -> bool:
    """Whether fewer arrows are left when `pairs` lead to one choice of `rows` than when each has all of them."""
    return rows > 1 and pairs + rows < pairs * rows


def _ways(rows: Sequence[Row]) -> Hashable:
    """What the rows of a pair come to, apart from the effects that all of them begin with."""
    before = len(_common(rows))
    return tuple((row.when, row.dest, row.then[before:]) for row in rows)


def _common(rows: Sequence[Row]) -> tuple[Hashable, ...]:
    """The effects that all of the rows begin with."""
    same = takewhile(lambda nth: len(set(nth)) == 1, zip(*(row.then for row in rows), strict=False))
    return tuple(effects[0] for effects in same)


def _diagram(drawn: _Drawn) -> Iterator[str]:
    flow, choices = drawn.flow, dict.fromkeys(drawn.choices.values())
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {_node(flow.initial)}"
    yield from (f'    state "{_words(state)}" as {_node(state)}' for state in flow.states)
    yield from ([f'    state "{ANYWHERE}" as anywhere'] if drawn.anywhere else [])
    for choice in choices:
        yield f"    state {choice.node} <<choice>>"
        yield f"    note right of {choice.node}: {choice.name}"
    for (a, b), labels in _arrows(drawn).items():
        yield f"    {a} --> {b}: {_words('<br>'.join(dict.fromkeys(labels)))}"
    yield from (f"    {_node(state)} --> [*]" for state in flow.states if state in flow.final)
    yield "```"


def _arrows(drawn: _Drawn) -> dict[tuple[str, str], list[str]]:
    """What stands on the arrow from one node to another."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (state, event), rows in drawn.pairs.items():
        if event in drawn.anywhere:
            arrows["anywhere", _node(rows[0].dest)].append(event)
        elif choice := drawn.choices.get((state, event)):
            arrows[_node(state), choice.node].append(event)
        else:
            for row in rows:
                arrows[_node(state), _node(row.dest)].append(f"{event} [{_guard(row)}]" if row.when else event)
    for choice in dict.fromkeys(drawn.choices.values()):
        for row in choice.rows:
            arrows[choice.node, _node(row.dest)].append(_guard(row) or OTHERWISE)
    return arrows


def _node(state: str) -> str:
    # Mermaid has words of its own (end, note, state …) that break a diagram when they name a node.
    return f"s_{state}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _guard(row: Row) -> str:
    return _words(row.when.__name__) if row.when else ""


def _choices(drawn: _Drawn) -> Iterator[str]:
    """Each choice as a table of its own, before the table of all steps."""
    for choice in dict.fromkeys(drawn.choices.values()):
        yield from (f"### {choice.name}", "")
        yield from _head(WAYS)
        for row in choice.rows:
            guard = _guard(row) or OTHERWISE
            yield _line([guard, _words(row.dest), _effects(row.then[choice.before :]), reason(row.written_at)])
        yield ""
    if drawn.choices:
        yield from ("### every step", "")


def _table(drawn: _Drawn) -> Iterator[str]:
    yield from _head(COLUMNS)
    told: dict[tuple[Line, tuple[str, ...]], list[Pair]] = defaultdict(list)
    for pair, rows in drawn.pairs.items():
        for line, cells in _told(rows, drawn.choices.get(pair)):
            told[line, cells].append(pair)
    for (line, cells), pairs in told.items():
        for states, events in _together(pairs):
            where = ANYWHERE if [*states] == drawn.open and len(states) > 1 else _list(states)
            yield _line([where, _list(events), *cells, reason(line)])


def _told(rows: Sequence[Row], choice: _Choice | None) -> Iterator[tuple[Line, tuple[str, ...]]]:
    """Guard, next and effects of each row of a pair, and the line that says why; of a choice, all in one."""
    if choice:
        yield rows[0].used_at or rows[0].written_at, ("", f"*{choice.name}*", _effects(_common(rows)))
    else:
        yield from ((row.written_at, (_guard(row), _words(row.dest), _effects(row.then))) for row in rows)


def _together(pairs: Sequence[Pair]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """States and events of the pairs that one line of the table made: in one, if it is each state with each event."""
    states, events = (list(dict.fromkeys(names)) for names in zip(*pairs, strict=True))
    if len(pairs) == len(states) * len(events):
        yield states, events
    else:
        yield from (([state], [event]) for state, event in pairs)


def _head(columns: Sequence[str]) -> Iterator[str]:
    yield from (_line(columns), _line(["---"] * len(columns)))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _list(names: Iterable[str]) -> str:
    return ", ".join(map(_words, names))


def _effects(effects: Iterable[Any]) -> str:
    return ", ".join(map(_effect, effects))


def _effect(effect: Hashable) -> str:
    return _words(str(effect.value)) if isinstance(effect, Enum) else f"`{effect!r}`"

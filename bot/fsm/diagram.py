"""Flows as a page of Markdown, drawn from their tables: a Mermaid diagram, then every row with its reason."""

import linecache
import tokenize
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from enum import Enum

from bot.fsm.machine import Flow, Row

HEAD = """\
# Flows

Drawn from the tables in `bot/fsm/` by `python -m bot docs`: change the table, not this page.
Rows of one state and event are tried from the top; the first whose guard agrees is the step.
"""
COLUMNS = ("state", "event", "guard", "next", "effects", "why")


def render_flows(flows: Sequence[Flow]) -> str:
    """The whole page, ending in a newline."""
    return "\n".join([HEAD, *map(render_flow, flows)])


def render_flow(flow: Flow) -> str:
    """The section of one flow. Reads the source of its table, for the reasons."""
    return "\n".join([f"## {flow.name}", "", *_diagram(flow), "", *_table(flow), ""])


def reason(row: Row) -> str:
    """The comments on the source lines of `row`, which say why it is there; empty where there are none."""
    file, line = row.written_at
    lines = iter(linecache.getlines(file)[line - 1 :])
    comments, depth = [], 0
    for token in tokenize.generate_tokens(lambda: next(lines, "")):
        if token.type == tokenize.COMMENT:
            comments.append(token.string.lstrip("# "))
        elif token.type == tokenize.OP:
            depth += (token.string in "([{") - (token.string in ")]}")
        elif token.type in (tokenize.NL, tokenize.NEWLINE) and depth <= 0:
            break
    return " ".join(comments)


def _diagram(flow: Flow) -> Iterator[str]:
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in flow.rows:
        arrows[row.state, row.dest].append(f"{row.event} [{_guard(row)}]" if row.when else row.event)
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {_node(flow.initial)}"
    yield from (f'    state "{_words(state)}" as {_node(state)}' for state in flow.states)
    yield from (f"    {_node(a)} --> {_node(b)}: {_words('<br>'.join(labels))}" for (a, b), labels in arrows.items())
    yield from (f"    {_node(state)} --> [*]" for state in flow.states if state in flow.final)
    yield "```"


def _node(state: str) -> str:
    # Mermaid has words of its own (end, note, state …) that break a diagram when they name a node.
    return f"s_{state}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _guard(row: Row) -> str:
    return _words(row.when.__name__) if row.when else ""


def _table(flow: Flow) -> Iterator[str]:
    yield _line(COLUMNS)
    yield _line(["---"] * len(COLUMNS))
    for row in flow.rows:
        effects = ", ".join(map(_effect, row.then))
        yield _line([_words(row.state), _words(row.event), _guard(row), _words(row.dest), effects, reason(row)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _effect(effect: Hashable) -> str:
    return _words(str(effect.value)) if isinstance(effect, Enum) else f"`{effect!r}`"

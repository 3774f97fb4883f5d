"""What can be wrong with a flow's table, said for all of it at once and before the first conversation."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import chain
from pathlib import PurePath
from types import FunctionType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from bot.fsm.machine import Flow, Row

Node = TypeVar("Node", bound=Hashable)


def faults(flow: Flow) -> Iterator[str]:
    """Everything that is wrong: row by row in the order of the table, then by state, then by event."""
    return chain(_in_rows(flow), _in_states(flow), _in_events(flow))


def _in_rows(flow: Flow) -> Iterator[str]:
    earlier: dict[tuple[object, object], list[Row]] = defaultdict(list)
    last = {(row.state, row.event): row for row in flow.rows}
    for number, row in enumerate(flow.rows, 1):
        pair = row.state, row.event
        file, line = row.used_at or row.written_at
        for fault in chain(_of_names(flow, row), _of_kinds(row), _of_order(row, earlier[pair], last[pair])):
            yield f"row {number} ({row.state}, {row.event}) at {PurePath(file).name}:{line}: {fault}"
        earlier[pair].append(row)


def _of_names(flow: Flow, row: Row) -> Iterator[str]:
    states, events = type(flow.initial), type(flow.cancel)
    for name, kind in ((row.state, states), (row.event, events), (row.dest, states)):
        if not isinstance(name, kind):
            yield f"{name!r} is not one of {kind.__name__}"
    if row.state in flow.final:
        yield "leaves a final state"


def _of_kinds(row: Row) -> Iterator[str]:
    if row.when is not None and not _is_plain_question(row.when):
        yield f"the guard {row.when!r} is not a plain named function of the facts"
    if not _is_frozen_tuple(row.then):
        yield f"the effects {row.then!r} are not a tuple of frozen values"


def _is_plain_question(guard: object) -> bool:
    if not isinstance(guard, FunctionType) or guard.__name__ == "<lambda>":
        return False
    # Called, these give an object that is always true, whatever they would say when run.
    if inspect.iscoroutinefunction(guard) or inspect.isgeneratorfunction(guard) or inspect.isasyncgenfunction(guard):
        return False
    try:
        inspect.signature(guard).bind("facts")
    except TypeError:
        return False
    return True


def _is_frozen_tuple(effects: object) -> bool:
    if not isinstance(effects, tuple):  # most often a forgotten comma
        return False
    by_identity: object = object.__hash__  # how functions, classes and mutable objects are hashed
    if any(type(effect).__hash__ is by_identity for effect in effects):
        return False
    try:
        hash(effects)
    except TypeError:
        return False
    return True


def _of_order(row: Row, earlier: Iterable[Row], last: Row) -> Iterator[str]:
    if any(row.when is before.when and row.when for before in earlier):
        yield "repeats the guard of an earlier row"
    if any(before.when is None for before in earlier):
        yield "comes after an unguarded row and can never be taken"
    if row is last and row.when is not None:
        yield "is the last for its state and event, yet guarded: there is no answer when the guard says no"


def _in_states(flow: Flow) -> Iterator[str]:
    reachable = _closure({flow.initial}, [(row.state, row.dest) for row in flow.rows])
    ending = _closure(flow.final, [(row.dest, row.state) for row in flow.rows])
    cancellable = {row.state for row in flow.rows if row.event == flow.cancel}
    for state in flow.states:
        if state not in reachable:
            yield f"state {state}: cannot be reached from {flow.initial}"
        if state not in ending:
            yield f"state {state}: no way out, no final state can be reached from it"
        if state not in flow.final and state not in cancellable:
            yield f"state {state}: does not take {flow.cancel}"
    yield from (f"final state {state!r}: not one of the flow's states" for state in flow.final - {*flow.states})


def _closure(start: Iterable[Node], steps: Iterable[tuple[Node, Node]]) -> set[Node]:
    reached = set(start)
    while grown := {there for here, there in steps if here in reached} - reached:
        reached |= grown
    return reached


def _in_events(flow: Flow) -> Iterator[str]:
    used = {row.event for row in flow.rows}
    return (f"event {event}: no row uses it" for event in flow.events if event not in used)

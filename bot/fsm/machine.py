"""A flow is a table of rows, checked when it is built and run by one shared `transitions` machine.

    Row(S.DESCRIBE, E.TOLD, S.REVIEW, when=place_is_known, then=(Do.SHOW_REVIEW,)),  # one sentence is enough

Rows of the same state and event are tried in their order; the first whose guard agrees is the step.
A step is pure: facts in, the next state and the effects out. The effects are data, and the service that asked
turns them into writes and messages in its own unit of work.
"""

import sys
from collections.abc import Callable, Container, Hashable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Generic, TypeAlias

from transitions import Machine, MachineError
from typing_extensions import TypeVar  # `typing.TypeVar` knows defaults from Python 3.13 on

from bot.domain.errors import NotPossibleNow
from bot.fsm import checks

S = TypeVar("S", bound=StrEnum, default=Any)
E = TypeVar("E", bound=StrEnum, default=Any)
F = TypeVar("F", default=Any)
X = TypeVar("X", bound=Hashable, default=Any)


class BadFlow(ValueError):
    """The table contradicts itself. `faults` names everything that is wrong with it, not only the first."""

    def __init__(self, name: str, faults: tuple[str, ...]) -> None:
        super().__init__("\n  ".join([f"the flow {name!r} has {len(faults)} fault(s):", *faults]))
        self.faults = faults


Line: TypeAlias = tuple[str, int]


def _caller() -> Line:
    """File and line of the table that makes a row (above this function and the one that it serves)."""
    frame = sys._getframe(2)
    return frame.f_code.co_filename, frame.f_lineno


@dataclass(frozen=True, slots=True)
class Row(Generic[S, E, F, X]):
    """In `state`, on `event`, if `when` agrees: to `dest`, and `then` is to be done.

    `when` is a plain function of the facts whose name reads as a sentence; `then` holds frozen values.
    `written_at` (file, line) leads faults and the drawn table back to the source, where the reason stands. Of a row
    that a `Chain` made, `chain` is its name and `used_at` the line of the table that uses it.
    """

    state: S
    event: E
    dest: S
    when: Callable[[F], bool] | None = None
    then: tuple[X, ...] = ()
    written_at: Line = field(default_factory=_caller, kw_only=True, repr=False, compare=False)
    chain: str = field(default="", kw_only=True, repr=False, compare=False)
    used_at: Line | None = field(default=None, kw_only=True, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Chain(Generic[S, E, F, X]):
    """Rows that many states and events share: `*onwards(S.NEW, E.SCAN, Do.KEEP_PLACE)`, where `onwards` is a chain.

    `name` asks what decides among them; the drawn page shows them once, under it.
    """

    name: str
    rows: tuple[Row[S, E, F, X], ...]

    def __call__(self, state: S, event: E, *first: X) -> tuple[Row[S, E, F, X], ...]:
        """The rows for this state and event; `first` is done before whatever each of them does."""
        at = _caller()
        return tuple(
            replace(row, state=state, event=event, then=(*first, *row.then), chain=self.name, used_at=at)
            for row in self.rows
        )


def everywhere(states: Iterable[S], event: E, dest: S, then: tuple[X, ...] = ()) -> tuple[Row[S, E, Any, X], ...]:
    """`event` leads from each of `states` to the same."""
    at = _caller()
    return tuple(Row(state, event, dest, None, then, written_at=at) for state in states)


@dataclass(frozen=True, slots=True)
class Step(Generic[S, X]):
    """Where a step led, and what is to be done for it, in this order."""

    state: S
    effects: tuple[X, ...]


class Flow(Generic[S, E, F, X]):
    """A checked table. States and events are all members of the enumerations of `initial` and `cancel`.

    Built once and shared by every conversation and thread: nothing in it changes. Raises `BadFlow`.
    """

    def __init__(self, name: str, initial: S, final: Iterable[S], rows: Iterable[Row[S, E, F, X]], cancel: E) -> None:
        self.name = name
        self.initial = initial
        self.final = frozenset(final)
        self.rows = tuple(rows)
        self.cancel = cancel
        self.states: tuple[S, ...] = tuple(type(initial))
        self.events: tuple[E, ...] = tuple(type(cancel))
        if faults := tuple(checks.faults(self)):
            raise BadFlow(name, faults)
        self._machine = _machine(self)
        self._asked = frozenset((row.state, row.event, row.when) for row in self.rows)
        self._allowed = {
            state: tuple(dict.fromkeys(row.event for row in self.rows if row.state == state)) for state in self.states
        }

    def allowed(self, state: S) -> tuple[E, ...]:
        """The events that `state` takes, in the order of the table; none in a final state."""
        self._know(state, self._machine.states)
        return self._allowed.get(state, ())

    def asks(self, state: S, event: E, guard: Callable[[F], bool]) -> bool:
        """Whether a row of the two has this guard: whoever pays for a fact need not know it where nobody asks."""
        return (state, event, guard) in self._asked

    def step(self, state: S, event: E, facts: F) -> Step[S, X]:
        """The step that `event` makes from `state`; whatever a guard raises passes through.

        Raises `NotPossibleNow` where the table has no row for the two, `ValueError` for a name it does not know.
        """
        states, events = self._machine.states, self._machine.events
        self._know(state, states)
        self._know(event, events)
        moving = _Moving(states[state].name, facts)
        try:
            events[event].trigger(moving)
        except MachineError as refusal:
            raise NotPossibleNow(f"{self.name}: no {event} in {state}") from refusal
        made: Step[S, X] = moving.step
        return made

    def _know(self, name: str, names: Container[str]) -> None:
        if name not in names:
            raise ValueError(f"the flow {self.name!r} knows no {name!r}")


@dataclass(slots=True)
class _Moving:
    """What the shared machine moves for the length of one step; never registered with it."""

    state: str
    facts: Any
    step: Any = None


def _machine(flow: Flow) -> Machine:
    # Plain strings as names: with enumeration members each step costs 1.5 µs more.
    names = [state.value for state in flow.states]
    machine = Machine(model=None, states=names, initial=None, auto_transitions=False, send_event=True, name=flow.name)
    for row in flow.rows:
        machine.add_transition(
            row.event.value, row.state.value, row.dest.value, conditions=_asking(row.when), after=_noting(row)
        )
    return machine


def _asking(guard: Callable[[Any], bool] | None) -> Callable[[Any], bool] | None:
    # transitions compares with True, so a guard that answers with a truthy value would be a no.
    return (lambda event: bool(guard(event.model.facts))) if guard else None


def _noting(row: Row) -> Callable[[Any], None]:
    step = Step(row.dest, row.then)

    def note(event: Any) -> None:
        event.model.step = step

    return note

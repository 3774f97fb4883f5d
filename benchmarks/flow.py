"""What a step of the report flow costs, beside the usual ways of using `transitions` for many conversations.

    python -m benchmarks.flow [STEPS]

A step: a conversation is read from the store in some state and takes one event. Processor time, the best of several
rounds; bytes are what one conversation holds on to afterwards, if it is kept in memory.
"""

import gc
import logging
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from transitions import Machine

from bot.fsm.machine import Flow, _Moving
from bot.fsm.report import E, S, report_flow
from bot.fsm.report_facts import ReportFacts

ROUNDS = 15
KEPT = 200
FACTS = ReportFacts(consented=True, settled=True, described=True)
# An event with a single row, and one that asks all that may be missing before its last row is taken.
PLAIN, ONWARDS = E.FIX, E.TOLD
LOGGER = logging.getLogger("transitions")

Step = Callable[[], Any]


class Conversation:
    """A model as the manual of transitions has it: the machine hangs its methods on it."""


class Bare:
    """The least that a machine can move."""

    __slots__ = ("state",)


def plain_machine(flow: Flow) -> Machine:
    """The same table, without effects."""
    machine = Machine(model=None, states=list(S), initial=S.NEW, auto_transitions=False, send_event=True)
    for row in flow.rows:
        guard = row.when
        asked = (lambda _event, guard=guard: guard(FACTS)) if guard else None
        machine.add_transition(row.event.value, row.state, row.dest, conditions=asked)
    return machine


def bare_trigger() -> Step:
    """The floor: one row from a state to itself, no guard, no effect, nothing looked up or checked."""
    machine = Machine(model=None, states=["review"], initial=None, auto_transitions=False, send_event=True)
    machine.add_transition("told", "review", "review")
    moved = Bare()
    moved.state = "review"
    return lambda: machine.events["told"].trigger(moved)


def registered_model(flow: Flow) -> Step:
    """One machine for all, and each conversation registered with it for its step."""
    machine = plain_machine(flow)

    def step() -> Conversation:
        conversation = Conversation()
        machine.add_model(conversation, initial=S.REVIEW)
        conversation.trigger(PLAIN.value)  # type: ignore[attr-defined]
        machine.remove_model(conversation)
        return conversation

    return step


def own_machine(flow: Flow) -> Step:
    """A machine for each conversation."""

    def step() -> Conversation:
        conversation = Conversation()
        plain_machine(flow).add_model(conversation, initial=S.REVIEW)
        conversation.trigger(PLAIN.value)  # type: ignore[attr-defined]
        return conversation

    return step


def microseconds(step: Step, times: int) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.process_time()
        for _ in range(times):
            step()
        best = min(best, time.process_time() - begin)
    return best / times * 1e6


def bytes_each(step: Step) -> float:
    step()
    gc.collect()
    tracemalloc.start()
    kept = [step() for _ in range(KEPT)]
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] - sys.getsizeof(kept)
    tracemalloc.stop()
    return held / KEPT


def report(name: str, step: Step, times: int) -> None:
    print(f"{name:46}{microseconds(step, times):12.1f}{bytes_each(step):10.0f}")


def report_logging(step: Step, times: int) -> None:
    """Our step while the library's own log is open down to a level, into a handler that throws it away."""
    LOGGER.addHandler(logging.NullHandler())
    for level in (logging.INFO, logging.DEBUG):
        LOGGER.setLevel(level)
        report(f"Flow.step, transitions logging {logging.getLevelName(level)}", step, times)
    LOGGER.setLevel(logging.WARNING)


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    flow = report_flow()
    print(f"{'':46}{'µs per step':>12}{'bytes':>10}")
    report("transitions alone, nothing attached", bare_trigger(), times)
    print(f"{'checking the table and building the flow, ms':46}{microseconds(report_flow, 1) / 1000:12.1f}")
    report("Flow.step", lambda: flow.step(S.REVIEW, PLAIN, FACTS), times)
    report("Flow.step, nine guards say no first", lambda: flow.step(S.REVIEW, ONWARDS, FACTS), times)
    report("a model registered with a shared machine", registered_model(flow), times // 10 + 1)
    report("a machine for each conversation", own_machine(flow), times // 50 + 1)
    report_logging(lambda: flow.step(S.REVIEW, PLAIN, FACTS), times // 4 + 1)
    print(f"what Flow.step moves, gone when it returns: {sys.getsizeof(_Moving('review', FACTS))} bytes")


if __name__ == "__main__":
    main()

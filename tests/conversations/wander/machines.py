"""Runs a state machine of hypothesis: on what it is given, or with walks that are coroutines, on one event loop."""

import asyncio

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.conversations.wander.walk import Stand


def run_machine(
    machine: type[RuleBasedStateMachine], stand: Stand, walks: int, steps: int, seed: int | None = None
) -> None:
    """`walk_machine` for coroutines: the machine finds `stand` and `runner`."""
    with asyncio.Runner() as runner:
        walk_machine(machine, walks, steps, seed, stand=stand, runner=runner)


def walk_machine(
    machine: type[RuleBasedStateMachine], walks: int, steps: int, seed: int | None = None, **given: object
) -> None:
    """Walk `walks` times `steps` steps; without a `seed` the same each time. The machine has what is `given`.

    Raises what the first rule that does not hold says, shrunk.
    """
    quiet = settings(
        max_examples=walks,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=seed is None,
        print_blob=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    here = type(machine.__name__, (machine,), given)
    if seed is not None:
        here._hypothesis_internal_use_seed = seed  # type: ignore[attr-defined]
    run_state_machine_as_test(here, settings=quiet)  # type: ignore[no-untyped-call]

"""The short form of `make chaos`, in every run of the suite."""

import random
from pathlib import Path

from chaos_run import Plan, run_chaos


async def test_nothing_is_lost_or_done_twice(tmp_path: Path) -> None:
    plan = Plan(updates=120, kills=2, chats=16, seed=random.randrange(10**6))
    print(f"to repeat it: make chaos ARGS='--updates 120 --kills 2 --chats 16 --seed {plan.seed}'")
    outcome = await run_chaos(plan, tmp_path)
    assert outcome.story.acts >= plan.updates
    assert len(outcome.evidence.lives) == plan.kills + 1
    assert not outcome.wrong, "\n".join(outcome.wrong)

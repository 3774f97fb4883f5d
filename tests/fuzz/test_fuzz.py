"""The short form of `make fuzz`: another seed each time, which is printed."""

import random
from pathlib import Path

from bot.config import Settings
from classifier import Classifier
from tests.conversations import conftest as conversations
from tests.fuzz.running import fuzz

settings, classifier, template = conversations.settings, conversations.classifier, conversations.template
quick_clockwork, near_press, logs = conversations.quick_clockwork, conversations.near_press, conversations.logs
UPDATES = 600


async def test_whatever_comes_nobody_else_waits(
    settings: Settings, classifier: Classifier, template: Path, tmp_path: Path
) -> None:
    seed = random.randrange(10**6)
    print(f"to repeat it: make fuzz ARGS='--seed {seed} --updates {UPDATES}'")
    found = await fuzz(settings, classifier, template, tmp_path, seed, range(UPDATES), lambda _: None)
    assert not found.wrong, "\n".join(found.wrong[:20])
    assert found.counts["inbox poison"] > UPDATES / 10
    assert found.counts["inbox done"] > UPDATES / 10

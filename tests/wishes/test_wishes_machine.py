"""The short form of `make volunteers`: the same few lives each time."""

from pathlib import Path

from bot.config import Settings
from tests.wishes.machine import Ground, generous, live

LIVES, STEPS = 8, 40


def test_whatever_becomes_of_a_wish_every_law_holds(template: Path, settings: Settings) -> None:
    ground = Ground(template, generous(settings))
    live(ground, LIVES, STEPS)
    assert ground.counts["confirmed"]

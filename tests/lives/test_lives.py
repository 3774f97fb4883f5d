"""The short form of `make lives`: the same few lives each time, so that nobody else's change fails by chance."""

from tests.conversations.wander.walk import Stand
from tests.lives.machine import live

RUNS, STEPS = 8, 30


def test_whatever_becomes_of_a_ticket_every_law_holds(stand: Stand) -> None:
    live(stand, RUNS, STEPS)
    assert stand.tally.counts["tickets"] >= RUNS

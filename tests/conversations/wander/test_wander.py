"""The short form of `make wander`: the same walks each time, so that nobody else's change fails by chance."""

from tests.conversations.wander.walk import Stand
from tests.conversations.wander.wanderers import wander

WALKS, STEPS = 16, 30


def test_whatever_people_do_nothing_is_lost(stand: Stand) -> None:
    wander(stand, WALKS, STEPS)
    assert stand.tally.counts["steps"] >= WALKS * STEPS * 3 // 4  # a walk may end early
    assert stand.tally.counts["tickets"] > 0

"""`make lives`: 1,000 lives of a town, 50 steps each, with a progress bar and a table at the end.

Exits with 1 where a law did not hold, after the life was shrunk to the steps that matter.
"""

from tests.conversations.wander.running import Proof, prove
from tests.lives.beyond import settle_beyond
from tests.lives.machine import live

if __name__ == "__main__":
    prove(
        Proof(
            name="lives",
            about=str(__doc__),
            walks=1000,
            go=live,
            rows=("walks", "steps", "messages", "presses answered", "tickets"),
            held="events explain the states, deadlines stand, nobody learnt what is not theirs, always an answer",
            further=settle_beyond,
        )
    )

"""`make wander`: 1,100 random walks of up to 50 steps, 50,000 in all, with a progress bar and a table at the end.

Exits with 1 where a rule did not hold, after the walk was shrunk to the steps that matter.
"""

from tests.conversations.wander.running import Proof, prove
from tests.conversations.wander.wanderers import wander

if __name__ == "__main__":
    prove(
        Proof(
            name="wander",
            about=str(__doc__),
            walks=1100,
            go=wander,
            rows=("walks", "steps", "messages", "presses answered", "tickets", "drafts left"),
            held="always an answer, no draft lost, one ticket for each 提交, nothing poisoned, nothing parked",
        )
    )

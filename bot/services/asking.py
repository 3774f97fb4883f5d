"""A question whose answer is the next thing that somebody writes or shows: asked, answered, given up.

The words go to whatever was asked last: a report that was changed since goes on, a step at a desk begun since too.
"""

from bot.domain.messages import Contact, Media, Place, Text
from bot.services.report import draft as drafts
from bot.services.turn import Turn
from bot.storage import asked as rows
from bot.storage import deeds
from bot.storage.asked import Asked
from bot.storage.database import Tx

# Whoever says nothing for two hours then says something new.
LAPSES_MS = 2 * 3_600_000
ANSWERS = Text | Media | Place | Contact


async def ask(turn: Turn, tx: Tx, kind: str, subject: str = "") -> None:
    """Their next words answer `kind` about `subject`; a step at a desk that they left open is given up."""
    await deeds.delete(tx, turn.person.id)
    await rows.put(tx, Asked(turn.person.id, kind, subject, turn.now))


async def open_question(turn: Turn, tx: Tx) -> Asked | None:
    """What they answer now; None where nothing is asked, long ago, or they went on with a report since.

    Danger is a report, whatever was asked.
    """
    if not isinstance(turn.content, ANSWERS) or (turn.reading and turn.reading.danger):
        return None
    asked = await _fresh(turn, tx)
    if asked is None:
        return None
    draft = await drafts.load(tx, turn.person.id)
    return None if draft and draft.changed_at > asked.at else asked


async def waiting(turn: Turn, tx: Tx, kind: str) -> str | None:
    """About what `kind` is asked of them now, for the buttons beside such a question; None where it is not."""
    asked = await _fresh(turn, tx)
    return asked.subject if asked and asked.kind == kind else None


async def _fresh(turn: Turn, tx: Tx) -> Asked | None:
    """What they were asked, unless that was too long ago."""
    asked = await rows.load(tx, turn.person.id)
    return asked if asked and asked.at >= turn.now - LAPSES_MS else None


async def answered(turn: Turn, tx: Tx) -> None:
    """It needs no answer any more."""
    await rows.drop(tx, turn.person.id)

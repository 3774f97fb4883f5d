"""A stage has come: a step that the clock takes itself, or somebody is reminded."""

from bot.domain.clock import from_millis
from bot.domain.messages import Reply
from bot.domain.people import Person
from bot.fsm.wish import E
from bot.services.turn import Office, Turn
from bot.services.wishes import clock, life
from bot.services.wishes.clock import At
from bot.storage import wishes as rows
from bot.storage.database import Tx

NOBODY = Person(id="", consent_version=0, home_id=None)
STEPS = {At.LAPSE: E.LAPSE, At.EXPIRE: E.EXPIRE}


async def wake(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """Do what has come, once; at night it waits for the morning."""
    wish = await rows.load(tx, subject)
    if wish is None or life.is_over(wish) or await clock.put_off(tx, office, subject, now):
        return []
    what = clock.come(wish, office.settings.wishes, now)
    if what is At.FORGET:
        await rows.drop(tx, wish.id, wish.person_id)
        return []
    if what in STEPS:
        return (await life.act(Turn(None, NOBODY, office, from_millis(now)), tx, wish, STEPS[what]))[1]
    told = await clock.remind(tx, office, wish, what, now) if what else []
    await rows.looked_after(tx, wish.id, now, pushed=what is At.PUSH)
    if (after := await rows.load(tx, wish.id)) is not None:
        await clock.plan(tx, office, after)
    return told

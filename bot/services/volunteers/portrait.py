"""数字画像: the ten matters, the calendar of service and the tags as a picture, made by the workshop."""

from datetime import datetime, timedelta

from bot.domain.behaviour import Service
from bot.domain.clock import SHANGHAI, to_millis
from bot.domain.messages import Choice, Urgency
from bot.domain.volunteers import FileState
from bot.services.making import Making
from bot.services.points.account import last_months
from bot.services.turn import Office, Turn
from bot.services.volunteers import cards, own
from bot.storage import due, ledger, served
from bot.storage import volunteers as rows
from bot.storage.database import Tx
from bot.texts import portrait as say

# Due work, never done on the writer's thread; its subject is whose.
DRAW = "volunteer_portrait"
WEEKS = 26


async def order(turn: Turn, tx: Tx) -> None:
    """Have it drawn. Raises `NotFound` where there is no file."""
    file = await own.file_of(turn, tx)
    await due.plan(tx, DRAW, file.person_id, turn.now)


async def drawing(tx: Tx, office: Office, subject: str, moment: datetime) -> Making | None:
    """Their picture as of `moment`; None where they left meanwhile."""
    file = await rows.load(tx, subject)
    if file is None or file.state is FileState.LEFT:
        return None
    local = moment.astimezone(SHANGHAI)
    first, *_, last = last_months(moment)
    earned = await served.points_by_matter(tx, subject, first, last)
    monday = local.date() - timedelta(days=local.weekday() + 7 * (WEEKS - 1))
    begin = datetime.combine(monday, datetime.min.time(), SHANGHAI)
    done = await served.since(tx, subject, to_millis(begin))
    days = [one.at.astimezone(SHANGHAI).date() for one in done if one.at <= moment]
    shown = Service(
        name=file.name,
        compound=office.directory.name_of(file.compound_id),
        party=file.party,
        earned=tuple((matter.name, earned.get(matter.name, 0)) for matter in office.settings.matters),
        monday=monday,
        today=local.date(),
        days=tuple(days),
        skills=file.skills,
        habits=(await cards.deeds_of(tx, office, subject, to_millis(moment)))["habits"],
        merit=(await ledger.account_of(tx, subject)).merit,
    )
    back = ((Choice("vme"),),)
    return Making(subject, say.portrait(shown), "photo", say.PICTURE, say.caption(shown), back, urgency=Urgency.ANSWER)

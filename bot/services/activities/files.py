"""What the press makes of an activity: the code for checking in, and the entry for a calendar."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.domain.activities import Activity, code_at
from bot.domain.charts import Code, Entry
from bot.domain.clock import from_millis, to_millis
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Reply, Toast
from bot.services.activities import showing, signing, standing
from bot.services.activities.checking import PREFIX, SECRET
from bot.services.making import Making
from bot.services.orders import SEPARATOR
from bot.services.turn import Office, Turn
from bot.storage import activities as rows
from bot.storage import due, meta, people
from bot.storage.database import Tx
from bot.texts import organising
from bot.texts.activities import news as say
from bot.texts.activities.checking import NotTimeToCheckIn

CODE, ENTRY = "activity_code", "activity_entry"
SECRET_LENGTH = 52


async def order_code(turn: Turn, tx: Tx, activity_id: str) -> list[Reply]:
    """签到码, for whoever organises it, while it can be used. The key of all codes is made with the first one."""
    activity = await standing.led(turn, tx, activity_id)
    if not activity.takes_check_in(turn.now):
        early = turn.now < activity.begins_at
        return [Toast(NotTimeToCheckIn(early), alert=True), await showing.card(turn, tx, activity)]
    await meta.put_first(tx, SECRET, new_id(SECRET_LENGTH))
    await due.plan(tx, CODE, f"{turn.person.id}{SEPARATOR}{activity.id}", turn.now)
    return [Toast(organising.CodeComing())]


async def order_entry(turn: Turn, tx: Tx, activity_id: str) -> list[Reply]:
    """加到日历, for a volunteer there."""
    activity = await signing.joined(turn, tx, activity_id)
    await due.plan(tx, ENTRY, f"{turn.person.id}{SEPARATOR}{activity.id}", turn.now)
    return [Toast(say.EntryComing())]


async def code(tx: Tx, office: Office, subject: str, moment: datetime) -> Making | None:
    """The code of this very moment; None where it is no longer theirs to show, or of use."""
    to, activity = await _of(tx, office, subject, standing.leads)
    secret = await meta.get(tx, SECRET)
    if activity is None or secret is None or not activity.takes_check_in(to_millis(moment)):
        return None
    digits = code_at(secret, activity.id, to_millis(moment))
    what = Code(
        office.link_to(f"{PREFIX}{activity.id}_{digits}"),
        organising.CODE_TITLE,
        organising.code_lines(digits, activity.words),
    )
    return Making(
        to, what, "photo", organising.CODE_PICTURE, organising.CheckInCode(),
        ((Choice("act_new", activity.id),),), f"code:{activity.id}", allowed=_still(subject, standing.leads),
    )  # fmt: skip


async def entry(tx: Tx, office: Office, subject: str, moment: datetime) -> Making | None:
    """The entry, with an alarm an hour before; sent again after a change it replaces the older one by its id."""
    to, activity = await _of(tx, office, subject, standing.joins)
    if activity is None:
        return None
    begins, ends = from_millis(activity.begins_at), from_millis(activity.ends_at)
    where = showing.where_of(office, activity)
    what = Entry(f"{activity.id}@chuishao", activity.version, activity.words, where, begins, ends, moment)
    return Making(
        to, what, "document", say.entry_name(begins), say.ForCalendar(), allowed=_still(subject, standing.joins)
    )


Right = Callable[..., bool]


async def _of(tx: Tx, office: Office, subject: str, right: Right) -> tuple[str, Activity | None]:
    to, _, activity_id = subject.partition(SEPARATOR)
    person, activity = await people.load(tx, to), await rows.load(tx, activity_id)
    return to, activity if person and activity and right(office, person, activity) else None


def _still(subject: str, right: Right) -> Callable[[Tx, Office], Awaitable[bool]]:
    async def allowed(tx: Tx, office: Office) -> bool:
        return (await _of(tx, office, subject, right))[1] is not None

    return allowed

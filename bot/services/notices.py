"""Notices of outages: a desk writes one, checks it, publishes it for its own unit; reports are met with what is told.

An unpublished notice is stored, and its buttons carry the end that was chosen: a restart in between changes nothing.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.clock import from_millis, to_millis
from bot.domain.errors import NotAllowed
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Choices, Outbound, Prompt
from bot.domain.outages import dated, end_of_day, kind_of, until_of
from bot.domain.people import Unit
from bot.fsm.ticket import OFFICES
from bot.services.turn import Office, Turn
from bot.storage import notices as rows
from bot.storage.database import Tx
from bot.storage.notices import Notice
from bot.texts import notices as say
from bot.texts.words import clock_face

MOST_WORDS = 60
MOST_LISTED = 20
# On the button of a list, where a card has its version: after it the list is shown again.
IN_LIST = 1
MINUTE_MS = 60_000
# A report of the first may be explained by an outage of the others: lifts and pumps stand still without power.
EXPLAINED_BY: dict[str, tuple[str, ...]] = {"电梯": ("供电",), "供排水": ("供电",), "通信广电": ("供电",)}


async def notices_for(tx: Tx, office: Office, compound_id: str, category: str, now_ms: int) -> list[Notice]:
    """What the compound and the units above it tell now that may explain a report of `category`, the newest first."""
    units = [unit.id for unit in office.directory.upwards(compound_id)]
    explaining = (office.settings.category(category).name, *EXPLAINED_BY.get(category, ()))
    return [notice for notice in await rows.current(tx, units, now_ms) if notice.category in explaining]


def own_units(turn: Turn) -> list[Unit]:
    """The units of the desks at which this person sits, always in the same order; they speak for no other.

    Raises `NotAllowed` for somebody without a desk.
    """
    ids = sorted({post.unit_id for post in turn.person.posts if post.role in OFFICES})
    units = [unit for unit in map(turn.office.directory.get, ids) if unit]
    if not units:
        raise NotAllowed("notice")
    return units


async def told_now(turn: Turn, tx: Tx) -> list[Notice]:
    """What the units of this person tell now, the newest first."""
    return (await rows.current(tx, [unit.id for unit in own_units(turn)], turn.now))[:MOST_LISTED]


async def write(turn: Turn, tx: Tx, words: str) -> Outbound:
    """Keep a new notice, unpublished, and show what is to be checked or still to be said.

    `words` are one line of at most `MOST_WORDS`.
    """
    units = own_units(turn)
    category = turn.office.settings.category(kind_of(words)).name
    notice = Notice(new_id(), units[0].id, category, dated(words, turn.moment), turn.person.id, turn.now, 0)
    await rows.begin(tx, notice, [unit.id for unit in units])
    return to_check(turn, notice, until_of(words, turn.moment))


def to_check(turn: Turn, notice: Notice, until: datetime | None) -> Outbound:
    """The card to be checked; or the question until when, where nobody said so or that has passed."""
    if until is None or until <= turn.moment:
        days = tuple(Choice("till", f"{notice.id}~{days}", label=label) for days, label in say.UNTIL_DAYS.items())
        return _card(turn, notice, say.AskUntil(past=until is not None), (days, (Choice("unsent", notice.id),)))
    units, minutes = own_units(turn), to_millis(until) // MINUTE_MS
    which = {unit.id: f"{notice.id}~{minutes}~{at}" for at, unit in enumerate(units)}
    others = tuple(
        (Choice("for_unit", which[unit.id], label=say.for_unit(unit.name)),)
        for unit in units
        if unit.id != notice.unit_id
    )
    prompt = say.NoticeCheck(_unit_name(turn, notice), notice.category, notice.words, clock_face(until))
    act = (Choice("publish", which[notice.unit_id]), Choice("unsent", notice.id))
    return _card(turn, notice, prompt, (act, *others))


async def chosen(turn: Turn, tx: Tx, which: str) -> Notice | None:
    """The notice of a button 「id~minutes~unit」, for that unit and until then; None where it waits no longer."""
    notice_id, minutes, at = which.split("~")
    units = own_units(turn)
    notice = await rows.unpublished(tx, notice_id, turn.person.id)
    if notice is None or int(at) >= len(units):
        return None
    return replace(notice, unit_id=units[int(at)].id, until=int(minutes) * MINUTE_MS)


async def until_days(turn: Turn, tx: Tx, which: str) -> Outbound | None:
    """The card of a button 「id~days」, to be checked; None where the notice waits no longer."""
    notice_id, days = which.split("~")
    notice = await rows.unpublished(tx, notice_id, turn.person.id)
    return to_check(turn, notice, end_of_day(turn.moment, int(days))) if notice else None


def published(turn: Turn, notice: Notice) -> Outbound:
    """The card once everybody can see it."""
    prompt = say.NoticePublished(_unit_name(turn, notice), notice.words, clock_face(from_millis(notice.until)))
    return _card(turn, notice, prompt, ((Choice("takedown", notice.id),),))


def listed(turn: Turn, notices: list[Notice]) -> Outbound:
    """The list, with a button to take down each; what to write where there is nothing."""
    lines = tuple((notice.words, _unit_name(turn, notice), clock_face(from_millis(notice.until))) for notice in notices)
    buttons = tuple(
        (Choice("takedown", notice.id, IN_LIST, say.take_down_nth(number)),) for number, notice in enumerate(notices, 1)
    )
    return turn.reply(say.Notices(lines) if notices else say.NoNotices(), buttons, card="notices")


def _unit_name(turn: Turn, notice: Notice) -> str:
    return turn.office.directory[notice.unit_id].name


def _card(turn: Turn, notice: Notice, prompt: Prompt, choices: Choices) -> Outbound:
    return turn.reply(prompt, choices, card=f"notice:{notice.id}")

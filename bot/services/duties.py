"""Work that falls due: what each kind does, in one unit of work with the removal of its row."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from bot.domain.clock import from_millis, to_millis
from bot.domain.messages import Reply
from bot.domain.people import Person
from bot.domain.tickets import Ticket
from bot.services import (
    alerts,
    broadcasting,
    broadcasts,
    deadlines,
    desk,
    life,
    mondays,
    nights,
    patrol,
    repetition,
    today,
    watch,
)
from bot.services.activities import clock as activity_clock
from bot.services.delivery import Parcel, post
from bot.services.privacy import deleting, waiting
from bot.services.report import conversation, danger, idle
from bot.services.shop import redemptions
from bot.services.turn import Office, Turn
from bot.services.volunteers import filing, teams
from bot.services.wishes import clock, telling, waking
from bot.storage import due, people, tickets
from bot.storage.database import Tx
from bot.storage.due import Due

# Who acts where the clock does.
NOBODY = Person(id="", consent_version=0, home_id=None)


async def perform(tx: Tx, office: Office, duty: Due, moment: datetime, token: str | None) -> list[Parcel]:
    """Do what is due, once: nothing where somebody else took it."""
    if not await due.take(tx, duty):
        return []
    now = to_millis(moment)
    return await post(tx, await DUTIES[duty.kind](tx, office, duty.subject, now), now, token=token)


async def _repeat_alert(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    ticket = await tickets.load(tx, subject)
    return await alerts.repeat(tx, office, ticket, now) if ticket else []


async def _sound_alert_again(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    ticket = await tickets.load(tx, subject)
    return await alerts.sound_again(tx, office, ticket, now) if ticket else []


async def _of_ticket(
    act: Callable[[Turn, Tx, Ticket], Awaitable[list[Reply]]], tx: Tx, office: Office, subject: str, now: int
) -> list[Reply]:
    """What the clock does about a ticket; nobody is there who did it."""
    ticket = await tickets.load(tx, subject)
    return await act(Turn(None, NOBODY, office, from_millis(now)), tx, ticket) if ticket else []


async def _as_person(
    act: Callable[[Turn, Tx], Awaitable[list[Reply]]], tx: Tx, office: Office, subject: str, now: int
) -> list[Reply]:
    """What the clock does for somebody: about their draft, what waits on their desk."""
    person = await people.load(tx, subject)
    return await act(Turn(None, person, office, from_millis(now)), tx) if person else []


DUTIES: dict[str, Callable[[Tx, Office, str, int], Awaitable[list[Reply]]]] = {
    alerts.REPEAT: _repeat_alert,
    alerts.AGAIN: _sound_alert_again,
    life.WAKE: partial(_of_ticket, life.wake),
    watch.SOON: partial(_of_ticket, deadlines.soon),
    watch.DEADLINE: partial(_of_ticket, deadlines.missed),
    nights.DIGEST: partial(_as_person, desk.morning),
    patrol.MAKE: patrol.make,
    patrol.TELL: patrol.tell,
    mondays.TELL: mondays.tell,
    patrol.CALL: partial(_as_person, today.call),
    repetition.TELL: repetition.tell,
    repetition.CLIMB: repetition.climb,
    broadcasts.WRITE: broadcasting.write,
    broadcasts.SHOW: broadcasting.show,
    redemptions.EXPIRE: redemptions.expire,
    danger.ALARM: partial(_as_person, conversation.alarm_by_clock),
    filing.ASK: partial(_as_person, filing.ask_by_clock),
    filing.RETURN: partial(_as_person, filing.come_back_by_clock),
    teams.TELL: teams.tell,
    **activity_clock.DUTIES,
    idle.IDLE: partial(_as_person, idle.look_after),
    clock.WAKE: waking.wake,
    waiting.GO: deleting.go_by_clock,
    waiting.WORDS: deleting.words_by_clock,
    telling.NEWS: telling.in_the_morning,
}

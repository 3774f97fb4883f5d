"""Broadcasts by the clock: written into the outbox portion by portion, their progress shown now and then.

A portion is one unit of work, and the next is written only when less than one waits to be sent: however many people
there are, the store is never held up, and what is stopped or muted meanwhile is not sent. Compounds take turns.
"""

from dataclasses import replace

from bot.domain.clock import from_millis, to_millis
from bot.domain.messages import Outbound, Reply, Urgency
from bot.services import audience, daytime
from bot.services.broadcasts import ALL, SHOW, SHOW_MS, WRITE, card_for_author, choices_of, counted, message_of
from bot.services.delivery import enveloped
from bot.services.turn import Office
from bot.storage import audience as readers
from bot.storage import broadcasts as rows
from bot.storage import due, outbox
from bot.storage.broadcasts import Broadcast
from bot.storage.database import Tx
from bot.storage.people import Address

NEXT_MS = 1000
# The longer it takes, the more rarely its card is redrawn.
SHARE = 8


async def write(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """Write a portion of whatever is to be sent by now, and plan the next one."""
    portion = office.settings.broadcast.portion
    room = portion if await outbox.count_of(tx, Urgency.BROADCAST) < portion else 0
    while room > 0 and (one := await rows.next_to_write(tx, now)):
        room -= await _write_some(tx, office, one, room, now)
    begins_at = await rows.next_begin(tx)
    if begins_at is not None:
        await due.plan_sooner(tx, WRITE, ALL, max(begins_at, now + NEXT_MS))
    return []


async def _write_some(tx: Tx, office: Office, one: Broadcast, room: int, now: int) -> int:
    """At most `room` messages of one; how many. What the evening overtakes goes on in the morning."""
    quiet, moment = office.settings.quiet, from_millis(now)
    begins = moment if one.urgent else daytime.begin_of(quiet, moment)
    if begins > moment:
        await rows.put_off(tx, one.id, to_millis(begins))
        return 0
    if now >= one.expires_at:
        await rows.finish_writing(tx, one.id, to_all=False)
        return 0
    said = await audience.forms_of(tx, office.directory, one)
    loud = bool(one.urgent)
    found = await readers.next_portion(tx, one.id, one.unit_id, said, one.reached, room, loud=loud)
    latest = from_millis(one.expires_at)
    expires = latest if one.urgent else daytime.end_of(quiet, moment, latest)
    same = _envelope(office, one, to_millis(expires))
    for reader in found:
        theirs = replace(same, channel=reader.channel, chat=reader.key, person_id=reader.person_id)
        await readers.put(tx, one.id, theirs, now)
    await rows.advance(tx, one.id, found[-1].person_id if found else one.reached, now)
    if len(found) < room:
        await rows.finish_writing(tx, one.id, to_all=True)
    return len(found)


def _envelope(office: Office, one: Broadcast, expires_at: int) -> outbox.Envelope:
    """What all of them get; whose each is stands on it alone."""
    what, choices, card = message_of(one, office.directory), choices_of(one), readers.CARD + one.id
    message = Outbound("", what, choices, Urgency.BROADCAST, card)
    return replace(enveloped(message, Address("", "")), expires_at=expires_at)


async def show(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """Its card, where it says something else by now and was not redrawn just before; and when to look again."""
    before = await rows.load(tx, subject)
    if before is None or before.state == "done":
        return []
    if before.state == "sending" and await _was_too_late(tx, office, before, now):
        before = replace(before, written=0)
    after = await counted(tx, before)
    if after.state == "sending":
        await due.plan(tx, SHOW, subject, max(now, after.begins_at) + SHOW_MS)
    if not _is_worth_showing(before, after, now):
        return []
    await rows.note(tx, replace(after, shown_at=now))
    return [await card_for_author(tx, office, after, now)]


async def _was_too_late(tx: Tx, office: Office, one: Broadcast, now: int) -> bool:
    """Whether messages expired with the evening (a stop, an outage): their people are written to in the morning."""
    if now >= one.expires_at or not (await readers.outcomes(tx, one.id)).get("expired"):
        return False
    begins_at = to_millis(daytime.begin_of(office.settings.quiet, from_millis(now)))
    await readers.forget_expired(tx, one.id)
    await rows.put_off(tx, one.id, begins_at)
    await due.plan_sooner(tx, WRITE, ALL, begins_at)
    return True


def _is_worth_showing(before: Broadcast, after: Broadcast, now: int) -> bool:
    """At the end always; in between where it says something else, and the more rarely the longer it takes."""
    if after.state != "sending":
        return True
    rest = max(SHOW_MS, (now - after.begins_at) // SHARE)
    says_else = (after.total, after.sent, after.gone) != (before.total, before.sent, before.gone)
    return says_else and now - before.shown_at >= rest

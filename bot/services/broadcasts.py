"""A broadcast is sent: from here on the clock writes it (`broadcasting`). It can be stopped, and it can be muted."""

from dataclasses import replace

from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.domain.errors import OutdatedCard
from bot.domain.messages import Choice, Choices, Outbound, Reply, Toast, Urgency
from bot.domain.outages import OTHER
from bot.domain.policy import May, who
from bot.services import audience, daytime, notices
from bot.services.directory import Directory
from bot.services.turn import Office, Turn
from bot.storage import audience as readers
from bot.storage import broadcasts as rows
from bot.storage import due
from bot.storage import notices as notice_rows
from bot.storage.broadcasts import Broadcast
from bot.storage.database import Tx
from bot.texts import broadcasts as say
from bot.texts.words import clock_face, day_face

WRITE = "broadcast_write"
SHOW = "broadcast_show"
# All of them in turn are one piece of work.
ALL = ""
SHOW_MS = 5000
# What was on the wire when it was stopped is settled by then.
SETTLED_MS = 3000
HOUR_MS = 3_600_000


def signature(turn: Turn, draft: Broadcast) -> Broadcast:
    """The draft in the name of the nearest of their offices over its unit."""
    above = [unit.id for unit in turn.office.directory.upwards(draft.unit_id)]
    held = ((role, unit_id) for role in who(May.TELL) for unit_id in above if unit_id in turn.person.units_as(role))
    role, office_id = next(held)
    return replace(draft, role=role, office_id=office_id, at=turn.now)


def message_of(broadcast: Broadcast, directory: Directory, *, muted: bool = False) -> say.Broadcast:
    """What residents read."""
    office = say.signed(directory.name_of(broadcast.office_id), broadcast.role)
    return say.Broadcast(broadcast.words, office, day_face(from_millis(broadcast.at)), bool(broadcast.urgent), muted)


def choices_of(broadcast: Broadcast, *, muted: bool = False) -> Choices:
    """What residents can do about it; of danger they hear in any case."""
    return () if broadcast.urgent else ((Choice("unmute" if muted else "mute", broadcast.id),),)


async def send(turn: Turn, tx: Tx, draft: Broadcast, *, urgent: bool) -> list[Reply]:
    """To everybody it is meant for, from now or from the morning on; refused where nobody is, or enough went today.

    Raises `OutdatedCard` where somebody was quicker.
    """
    people = await audience.by_building(tx, turn.office.directory, draft.unit_id, loud=urgent)
    ready = _ready(turn, replace(draft, urgent=int(urgent), total=audience.number_of(people, draft.building)))
    if ready.total == 0:
        return [Toast(say.NobodyThere(), alert=True)]
    if ready.expires_at <= ready.begins_at:
        return [Toast(say.OverByMorning(), alert=True)]
    most, day = turn.office.settings.broadcast.per_day, turn.moment.astimezone(SHANGHAI).date().isoformat()
    if not await rows.count_in(tx, ready.unit_id, day, most, urgent=urgent):
        return [Toast(say.EnoughToday(turn.office.directory[ready.unit_id].name, most, urgent), alert=True)]
    if not await rows.send(tx, ready):
        raise OutdatedCard(draft.id)
    if ready.category != OTHER and not ready.building:
        await notices.register(turn, tx, ready)
    await due.plan_sooner(tx, WRITE, ALL, ready.begins_at)
    await due.plan(tx, SHOW, ready.id, ready.begins_at + SHOW_MS)
    return [await progress(turn, tx, replace(ready, state="sending"))]


def _ready(turn: Turn, draft: Broadcast) -> Broadcast:
    begins = turn.moment if draft.urgent else daytime.begin_of(turn.office.settings.quiet, turn.moment)
    begins_at = to_millis(begins)
    expires_at = draft.until or begins_at + turn.office.settings.broadcast.stale_hours * HOUR_MS
    return replace(signature(turn, draft), begins_at=begins_at, expires_at=expires_at)


async def stop(turn: Turn, tx: Tx, broadcast_id: str) -> Broadcast | None:
    """停止发送: what is not on the wire is not sent. None where nothing of theirs is being sent under this id."""
    if not await rows.stop(tx, broadcast_id, notices.reach(turn)):
        return None
    await readers.call_back(tx, broadcast_id, turn.now)
    await due.plan(tx, SHOW, broadcast_id, turn.now + SETTLED_MS)
    if (stopped := await rows.load(tx, broadcast_id)) is None:
        return None
    stopped = await counted(tx, stopped)
    await rows.note(tx, stopped)
    return stopped


async def counted(tx: Tx, broadcast: Broadcast) -> Broadcast:
    """With how many it reached by now, and whether that is the end of it."""
    found = await readers.outcomes(tx, broadcast.id)
    gone = found.get("undeliverable", 0) + found.get("parked", 0)
    is_done = broadcast.state == "sending" and broadcast.written and not found.get("waiting")
    state = "done" if is_done else broadcast.state
    return replace(broadcast, state=state, sent=found.get("sent", 0), gone=gone)


async def progress(turn: Turn, tx: Tx, broadcast: Broadcast) -> Outbound:
    """Its card, where the button was pressed."""
    prompt, choices = await _progress(tx, turn.office, broadcast, turn.now)
    return turn.reply(prompt, choices, card=notices.card_of(broadcast.id))


async def card_for_author(tx: Tx, office: Office, broadcast: Broadcast, now: int) -> Outbound:
    """The same, redrawn for whoever sent it."""
    prompt, choices = await _progress(tx, office, broadcast, now)
    card = notices.card_of(broadcast.id)
    return Outbound(broadcast.person_id, prompt, choices, Urgency.NOTICE, card, edits=True)


async def _progress(tx: Tx, office: Office, broadcast: Broadcast, now: int) -> tuple[say.BroadcastProgress, Choices]:
    told = await notice_rows.is_told(tx, broadcast.id, now)
    prompt = say.BroadcastProgress(
        words=broadcast.words,
        unit=office.directory.name_of(broadcast.unit_id),
        building=broadcast.building,
        total=broadcast.total,
        sent=broadcast.sent,
        gone=broadcast.gone,
        state=broadcast.state,
        later=clock_face(from_millis(broadcast.begins_at)) if broadcast.begins_at > now else "",
        told=told,
    )
    halt = (Choice("halt", broadcast.id),) if broadcast.state == "sending" else ()
    down = (Choice("takedown", broadcast.id),) if told else ()
    return prompt, tuple(filter(None, ((*halt, *down),)))

"""Danger to life: the numbers before any form, one tap to alert somebody, and the alert by itself when nobody taps."""

import re
from dataclasses import replace

from bot.domain.clock import to_millis
from bot.domain.messages import Choice, Outbound, Prompt, Reply, Toast, Urgency
from bot.domain.people import UnitKind
from bot.domain.tickets import Severity, Ticket
from bot.services.report import draft as drafts
from bot.services.report.draft import Draft
from bot.services.report.needs import DANGER_LASTS
from bot.services.turn import Turn
from bot.storage import due, tickets
from bot.storage.database import Tx
from bot.texts import danger as say

ALARM = "alarm"
# 「没事了，是我忘关火了」: it may be so; whether it is they say by a tap.
_TAKEN_BACK = re.compile(
    r"没事[了儿啦吧]|没(?:有)?(?:什么)?危险|没有?(?:着火|漏气)|(?:不用|别|甭|不要)(?:再)?(?:来|叫|管|喊)|"
    r"[搞弄看闻听说报]错了|误会|虚惊"
)


async def numbers_first(turn: Turn, tx: Tx, before: Draft) -> list[Reply]:
    """The emergency numbers, with one tap to alert somebody; the clock is set for whoever taps nothing.

    Called once the message is dealt with: where no draft is left, somebody was alerted already.
    """
    if turn.reading is None or not turn.reading.danger:
        return []
    kind = turn.reading.danger
    if (draft := await drafts.load(tx, turn.person.id)) is None:
        return [_at_once(turn.reply(say.EmergencyAgain(_numbers(turn, kind))))]
    if not before.danger:
        seconds = turn.office.settings.alerts.danger_unanswered_s
        await due.plan(tx, ALARM, turn.person.id, turn.now + int(seconds * 1000))
    return [show(turn, draft, kind, first=not before.danger)]


def show(turn: Turn, draft: Draft, kind: str, *, first: bool = False) -> Outbound:
    """The card with the numbers for a kind of danger, and its two buttons; `first`: it was not shown before."""
    prompt = say.Emergency(_numbers(turn, kind), int(turn.office.settings.alerts.danger_unanswered_s))
    choices = ((Choice("alarm", draft.id),), (Choice("calm", draft.id),))
    return _at_once(turn.reply(prompt, choices, card=_card_of(draft), first=first))


def alarmed(turn: Turn, draft: Draft, ticket: Ticket, office: str) -> list[Reply]:
    """The numbers stay, the buttons go, and it says who was told."""
    unit = turn.office.directory.get(ticket.compound_id)
    where = unit is not None and unit.kind is UnitKind.COMPOUND
    prompt = say.Alarmed(ticket.number, office, where, _numbers(turn, draft.danger))
    return [_redrawn(turn, draft, prompt)]


async def calm(turn: Turn, tx: Tx, draft: Draft) -> tuple[Draft, list[Reply]]:
    """没有危险: nobody is alerted by the clock; the report goes on like any other."""
    await due.cancel(tx, ALARM, turn.person.id)
    calmed = replace(draft, danger="", severity=Severity.NORMAL, version=draft.version + 1)
    await drafts.save(tx, turn.person.id, calmed, turn.now)
    return calmed, [_redrawn(turn, draft, say.NoDanger())]


def takes_back(turn: Turn) -> bool:
    """Whether their words say that there was no danger after all."""
    return _TAKEN_BACK.search(turn.words) is not None


def ask_whether_none(turn: Turn, draft: Draft) -> list[Reply]:
    """They say that there is none: which button says so, and what happens without it. Nothing is stopped by words."""
    return [_at_once(turn.reply(say.TapWhereNone())), show(turn, draft, draft.danger)]


async def call_off(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """What they told is not meant any more: nobody is alerted, and the card that promised it says so."""
    await due.cancel(tx, ALARM, turn.person.id)
    prompt = say.CalledOff(_numbers(turn, draft.danger))
    return [_redrawn(turn, draft, prompt)]


async def is_recent(turn: Turn, tx: Tx) -> bool:
    """Whether somebody was alerted for them just now."""
    since = to_millis(turn.moment - DANGER_LASTS)
    latest = await tickets.open_of(tx, turn.person.id, since, 1)
    return any(ticket.severity is Severity.DANGER for ticket in latest)


async def already(turn: Turn, tx: Tx) -> list[Reply]:
    """A tap on the alarm of what was sent, or cancelled: it must not sound as if somebody came."""
    return [Toast(say.AlreadyAlarmed())] if await is_recent(turn, tx) else [Toast(say.NobodyAlarmed(), alert=True)]


def _card_of(draft: Draft) -> str:
    return f"danger:{draft.id}"


def _redrawn(turn: Turn, draft: Draft, prompt: Prompt) -> Outbound:
    """The card with the numbers, without its buttons."""
    return _at_once(turn.reply(prompt, card=_card_of(draft)).in_place())


def _at_once(shown: Outbound) -> Outbound:
    return replace(shown, urgency=Urgency.DANGER)


def _numbers(turn: Turn, kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((entry.name, entry.number) for entry in turn.office.settings.emergency.numbers(kind))

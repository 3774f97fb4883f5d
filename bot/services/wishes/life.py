"""One step in the life of a wish: what is kept, and what follows from it, in one unit of work."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.domain.errors import NotAllowed, OutdatedCard
from bot.domain.messages import MediaRef, Outbound, Reply
from bot.domain.points import Dimension, Earning
from bot.domain.wishes import ENDED, TAKEN, Wish, WishState
from bot.fsm.wish import Do, E, Who, WishFacts, role_for, wish_flow
from bot.services.points import ledger
from bot.services.turn import Turn
from bot.services.wishes import clock, telling
from bot.services.wishes.standing import standing
from bot.storage import wishes as rows
from bot.storage.database import Tx
from bot.storage.wishes import Event
from bot.texts.wishes.steps import thanks_reason, wish_reason

MATTER = "微心愿"
# The end of a day on which somebody still goes to a neighbour's.
EVENING = time(20)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said with a step: a reason, the public words, how it was done."""

    words: str = ""
    files: tuple[MediaRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """What it was, what it became, by which event, and what was said."""

    was: Wish
    wish: Wish
    event: E
    said: Said


async def act(turn: Turn, tx: Tx, wish: Wish, event: E, said: Said = Said()) -> tuple[Wish, list[Reply]]:
    """Do `event`, by whoever acts or by the clock; the wish as it is now, and what others are told.

    Raises `NotAllowed` where it is not theirs to do, `NotPossibleNow` where the flow has no such step, `OutdatedCard`
    where somebody was quicker.
    """
    who = role_for(event, {Who.CLOCK} if turn.inbound is None else standing(turn.office, turn.person, wish, turn.now))
    if who is None:
        raise NotAllowed(event)
    step = wish_flow().step(wish.state, event, WishFacts(bool(wish.extended)))
    became = _became(turn, wish, event, step.state, said)
    if Do.FORGET_CONTACT in step.effects:
        became = _forgotten(became)
    if not await _kept(turn, tx, wish, became, event):
        raise OutdatedCard(wish.id)
    became = replace(became, version=wish.version + 1)
    by = turn.person.id if turn.inbound else None
    await rows.note_event(tx, Event(wish.id, event, step.state, by, who, said.words, turn.now))
    await clock.plan(tx, turn.office, became)
    happened = Happened(wish, became, event, said)
    found = [message for effect in step.effects for message in await EFFECTS[effect](turn, tx, happened)]
    return became, await telling.by_day(tx, turn.office, became, found, turn.now)


async def _kept(turn: Turn, tx: Tx, wish: Wish, became: Wish, event: E) -> bool:
    if event is E.CLAIM:
        most = turn.office.settings.wishes.claims
        return await rows.claim(tx, wish.id, turn.person.id, became.due_at or 0, most, turn.now)
    return await rows.change(tx, wish, became)


def _became(turn: Turn, wish: Wish, event: E, state: WishState, said: Said) -> Wish:
    became = replace(wish, state=state, looked_at=turn.now, **_changes(turn, wish, event, said))
    if state is not wish.state:
        became = replace(became, since=turn.now)
    if state not in TAKEN:
        became = replace(became, claimer_id=None, due_at=None, extended=0, note="", files=())
    return became


def _changes(turn: Turn, wish: Wish, event: E, said: Said) -> dict[str, Any]:
    """What an event changes beside the state."""
    rules, later = turn.office.settings.wishes, partial(_evening, turn.moment)
    claimed = {"claimer_id": turn.person.id, "due_at": later(rules.days), "extended": 0}
    more = _evening(max(from_millis(wish.due_at or turn.now), turn.moment), rules.more_days)
    changes: dict[E, dict[str, Any]] = {
        E.REWORD: {"public": said.words},
        E.PUBLISH: {"opened_at": turn.now},
        E.CLAIM: claimed,
        E.EXTEND: {} if wish.extended else {"due_at": more, "extended": 1},
        E.DELIVER: {"note": said.words, "files": said.files},
        E.NOT_YET: {"note": "", "files": (), "due_at": max(wish.due_at or 0, later(rules.more_days))},
    }
    return changes.get(event, {})


def _evening(moment: datetime, days: int) -> int:
    day = moment.astimezone(SHANGHAI).date() + timedelta(days=days)
    return to_millis(datetime.combine(day, EVENING, SHANGHAI))


def _forgotten(wish: Wish) -> Wish:
    """It is over: who they are and where they live is nobody's business any more."""
    return replace(wish, words=wish.public, contact="", address="", for_name=wish.for_name[:1])


# ── what follows ──────────────────────────────────────────────────────────────────────────────────────────────
async def _call_secretary(turn: Turn, tx: Tx, happened: Happened) -> list[Outbound]:
    return await telling.to_secretaries(tx, turn.office, happened.wish, turn.now)


async def _tell_colleagues(turn: Turn, tx: Tx, happened: Happened) -> list[Outbound]:
    return await telling.to_colleagues(turn, tx, happened.wish)


async def _tell_wisher(turn: Turn, tx: Tx, happened: Happened) -> list[Outbound]:
    wish, reason = happened.wish, happened.said.words
    if turn.inbound and turn.person.id == wish.person_id:
        return []
    return await telling.to_person(tx, turn.office, wish, wish.person_id, turn.now, event=happened.event, reason=reason)


async def _tell_claimer(turn: Turn, tx: Tx, happened: Happened) -> list[Outbound]:
    """Whoever had it in hand, also where they have it no more."""
    wish, claimer, event = happened.wish, happened.was.claimer_id, happened.event
    if claimer is None:
        return []
    reason = happened.said.words
    return await telling.to_person(tx, turn.office, wish, claimer, turn.now, event=event, reason=reason)


async def _ask_wisher(turn: Turn, tx: Tx, happened: Happened) -> list[Outbound]:
    wish = happened.wish
    return await telling.to_person(tx, turn.office, wish, wish.person_id, turn.now, media=wish.files)


async def _award(turn: Turn, tx: Tx, happened: Happened) -> list[Outbound]:
    wish = happened.wish
    points = await _earn(turn, tx, wish, Dimension.EXTRA, wish_reason(wish.kind))
    return await telling.to_person(
        tx, turn.office, wish, wish.claimer_id, turn.now, event=happened.event, points=points
    )


async def _earn(turn: Turn, tx: Tx, wish: Wish, dimension: Dimension, reason: str) -> int:
    if wish.claimer_id is None:
        return 0
    earning = Earning(wish.claimer_id, MATTER, dimension, "wish", wish.id, reason, turn.person.id)
    return await ledger.award(tx, turn.office.settings, earning, turn.now)


async def _nothing(turn: Turn, tx: Tx, happened: Happened) -> list[Outbound]:
    return []  # forgotten as part of what is kept


EFFECTS: Mapping[Do, Callable[[Turn, Tx, Happened], Awaitable[list[Outbound]]]] = {
    Do.CALL_SECRETARY: _call_secretary,
    Do.TELL_COLLEAGUES: _tell_colleagues,
    Do.TELL_WISHER: _tell_wisher,
    Do.TELL_CLAIMER: _tell_claimer,
    Do.ASK_WISHER: _ask_wisher,
    Do.AWARD: _award,
    Do.FORGET_CONTACT: _nothing,
}


async def thank(turn: Turn, tx: Tx, wish: Wish, words: str) -> list[Reply]:
    """A word of thanks to whoever did it, worth more points once.

    Raises `NotAllowed`; `OutdatedCard` the second time.
    """
    who = role_for(E.CONFIRM, standing(turn.office, turn.person, wish, turn.now))
    if who is None:
        raise NotAllowed(telling.THANK)
    if not await rows.thank(tx, wish.id):
        raise OutdatedCard(wish.id)
    await rows.note_event(tx, Event(wish.id, telling.THANK, wish.state, turn.person.id, who, words, turn.now))
    points = await _earn(turn, tx, wish, Dimension.BONUS, thanks_reason(wish.kind))
    wish = replace(wish, thanked=1)
    found = await telling.to_person(
        tx, turn.office, wish, wish.claimer_id, turn.now, event=telling.THANK, reason=words, points=points
    )
    return await telling.by_day(tx, turn.office, wish, found, turn.now)


def is_over(wish: Wish) -> bool:
    """Nothing happens to it any more."""
    return wish.state in ENDED

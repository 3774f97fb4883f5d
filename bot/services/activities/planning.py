"""An activity before it is out: one sentence, what is missing asked for, the card as volunteers will see it."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain.activities import MOST_PLACES, Activity
from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.domain.errors import NotAllowed
from bot.domain.gatherings import Gathering, number_said, read
from bot.domain.ids import new_id
from bot.domain.messages import Choices, Outbound, Prompt, Reply, Text
from bot.domain.policy import May
from bot.domain.tickets import Ticket
from bot.fsm.activity import E
from bot.services import asking
from bot.services.activities import life, showing, standing
from bot.services.layout import button, in_rows
from bot.services.turn import Turn
from bot.storage import activities as rows
from bot.storage import signups, tickets
from bot.storage.database import Tx
from bot.texts import organising as say

# Kinds of questions (`asking`).
NEW, WHEN, PLACES = "activity_new", "activity_when", "activity_places"
DAYS_OFFERED = 6
_DAY_MS = 86_400_000
MOST_COMPOUNDS = 30


async def ask(turn: Turn, tx: Tx, ticket: Ticket | None = None) -> list[Reply]:
    """What is it to be? Raises `NotAllowed` for who organises nothing where the ticket is."""
    led = standing.compounds_of(turn.office, turn.person, May.ORGANISE)
    if not led or (ticket and ticket.compound_id not in led):
        raise NotAllowed("activity")
    await asking.ask(turn, tx, NEW, ticket.id if ticket else "")
    return [turn.reply(say.AskActivity(ticket.number if ticket else ""))]


async def told(turn: Turn, tx: Tx, ticket_id: str) -> list[Reply] | None:
    """The sentence; None for a photo or a pin."""
    if not isinstance(turn.content, Text) or not turn.words:
        return None
    ticket = await tickets.load(tx, ticket_id) if ticket_id else None
    return await write(turn, tx, turn.words, ticket)


async def write(turn: Turn, tx: Tx, words: str, ticket: Ticket | None = None) -> list[Reply]:
    """Keep a new draft, in place of an older one of theirs, and show what is missing or to be checked."""
    led = standing.compounds_of(turn.office, turn.person, May.ORGANISE)
    if not led:
        raise NotAllowed("activity")
    if len(words) > turn.office.settings.activities.max_words:
        await asking.ask(turn, tx, NEW, ticket.id if ticket else "")
        return [turn.reply(say.SentenceTooLong(turn.office.settings.activities.max_words))]
    named = turn.office.directory.mentioned(words)
    told = (ticket.compound_id if ticket else "", named.id if named else "", led[0] if len(led) == 1 else "")
    draft = _said(turn, Activity(new_id(), turn.person.id, "", turn.now), read(words, turn.moment))
    draft = replace(draft, compound_id=next((unit_id for unit_id in told if unit_id in led), None))
    draft = replace(draft, ticket_id=ticket.id if ticket and ticket.compound_id in led else None)
    await rows.begin(tx, draft)
    return [await to_check(turn, tx, draft)]


def _said(turn: Turn, draft: Activity, said: Gathering) -> Activity:
    """What the sentence says; a number of places beyond what is possible is asked for."""
    known = {matter.name for matter in turn.office.settings.matters}
    places = -1 if said.places is None or said.places > MOST_PLACES else said.places
    matter = said.matter if said.matter in known else ""
    return replace(_timed(draft, said), words=said.words, places=places, days=said.days, matter=matter)


def _timed(draft: Activity, said: Gathering) -> Activity:
    """With the time that was said; hours alone are of the day that is known already."""
    if said.begins and said.ends:
        begins, lasts = said.begins, said.ends - said.begins
        if said.day is None and draft.begins_at and not draft.ends_at:
            begins = datetime.combine(_day(draft), begins.astimezone(SHANGHAI).time(), SHANGHAI)
        return replace(draft, begins_at=to_millis(begins), ends_at=to_millis(begins + lasts))
    if said.day:
        return replace(draft, begins_at=to_millis(said.day), ends_at=0)
    return draft


def _day(draft: Activity) -> datetime:
    return from_millis(draft.begins_at).astimezone(SHANGHAI)


# ── what is missing, one after the other ──────────────────────────────────────────────────────────────────────
async def to_check(turn: Turn, tx: Tx, draft: Activity) -> Outbound:
    """The next question; the card as volunteers will see it where nothing is missing."""
    if draft.compound_id is None:
        return _asked(turn, draft, say.AskWhichCompound(), _compounds(turn, draft))
    if not life.has_time(draft) or draft.begins_at <= turn.now:
        return await ask_when(turn, tx, draft)
    if draft.places < 0:
        return await ask_places(turn, tx, draft)
    await asking.answered(turn, tx)
    if draft.matter not in {matter.name for matter in turn.office.settings.matters}:
        return ask_matter(turn, draft)
    return await _check(turn, tx, draft)


async def ask_when(turn: Turn, tx: Tx, draft: Activity, *, failed: bool = False) -> Outbound:
    """The day; its hours, where the day is known. `failed`: what was said is no time."""
    await asking.ask(turn, tx, WHEN, draft.id)
    if draft.begins_at and not draft.ends_at and draft.begins_at + _DAY_MS > turn.now:
        hours = [button(draft, "act_hour", code, label) for code, label in say.HOURS.items()]
        ahead = (_day(draft).date() - turn.moment.astimezone(SHANGHAI).date()).days
        return _asked(turn, draft, say.AskHours(say.day_label(_day(draft), ahead)), in_rows(hours))
    today = turn.moment.astimezone(SHANGHAI)
    days = [
        button(draft, "act_day", str(ahead), say.day_label(today + timedelta(days=ahead), ahead))
        for ahead in range(DAYS_OFFERED)
    ]
    return _asked(turn, draft, say.AskDay(past=failed or draft.begins_at > 0), in_rows(days))


async def ask_places(turn: Turn, tx: Tx, draft: Activity) -> Outbound:
    """How many people."""
    await asking.ask(turn, tx, PLACES, draft.id)
    limits = [button(draft, "act_num", str(number), label) for number, label in say.LIMITS.items()]
    return _asked(turn, draft, say.AskPlaces(MOST_PLACES), in_rows(limits))


def ask_matter(turn: Turn, draft: Activity) -> Outbound:
    """Which of the matters it counts for."""
    matters = [
        button(draft, "act_kind", str(at), matter.name) for at, matter in enumerate(turn.office.settings.matters)
    ]
    return _asked(turn, draft, say.AskMatter(), in_rows(matters))


def _compounds(turn: Turn, draft: Activity) -> Choices:
    led = standing.compounds_of(turn.office, turn.person, May.ORGANISE)[:MOST_COMPOUNDS]
    named = [button(draft, "act_unit", unit_id, turn.office.directory[unit_id].name) for unit_id in led]
    return in_rows(named)


async def _check(turn: Turn, tx: Tx, draft: Activity) -> Outbound:
    shown, _ = await showing.shown(tx, turn.office, turn.person, draft, turn.now)
    volunteers = await signups.volunteers(tx, units_of(turn, draft), turn.now)
    prompt = say.ActivityCheck(shown.text(), draft.matter, len(volunteers), draft.days)
    fixes = [button(draft, "act_fix", what, label) for what, label in say.FIXES.items()]
    last = ((button(draft, "act_drop"),),)
    return turn.reply(prompt, ((button(draft, "act_go"),), tuple(fixes), *last), card=card_of(draft))


def units_of(turn: Turn, activity: Activity) -> list[str]:
    """The compound and all above it: where somebody may be a volunteer for it."""
    return [unit.id for unit in turn.office.directory.upwards(activity.compound_id or "")]


def _asked(turn: Turn, draft: Activity, prompt: Prompt, choices: Choices) -> Outbound:
    return turn.reply(prompt, (*choices, (button(draft, "act_drop"),)), card=card_of(draft))


def card_of(draft: Activity) -> str:
    """The living card of a draft; once it is out, that of the activity."""
    return showing.card_of(draft)


# ── what was answered ─────────────────────────────────────────────────────────────────────────────────────────
async def mine(turn: Turn, tx: Tx, draft_id: str) -> Activity | None:
    """Their draft; None where it is missing, another's or out by now."""
    draft = await rows.load(tx, draft_id)
    return draft if draft and draft.state == "draft" and standing.leads(turn.office, turn.person, draft) else None


async def is_out(turn: Turn, tx: Tx, draft_id: str) -> bool:
    """Whether what was a draft of theirs is published by now."""
    found = await rows.load(tx, draft_id)
    return found is not None and found.organiser_id == turn.person.id and found.state != "cancelled"


async def change(turn: Turn, tx: Tx, draft: Activity, wanted: Activity) -> Outbound:
    """Keep what was said, and show the next question or the card."""
    became, _ = await life.act(turn, tx, draft, E.CHANGE, wanted)
    return await to_check(turn, tx, became)


async def said_when(turn: Turn, tx: Tx, draft_id: str) -> list[Reply] | None:
    """A day, hours, or both, in words."""
    draft = await mine(turn, tx, draft_id)
    if draft is None or not isinstance(turn.content, Text):
        return None
    wanted = _timed(draft, read(turn.words, turn.moment))
    if wanted == draft:
        return [await ask_when(turn, tx, draft, failed=True)]
    return [await change(turn, tx, draft, wanted)]


async def said_places(turn: Turn, tx: Tx, draft_id: str) -> list[Reply] | None:
    """A number of people, in words."""
    draft = await mine(turn, tx, draft_id)
    if draft is None or not isinstance(turn.content, Text):
        return None
    number = number_said(turn.words)
    if number is None or number > MOST_PLACES:
        return [await ask_places(turn, tx, draft)]
    return [await change(turn, tx, draft, replace(draft, places=number))]


def chosen(turn: Turn, draft: Activity, what: str, more: str) -> Activity | None:
    """The draft with what a button says; None where it says nothing that is offered."""
    now = turn.moment.astimezone(SHANGHAI)
    match what:
        case "act_unit" if more in standing.compounds_of(turn.office, turn.person, May.ORGANISE):
            return replace(draft, compound_id=more)
        case "act_day" if more.isdecimal() and int(more) < DAYS_OFFERED:
            day = datetime.combine(now.date() + timedelta(days=int(more)), time(), SHANGHAI)
            return replace(draft, begins_at=to_millis(day), ends_at=0)
        case "act_hour" if more in say.HOURS and draft.begins_at:
            begins, ends = (datetime.combine(_day(draft), time(int(hour)), SHANGHAI) for hour in more.split("-"))
            return replace(draft, begins_at=to_millis(begins), ends_at=to_millis(ends))
        case "act_num" if more.isdecimal() and int(more) in say.LIMITS:
            return replace(draft, places=int(more))
        case "act_kind" if more.isdecimal() and int(more) < len(turn.office.settings.matters):
            return replace(draft, matter=turn.office.settings.matters[int(more)].name)
        case _:
            return None


async def fix(turn: Turn, tx: Tx, draft: Activity, what: str) -> Outbound:
    """改时间, 改人数, 改积分: asked again."""
    if what == "when":
        return await ask_when(turn, tx, replace(draft, begins_at=0, ends_at=0))
    return await ask_places(turn, tx, draft) if what == "places" else ask_matter(turn, draft)

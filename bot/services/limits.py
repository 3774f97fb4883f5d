"""Limits: whether a report may be sent now, who met one, who is let go on (danger is held up by none)."""

from datetime import datetime, time, timedelta

from bot.domain.clock import SHANGHAI, to_millis
from bot.domain.errors import NotFound
from bot.domain.limits import Limit
from bot.domain.messages import Choice, Outbound, Reply, Toast, Urgency
from bot.domain.people import Role
from bot.domain.policy import May
from bot.domain.tickets import Ticket
from bot.services.scope import reach_of
from bot.services.turn import Turn
from bot.storage import limits as rows
from bot.storage import people, tickets
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts import limits as say

HOUR = timedelta(hours=1)
# The branch hears of the first time in a day; the rest stands under /limits.
NOTIFIED = (Limit.ENOUGH_TODAY, Limit.BUSY_COMPOUND)
MOST_SHOWN = 8


def day_of(moment: datetime) -> str:
    """The day in Shanghai on which it is counted."""
    return moment.astimezone(SHANGHAI).date().isoformat()


async def limit_of(turn: Turn, tx: Tx, compound_id: str, words: str) -> Limit | None:
    """What keeps them from reporting these words there now; None where nothing does. Never asked of danger."""
    if await rows.bar_of(tx, turn.person.id, compound_id, turn.now):
        return Limit.BARRED
    found = None if turn.person.posts else await _of_person(turn, tx, words)
    found = found or await _of_compound(turn, tx, compound_id)
    free = found and await rows.is_freed(tx, found, turn.person.id, compound_id, day_of(turn.moment))
    return None if free else found


async def _of_person(turn: Turn, tx: Tx, words: str) -> Limit | None:
    section = turn.office.settings.limits
    midnight = datetime.combine(turn.moment.astimezone(SHANGHAI).date(), time(), SHANGHAI)
    today, same = await rows.told_since(tx, turn.person.id, to_millis(midnight), words)
    if words and same >= section.same_words:
        return Limit.SAME_WORDS
    if today < min(section.new_per_day, section.per_day):
        return None
    return Limit.ENOUGH_TODAY if today >= await most_of(turn, tx) else None


async def most_of(turn: Turn, tx: Tx) -> int:
    """How many they may report today."""
    section = turn.office.settings.limits
    known = turn.now - await rows.known_since(tx, turn.person.id)
    return section.new_per_day if known < section.new_hours * 3_600_000 else section.per_day


async def _of_compound(turn: Turn, tx: Tx, compound_id: str) -> Limit | None:
    lately = await rows.count_in(tx, compound_id, to_millis(turn.moment - HOUR))
    return Limit.BUSY_COMPOUND if lately >= turn.office.settings.limits.compound_per_hour else None


async def note(turn: Turn, tx: Tx, kind: Limit, compound_id: str) -> list[Reply]:
    """Count who met it; the branch is told of the first in a day, without a sound."""
    times = await rows.hit(tx, kind, turn.person.id, compound_id, day_of(turn.moment))
    if times > 1 or kind not in NOTIFIED:
        return []
    held = [hit for hit in await rows.hits_in(tx, [compound_id], day_of(turn.moment), 1000) if hit.kind is kind]
    if kind is Limit.BUSY_COMPOUND and len(held) > 1:
        return []
    mine = next((hit for hit in held if hit.person_id == turn.person.id), None)
    secretaries = await people.holders(tx, Role.SECRETARY, [compound_id])
    name = turn.office.directory[compound_id].name
    prompt = say.LimitMet(kind, name, await tickets.number_of(tx, mine.ticket_id if mine else ""))
    choices = ((_free(kind, compound_id, mine.ticket_id if mine else ""),), (Choice("limits"),))
    return [Outbound(one, prompt, choices, urgency=Urgency.NOTICE, silent=True) for one in secretaries]


def _free(kind: Limit, compound_id: str, ticket_id: str) -> Choice:
    if kind is Limit.BUSY_COMPOUND:
        return Choice("free_all", compound_id)
    return Choice("free", ticket_id)


# ── the branch ────────────────────────────────────────────────────────────────────────────────────────────────
def reach(turn: Turn) -> frozenset[str]:
    """The compounds over whose reports they watch."""
    return reach_of(turn.office.directory, turn.person, May.LIMIT)


async def watched(turn: Turn, tx: Tx, ticket_id: str) -> Ticket:
    """A report of those compounds. Raises `NotFound` where it is missing or another's."""
    ticket = await tickets.load(tx, ticket_id)
    if ticket is None or ticket.compound_id not in reach(turn):
        raise NotFound(ticket_id)
    return ticket


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/limits`: who met a limit today, who is barred."""
    return [await listed(turn, tx)]


async def listed(turn: Turn, tx: Tx) -> Outbound:
    """The card of it."""
    units = reach(turn)
    hits = await rows.hits_in(tx, units, day_of(turn.moment), MOST_SHOWN)
    bars = await rows.bars_in(tx, units, turn.now, MOST_SHOWN)
    name = turn.office.directory
    met = [
        (hit.kind, name[hit.compound_id].name, await tickets.number_of(tx, hit.ticket_id), hit.number) for hit in hits
    ]
    barred = [(await tickets.number_of(tx, one.ticket_id), say.until_day(one.until), one.reason) for one in bars]
    frees = dict.fromkeys(
        Choice(choice.what, choice.which, label=say.free_label(hit.kind, line[2]))
        for hit, line in zip(hits, met, strict=True)
        if (choice := _free(hit.kind, hit.compound_id, hit.ticket_id)).which
    )
    lifts = [Choice("unbar", one.id, label=say.lift_label(line[0])) for one, line in zip(bars, barred, strict=True)]
    choices = tuple((choice,) for choice in (*frees, *lifts))
    return turn.reply(say.LimitsToday(tuple(met), tuple(barred)), choices, card="limits")


async def free(turn: Turn, tx: Tx, ticket_id: str) -> list[Reply]:
    """放行: whoever reported this ticket may go on today. Raises `NotFound` where it is not below them."""
    ticket = await watched(turn, tx, ticket_id)
    today, freed = day_of(turn.moment), False
    for kind in (Limit.ENOUGH_TODAY, Limit.SAME_WORDS):
        freed |= await rows.free(tx, kind, ticket.compound_id, today, ticket.reporter_id)
    return await _freed(turn, tx, freed=freed)


async def free_all(turn: Turn, tx: Tx, compound_id: str) -> list[Reply]:
    """全部放行: everybody in this compound, today. Raises `NotFound` where it is not below them."""
    if compound_id not in reach(turn):
        raise NotFound(compound_id)
    freed = await rows.free(tx, Limit.BUSY_COMPOUND, compound_id, day_of(turn.moment))
    return await _freed(turn, tx, freed=freed)


async def _freed(turn: Turn, tx: Tx, *, freed: bool) -> list[Reply]:
    return [Toast(say.Freed() if freed else errors.StepDone()), await listed(turn, tx)]

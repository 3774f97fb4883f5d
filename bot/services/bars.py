"""Barring somebody from reporting in a compound, for a while and for a reason; their one word to the level above."""

from bot.domain.errors import NotFound, NotPossibleNow
from bot.domain.ids import new_id
from bot.domain.limits import Bar
from bot.domain.messages import Choice, Outbound, Reply, Text, Toast, Urgency
from bot.domain.people import Role, UnitKind
from bot.services import asking, limits
from bot.services.turn import Turn
from bot.storage import limits as rows
from bot.storage import people, tickets
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts import limits as say

# Kinds of questions: why somebody is barred; what they say to it.
WHY, APPEAL = "bar_why", "bar_appeal"
DAY_MS = 86_400_000
LONGEST = 300


async def ask_why(turn: Turn, tx: Tx, ticket_id: str) -> list[Reply]:
    """停用上报, on a ticket's card: why? Raises `NotFound` where it is not below them."""
    ticket = await limits.watched(turn, tx, ticket_id)
    if await rows.bar_of(tx, ticket.reporter_id, ticket.compound_id, turn.now):
        return [Toast(errors.StepDone())]
    await asking.ask(turn, tx, WHY, ticket.id)
    return [turn.reply(say.WhyBar(ticket.number, turn.office.settings.limits.bar_days))]


async def told_why(turn: Turn, tx: Tx, ticket_id: str) -> list[Reply] | None:
    """The reason: they are barred from now on, and told so."""
    if not isinstance(turn.content, Text) or not turn.words:
        return None
    ticket = await limits.watched(turn, tx, ticket_id)
    await asking.answered(turn, tx)
    until = turn.now + turn.office.settings.limits.bar_days * DAY_MS
    one = Bar(
        new_id(), ticket.reporter_id, ticket.compound_id, ticket.id, turn.person.id, turn.words[:LONGEST], until,
        at=turn.now,
    )  # fmt: skip
    if not await rows.bar(tx, one):
        return [turn.reply(errors.StepDone())]
    told = Outbound(ticket.reporter_id, prompt_of(turn, one), choices_of(one), urgency=Urgency.NOTICE)
    return [turn.reply(say.NowBarred(ticket.number, say.until_day(until))), told]


def prompt_of(turn: Turn, one: Bar) -> say.Barred:
    """What the barred person reads."""
    return say.Barred(
        turn.office.directory[one.compound_id].name, say.until_day(one.until), one.reason, bool(one.appeal)
    )


def choices_of(one: Bar) -> tuple[tuple[Choice, ...], ...]:
    """申诉, once."""
    return () if one.appeal else ((Choice("appeal", one.id),),)


async def ask_appeal(turn: Turn, tx: Tx, bar_id: str) -> list[Reply]:
    """申诉: what do they say to it? Raises `NotFound` where it is not about them, or over."""
    one = await rows.load(tx, bar_id)
    if one is None or one.person_id != turn.person.id or one.state != "active" or one.until <= turn.now:
        raise NotFound(bar_id)
    if one.appeal:
        return [Toast(errors.StepDone())]
    await asking.ask(turn, tx, APPEAL, bar_id)
    return [turn.reply(say.YourSide())]


async def told_appeal(turn: Turn, tx: Tx, bar_id: str) -> list[Reply] | None:
    """Their word goes to the level above the branch, once; to the branch where nobody sits there."""
    if not isinstance(turn.content, Text) or not turn.words:
        return None
    await asking.answered(turn, tx)
    if not await rows.appeal(tx, bar_id, turn.person.id, turn.words[:LONGEST]):
        return [turn.reply(errors.StepDone())]
    one = await rows.load(tx, bar_id)
    if one is None:
        raise NotFound(bar_id)
    card = await _card(turn, tx, one)
    return [turn.reply(say.AppealSent()), *(card_for(one.id, to, card) for to in await _judges(turn, tx, one))]


async def _judges(turn: Turn, tx: Tx, one: Bar) -> list[str]:
    community = turn.office.directory.above(one.compound_id, UnitKind.COMMUNITY)
    above = await people.holders(tx, Role.COMMUNITY_STAFF, [community.id]) if community else []
    return above or await people.holders(tx, Role.SECRETARY, [one.compound_id])


async def _card(turn: Turn, tx: Tx, one: Bar) -> say.Appeal:
    ticket = await tickets.load(tx, one.ticket_id)
    name = turn.office.directory[one.compound_id].name
    return say.Appeal(name, ticket.number if ticket else "", one.reason, one.appeal, one.state)


def card_for(bar_id: str, to: str, prompt: say.Appeal) -> Outbound:
    """The card of those who decide about it."""
    choices = ((Choice("unbar", bar_id), Choice("keep_bar", bar_id)),) if prompt.state == "active" else ()
    return Outbound(to, prompt, choices, urgency=Urgency.NOTICE, card=f"bar:{bar_id}", replaces=True)


async def lift(turn: Turn, tx: Tx, bar_id: str) -> list[Reply]:
    """解除. Raises `NotFound` where it is not below them."""
    return await _decide(turn, tx, bar_id, "lifted")


async def keep(turn: Turn, tx: Tx, bar_id: str) -> list[Reply]:
    """维持, once something was said to it. Raises `NotFound` where it is not below them."""
    return await _decide(turn, tx, bar_id, "kept")


async def _decide(turn: Turn, tx: Tx, bar_id: str, state: str) -> list[Reply]:
    one = await rows.load(tx, bar_id)
    if one is None or one.compound_id not in limits.reach(turn):
        raise NotFound(bar_id)
    if not await rows.end(tx, bar_id, state):
        raise NotPossibleNow(bar_id)
    name = turn.office.directory[one.compound_id].name
    told = say.BarLifted(name) if state == "lifted" else say.BarKept(name, say.until_day(one.until))
    decided = turn.reply(say.Decided(state), card=f"bar:{bar_id}")
    return [decided, Outbound(one.person_id, told, urgency=Urgency.NOTICE)]

"""Who came: ticked by whoever organises, confirmed after the end; by the clock where nobody does."""

from bot.domain.activities import EARLY_MS, Activity, ActivityState, SignupState
from bot.domain.clock import from_millis
from bot.domain.messages import Choice, Choices, Outbound, Reply, Toast, Urgency
from bot.domain.people import Person
from bot.fsm.activity import Act, E
from bot.services import desk_cards
from bot.services.activities import life, showing, standing
from bot.services.activities.moving import move
from bot.services.layout import in_rows
from bot.services.turn import Office, Turn
from bot.storage import signups, tickets
from bot.storage.database import Tx
from bot.texts import organising as say
from bot.texts.activities import news as seen
from bot.texts.errors import StepDone

S = SignupState
PAGE = 20
NOBODY = Person(id="", consent_version=0, home_id=None)


async def roll(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """点名, a page of it (「id~2」)."""
    activity_id, _, page = which.partition("~")
    activity = await standing.led(turn, tx, activity_id)
    return [await _roll(turn, tx, activity, int(page) if page.isdecimal() else 1)]


async def tick(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """One name (「id~number~page」): there, or not after all."""
    activity_id, _, more = which.partition("~")
    number, _, page = more.partition("~")
    activity = await standing.led(turn, tx, activity_id)
    if activity.state != ActivityState.OPEN or turn.now < activity.begins_at - EARLY_MS:
        return [Toast(StepDone()), await showing.card(turn, tx, activity)]
    one = await signups.at_turn(tx, activity.id, int(number) if number.isdecimal() else 0)
    if one and one.state in (S.HERE, S.SIGNED_UP):
        await move(tx, activity, one, Act.MISS if one.state is S.HERE else Act.CHECK_IN, turn.now)
    return [await _roll(turn, tx, activity, int(page) if page.isdecimal() else 1)]


async def _roll(turn: Turn, tx: Tx, activity: Activity, wanted: int) -> Outbound:
    if activity.state != ActivityState.OPEN:
        return await showing.card(turn, tx, activity)
    prompt, choices = await roll_of(tx, activity, wanted, turn.now)
    return turn.reply(prompt, choices, card=showing.card_of(activity))


async def roll_of(tx: Tx, activity: Activity, wanted: int, now: int) -> tuple[say.Roll, Choices]:
    """The names with their ticks, twenty on a page; 确认 where it is over."""
    found = await signups.of(tx, activity.id, (S.HERE, S.SIGNED_UP))
    pages = max(1, -(-len(found) // PAGE))
    page = max(1, min(wanted, pages))
    here = sum(one.state is S.HERE for one in found)
    over = activity.ends_at <= now
    names = [
        Choice(
            "act_tick", f"{activity.id}~{one.turn}~{page}",
            label=say.person_label(one.name, one.turn, here=one.state is S.HERE),
        )
        for one in found[(page - 1) * PAGE : page * PAGE]
    ]  # fmt: skip
    ways = [
        Choice("act_roll", f"{activity.id}~{to}", label=f"{to}/{pages}") for to in range(1, pages + 1) if to != page
    ]
    done = [Choice("act_done", activity.id)] if over else [Choice("act_look", activity.id)]
    prompt = say.Roll(activity.words, showing.when_of(activity), here, len(found) - here, over, page, pages)
    return prompt, tuple(filter(None, (*in_rows(names), tuple(ways), tuple(done))))


async def confirm(turn: Turn, tx: Tx, activity_id: str) -> list[Reply]:
    """确认: whoever is ticked came; each of them is told of their points."""
    activity = await standing.led(turn, tx, activity_id)
    if activity.state != ActivityState.OPEN:
        return [Toast(StepDone()), await showing.card(turn, tx, activity)]
    became, told = await life.act(turn, tx, activity, E.CONFIRM)
    if became.state == ActivityState.OPEN:
        return [Toast(say.NotOverYet(), alert=True)]
    said = turn.reply(await _became(tx, became, itself=False), card=showing.card_of(became))
    return [said, *told, *await _ticket(turn, tx, became)]


async def _became(tx: Tx, activity: Activity, *, itself: bool) -> say.AttendanceConfirmed:
    came, absent = [await signups.count(tx, activity.id, state) for state in (S.CAME, S.ABSENT)]
    return say.AttendanceConfirmed(activity.words, came, absent, itself)


async def _ticket(turn: Turn, tx: Tx, activity: Activity) -> list[Reply]:
    """The ticket for which help was wanted, with the note of it."""
    ticket = await tickets.load(tx, activity.ticket_id) if activity.ticket_id else None
    if ticket is None:
        return []
    shown = await desk_cards.at_desks(
        tx, turn.office, ticket, [turn.person.id], Urgency.ANSWER, edits=False, replaces=True
    )
    return [*shown]


async def confirm_by_clock(
    tx: Tx, office: Office, activity: Activity, now: int, *, silent: bool = False
) -> list[Reply]:
    """Nobody did: whoever checked in came. `silent`: nobody signed up, and there is nothing to tell."""
    turn = Turn(None, NOBODY, office, from_millis(now))
    became, told = await life.act(turn, tx, activity, E.CONFIRM)
    if became.state == ActivityState.OPEN or silent:
        return told
    prompt = await _became(tx, became, itself=True)
    whom = await standing.organisers(tx, office, became)
    card = showing.card_of(became)
    said = [Outbound(one, prompt, urgency=Urgency.NOTICE, card=card, replaces=True) for one in whom]
    return [*said, *told]


async def ask_to_confirm(tx: Tx, office: Office, activity: Activity, now: int) -> list[Reply]:
    """The roll, to whoever organises it, anew."""
    prompt, choices = await roll_of(tx, activity, 1, now)
    told = seen.ActivityNews(seen.OVER, prompt.text())
    whom = await standing.organisers(tx, office, activity)
    card = showing.card_of(activity)
    return [Outbound(one, told, choices, Urgency.NOTICE, card=card, replaces=True) for one in whom]


async def look(turn: Turn, tx: Tx, activity_id: str) -> list[Reply]:
    """Back from the roll to the card, in place."""
    return [await showing.card(turn, tx, await standing.led(turn, tx, activity_id))]

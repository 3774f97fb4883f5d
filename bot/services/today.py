"""What somebody is to do today: what was asked of them, danger first, and where to go and look; a button for each."""

from dataclasses import replace

from bot.domain.activities import Activity
from bot.domain.clock import from_millis, to_millis
from bot.domain.messages import Choice, Outbound, Reply, Urgency
from bot.domain.outages import end_of_day
from bot.domain.patrols import NIGHT
from bot.domain.quiet import next_at
from bot.services import patrol, rights
from bot.services.desk import TO_DO
from bot.services.turn import Turn
from bot.storage import desks, due, patrols, signups
from bot.storage.database import Tx
from bot.texts import patrol as say
from bot.texts.activities.faces import today_label

MOST_ORDERS = 10
MOST_ROUNDS = 15
CARD = "today"


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/today`."""
    return [await _list(turn, tx) or turn.reply(say.NothingToday(), card=CARD)]


async def call(turn: Turn, tx: Tx) -> list[Reply]:
    """The clock: there are new rounds; the list comes to whoever can do them, but not at night."""
    if turn.moment in NIGHT:
        await due.plan(tx, patrol.CALL, turn.person.id, to_millis(next_at(turn.moment, NIGHT.end)))
        return []
    found = await _list(turn, tx)
    return [replace(found, urgency=Urgency.NOTICE)] if found else []


async def _list(turn: Turn, tx: Tx) -> Outbound | None:
    reach = await rights.reach_of(tx, turn.office, turn.person)
    orders, asked = await desks.waiting(tx, reach, TO_DO, (), turn.now, MOST_ORDERS)
    rounds, open_ones = await patrols.to_do(tx, patrol.reach_of(turn.office, turn.person), MOST_ROUNDS)
    theirs = await _activities(turn, tx)
    if not orders.total and not rounds and not theirs:
        return None
    to_handle = (
        Choice("look", one.id, one.version, say.order_label(one.severity, one.number, one.category, one.place))
        for one in asked
    )
    to_walk = (
        Choice("round", one.id, label=say.round_label(one.way_in, patrol.place_of(turn.office, one), one.name))
        for one in open_ones
    )
    to_join = (Choice("act", one.id, label=today_label(from_millis(one.begins_at), one.words)) for one in theirs)
    choices = tuple((choice,) for choice in (*to_handle, *to_walk, *to_join))
    return turn.reply(say.Today(orders.total, rounds, len(theirs)), choices, card=CARD)


async def _activities(turn: Turn, tx: Tx) -> list[Activity]:
    """What they signed up for, and is not over today."""
    return await signups.of_person(tx, turn.person.id, turn.now, to_millis(end_of_day(turn.moment, 1)))

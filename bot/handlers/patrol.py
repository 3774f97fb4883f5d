"""What those can do who go and look: `/today`, each round; and those who answer for the place: `/patrols`."""

from dataclasses import replace

from bot.domain.messages import Choice, Reply
from bot.services import desk as waiting
from bot.services import overview, patrol, rights
from bot.services.turn import Turn
from bot.storage import desks, patrols
from bot.storage.database import Tx
from bot.texts import patrol as say

MOST_ORDERS = 10
MOST_ROUNDS = 15
TODAY = "today"


async def today(turn: Turn, tx: Tx) -> list[Reply]:
    """`/today`: what was asked of them, danger first, then what to look at; a button for each."""
    reach = await rights.reach_of(tx, turn.office, turn.person)
    orders, asked = await desks.to_be_done(tx, reach, waiting.TO_DO, MOST_ORDERS)
    rounds, open_ones = await patrols.to_do(tx, patrol.reach_of(turn.office, turn.person), MOST_ROUNDS)
    if not orders and not rounds:
        return [turn.reply(say.NothingToday(), card=TODAY)]
    to_handle = tuple(
        (Choice("look", one.id, one.version, label=say.order_label(one.severity, one.number, one.category, one.place)),)
        for one in asked
    )
    to_walk = tuple(
        (Choice("round", one.id, label=say.round_label(one.way_in, patrol.place_of(turn.office, one), one.name)),)
        for one in open_ones
    )
    return [turn.reply(say.Today(orders, rounds), (*to_handle, *to_walk), card=TODAY)]


async def show_all(turn: Turn, tx: Tx) -> list[Reply]:
    """`/patrols`, also from the desk: anew, whatever it was pressed on."""
    return [replace(card, edits=False, replaces=True) for card in await overview.show(turn, tx)]

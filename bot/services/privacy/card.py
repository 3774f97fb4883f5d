"""`/privacy`: one living card of what we hold on somebody, and what they can do about it."""

from bot.domain.clock import from_millis
from bot.domain.messages import Choice, Choices, Reply
from bot.services.privacy import waiting
from bot.services.turn import Turn
from bot.storage import limits
from bot.storage.database import Tx
from bot.storage.privacy import reading
from bot.storage.privacy.kind import Kind
from bot.storage.privacy.kinds import KINDS
from bot.texts import privacy as say
from bot.texts.holdings import NAMES
from bot.texts.words import date_face

CARD = "privacy"


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """The kinds and how much of each, since when; what can be done. As a new card at the bottom where it was typed."""
    held = tuple((NAMES[kind.table], number) for kind, number in await held_of(tx, turn.person.id))
    since = await limits.known_since(tx, turn.person.id)
    planned = await waiting.planned(tx, turn.person.id) is not None
    prompt = say.WhatWeHold(date_face(from_millis(since)), held, waits=planned, simple=turn.person.simple)
    return [turn.reply(prompt, _choices(planned=planned), card=CARD)]


async def held_of(tx: Tx, person_id: str) -> list[tuple[Kind, int]]:
    """What is told of the kinds that have a name and of which there is anything, in the order of the names."""
    kinds = {kind.table: kind for kind in KINDS}
    counted = [(kinds[table], await reading.count(tx, kinds[table], person_id)) for table in NAMES]
    return [(kind, number) for kind, number in counted if number]


def _choices(*, planned: bool) -> Choices:
    going = Choice("pv_stay") if planned else Choice("pv_delete")
    return ((Choice("pv_file"),), (Choice("pv_fix"), Choice("pv_withdraw")), (going,))


async def fix(turn: Turn, tx: Tx) -> list[Reply]:
    """改: where each thing is changed."""
    return [turn.reply(say.WhereToCorrect(), ((Choice("pv_home"), Choice("vme")), (Choice("pv_show"),)), card=CARD)]

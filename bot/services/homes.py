"""Where somebody lives, or looks after somebody: the list, and which one is meant when nothing is said."""

from dataclasses import replace

from bot.domain.messages import Choice, Reply
from bot.domain.people import Person
from bot.services import report
from bot.services.turn import Turn
from bot.storage import homes as rows
from bot.storage import people
from bot.storage.database import Tx
from bot.storage.homes import Home
from bot.texts import homes as say

CARD = "homes"


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/home`: their compounds; who has none is asked."""
    found = await _known(turn, tx, turn.person)
    return [_card(turn, found), *await report.show_begun(turn, tx)] if found else await report.move(turn, tx)


async def prefer(turn: Turn, tx: Tx, compound_id: str) -> list[Reply]:
    """设为常用."""
    if compound_id in {home.compound_id for home in await rows.of_person(tx, turn.person.id)}:
        await people.settle_in(tx, turn.person.id, compound_id)
    return await _shown(turn, tx)


async def remove(turn: Turn, tx: Tx, compound_id: str) -> list[Reply]:
    """去掉: where it was the usual one, the next becomes that."""
    await rows.remove(tx, turn.person.id, compound_id)
    if turn.person.home_id == compound_id:
        left = await rows.of_person(tx, turn.person.id)
        await people.settle_in(tx, turn.person.id, left[0].compound_id if left else None)
    return await _shown(turn, tx)


async def _shown(turn: Turn, tx: Tx) -> list[Reply]:
    """The list as it is now, and the step of a report that they are writing: it may be in another compound now."""
    person = await people.load(tx, turn.person.id) or turn.person
    found = await _known(turn, tx, person)
    card = _card(turn, found) if found else turn.reply(say.NoHomeLeft(), card=CARD)
    return [card, *await report.show_begun(replace(turn, person=person), tx)]


async def _known(turn: Turn, tx: Tx, person: Person) -> list[Home]:
    """Those that still exist, the usual one first."""
    found = await rows.of_person(tx, person.id)
    here = [home for home in found if turn.office.directory.get(home.compound_id)]
    return sorted(here, key=lambda home: home.compound_id != person.home_id)


def _card(turn: Turn, found: list[Home]) -> Reply:
    named = tuple((turn.office.directory[home.compound_id].name, home.building) for home in found)
    usual = tuple(
        (Choice("usual", home.compound_id, label=say.usual_label(name)), _off(home, name))
        for home, (name, _) in zip(found[1:], named[1:], strict=True)
    )
    first = (_off(found[0], named[0][0]),)
    return turn.reply(say.Homes(named), ((Choice("addhome"),), *usual, first), card=CARD)


def _off(home: Home, name: str) -> Choice:
    return Choice("unhome", home.compound_id, label=say.remove_label(name))

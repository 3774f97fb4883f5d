"""A name that several compounds share: theirs where they live in one of these, else they are asked which."""

from bot.domain.messages import Text
from bot.domain.people import Unit
from bot.fsm.report import S
from bot.services.estates import estate_in
from bot.services.report.draft import Draft
from bot.services.turn import Turn
from bot.storage import homes
from bot.storage.database import Tx

# Steps that go on with the card whatever is said, or ask for something else than a place.
BESIDE = (S.WORDS, S.PHOTO, S.CONTACT, S.MORE)


async def bearers(turn: Turn, tx: Tx, draft: Draft) -> list[Unit]:
    """The compounds that share the name that was written; only theirs, where they have a home in any of them.

    None where one alone bears it. Asked for a compound, or on behalf of somebody else, they may mean any.
    """
    found = turn.office.directory.sharing(turn.words)
    if not found or draft.entered_by or draft.only_home or draft.state is S.COMPOUND:
        return found
    return await theirs_of(turn, tx, found) or found


async def theirs_of(turn: Turn, tx: Tx, units: list[Unit]) -> list[Unit]:
    """Those of `units` in which they have a home."""
    own = {turn.person.home_id, *(home.compound_id for home in await homes.of_person(tx, turn.person.id))}
    return [unit for unit in units if unit.id in own]


def is_only_shared(turn: Turn) -> bool:
    """Whether a shared name alone was written, maybe with a house behind it."""
    return isinstance(turn.content, Text) and bool(turn.office.directory.namesakes(turn.words))


def at_any_of(turn: Turn, draft: Draft, units: list[Unit]) -> Draft:
    """The draft in this compound, or in one of several, each called as they called it."""
    among = tuple((unit.id, estate_in(unit, turn.words)) for unit in units)
    return draft.at_one_of(among) if among[1:] else draft.at(units[0], among[0][1])


def where_shared(turn: Turn, draft: Draft, units: list[Unit]) -> Draft:
    """The draft where a sentence with a shared name puts it; one that was put somewhere before stays there."""
    asked = draft.state in (S.COMPOUND, S.PLACE)
    if not units or draft.state in BESIDE or (draft.compound_id and not asked):
        return draft
    return at_any_of(turn, draft, units)

"""To whom a draft goes: another unit of its author's, one of the compounds below, one of the buildings in it."""

from dataclasses import replace

from bot.domain.messages import Choice, Outbound
from bot.domain.people import Unit, UnitKind
from bot.services import audience, notices
from bot.services.drafting import card, changed
from bot.services.layout import button, in_rows, leaves
from bot.services.sounds import in_order
from bot.services.turn import Turn
from bot.storage.broadcasts import Broadcast
from bot.storage.database import Tx
from bot.texts import broadcasts as say

PAGE = 16
# Telegram takes a hundred buttons.
MOST_BUILDINGS = 80


async def move(turn: Turn, tx: Tx, draft: Broadcast, unit_id: str) -> Outbound:
    """To another unit of theirs. What is not theirs changes nothing."""
    there = unit_id if unit_id in notices.reach(turn) else draft.unit_id
    return await changed(turn, tx, replace(draft, unit_id=there, building=""))


async def into_building(turn: Turn, tx: Tx, draft: Broadcast, at: int) -> Outbound:
    """To one building of the list alone; the card shows which one that is."""
    found = await _buildings(turn, tx, draft)
    return await changed(turn, tx, replace(draft, building=found[at][0] if at < len(found) else draft.building))


async def houses(turn: Turn, tx: Tx, draft: Broadcast) -> Outbound:
    """只发给某栋楼: those with people in them."""
    found = await _buildings(turn, tx, draft)
    choices = [button(draft, "house", str(at), say.building_label(*one)) for at, one in enumerate(found)]
    prompt = say.ChooseBuilding(turn.office.directory[draft.unit_id].name)
    return card(turn, draft, prompt, (*in_rows(choices), (button(draft, "uncertain"),)))


def compounds(turn: Turn, draft: Broadcast, unit_id: str, page: int) -> Outbound:
    """Level by level to one of their compounds. What is not theirs is not looked into."""
    inside = unit_id if unit_id in notices.reach(turn) else draft.unit_id
    units = turn.office.directory.listed(inside)
    names = [_into(draft, unit) for unit in units[page * PAGE : (page + 1) * PAGE]]
    there = leaves(page, further=(page + 1) * PAGE < len(units))
    pages = tuple(button(draft, "where_to", f"{inside}~{at}", label) for at, label in there)
    back = ((button(draft, "uncertain"),),)
    prompt = say.ChooseCompound(turn.office.directory[inside].name)
    return card(turn, draft, prompt, (*in_rows(names), *filter(None, (pages,)), *back))


async def _buildings(turn: Turn, tx: Tx, draft: Broadcast) -> list[tuple[str, int]]:
    people = await audience.by_building(tx, turn.office.directory, draft.unit_id)
    return sorted(audience.buildings_of(people), key=lambda one: in_order(one[0]))[:MOST_BUILDINGS]


def _into(draft: Broadcast, unit: Unit) -> Choice:
    if unit.kind is UnitKind.COMPOUND:
        return button(draft, "for_unit", unit.id, unit.name)
    return button(draft, "where_to", f"{unit.id}~0", unit.name)

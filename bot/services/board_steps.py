"""公示 by its buttons: one entry, its role, its number, taken off; filled from who is in post; as residents read it."""

from dataclasses import replace

from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Reply, Toast
from bot.services import board
from bot.services import published as pages
from bot.services.board import CARD, MOST
from bot.services.turn import Turn
from bot.storage import published as rows
from bot.storage.database import Tx
from bot.storage.published import Published
from bot.texts import board as say


async def show_one(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """One entry, and what can be changed of it."""
    return [board.card_of(turn, await board.find(turn, tx, which))]


async def see(turn: Turn, tx: Tx, unit_id: str) -> list[Reply]:
    """The page as residents around the unit read it, below the card."""
    unit = board.theirs(turn, unit_id)
    buildings = turn.office.directory.buildings(unit.id)
    near = buildings if len(buildings) <= pages.FEW_BUILDINGS else ()
    return [turn.reply(await pages.page_of(turn, tx, unit, near))]


async def fill(turn: Turn, tx: Tx, unit_id: str) -> list[Reply]:
    """From who is in post, by the names the office knows; a number is nobody's to publish but their own branch's."""
    unit = board.theirs(turn, unit_id)
    held = await rows.in_post(tx, unit.id, board.roles_in(unit))
    room = MOST - len(await rows.of_units(tx, [unit.id]))
    added = 0
    for role, name in held:
        if name and added < room:
            added += await rows.add(tx, Published(unit.id, role, name, ""), turn.person.id, turn.now)
    nameless = sum(not name for _, name in held)
    return [Toast(say.FilledIn(added, nameless), alert=True), await board.show(turn, tx, unit.id, done=added > 0)]


async def without_number(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """不留电话."""
    one = await board.find(turn, tx, which)
    return await board.changed(turn, tx, one, replace(one, phone=""))


async def ask_off(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """撤下, asked once more."""
    one = await board.find(turn, tx, which)
    sure = ((Choice("bd_gone", which), Choice("bd_one", which, label=say.KEEP)),)
    return [turn.reply(say.SureToTakeOff(one.role, one.name), sure, card=CARD)]


async def take_off(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """确定撤下."""
    one = await board.find(turn, tx, which)
    await rows.remove(tx, one, turn.person.id, turn.now)
    return [await board.show(turn, tx, one.unit_id, done=True)]


async def ask_role(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """改职务: to one of those that are named in such a unit."""
    one = await board.find(turn, tx, which)
    roles = [role for role in board.roles_in(turn.office.directory[one.unit_id]) if role is not one.role]
    each = [Choice("bd_as", which, at, say.title(role)) for at, role in enumerate(roles)]
    return [
        turn.reply(say.AskBoardRole(), (*board.in_twos(each), (Choice("bd_one", which, label=say.KEEP),)), card=CARD)
    ]


async def give_role(turn: Turn, tx: Tx, which: str, at: int) -> list[Reply]:
    """The one they tapped. Raises `NotFound` for none."""
    one = await board.find(turn, tx, which)
    roles = [role for role in board.roles_in(turn.office.directory[one.unit_id]) if role is not one.role]
    if at >= len(roles):
        raise NotFound(which)
    return await board.changed(turn, tx, one, replace(one, role=roles[at]))

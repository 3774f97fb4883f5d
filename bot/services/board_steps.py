"""公示 by its buttons: one entry, its role, its number, taken off; filled from who is in post; as residents read it."""

from dataclasses import replace

from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Reply, Toast
from bot.domain.people import Unit
from bot.services import board
from bot.services import board_preview as preview
from bot.services import published as pages
from bot.services.board import CARD, MOST
from bot.services.layout import in_rows
from bot.services.turn import Turn
from bot.storage import published as rows
from bot.storage.database import Tx
from bot.storage.published import Published
from bot.texts import board as say
from bot.texts.buttons import BUTTONS


async def show_one(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """One entry, and what can be changed of it."""
    return [board.card_of(turn, await board.find(turn, tx, which))]


async def see(turn: Turn, tx: Tx, unit_id: str) -> list[Reply]:
    """The page as residents around the unit read it, below the card."""
    unit = board.theirs(turn, unit_id)
    buildings = turn.office.directory.buildings(unit.id)
    near = buildings if len(buildings) <= pages.FEW_BUILDINGS else ()
    return [turn.reply(await pages.page_of(turn, tx, unit, near))]


async def fill(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """From who is in post, by the names the office knows: first shown, then, by the button that bears them, published.

    A number is nobody's to publish but their own branch's.
    """
    unit_id, _, mark = which.partition("~")
    unit = board.theirs(turn, unit_id)
    new, nameless = await _in_post(tx, unit)
    seen = preview.digest("/".join(f"{one.role} {one.name}" for one in new))
    if not new:
        return [Toast(say.FilledIn(0, nameless), alert=True), await board.show(turn, tx, unit.id)]
    if mark != seen:
        publish = Choice("bd_fill", f"{unit.id}~{seen}", label=BUTTONS["bd_go"])
        ways = ((publish, Choice("board", unit.id, label=say.CANCEL)),)
        await rows.note_named(tx, len(new), unit.id, turn.person.id, turn.now)
        return [preview.as_read(turn, unit.id, new, ways)]
    added = sum([await rows.add(tx, one, turn.person.id, turn.now) for one in new])
    return [Toast(say.FilledIn(added, nameless), alert=True), await board.show(turn, tx, unit.id, done=added > 0)]


async def _in_post(tx: Tx, unit: Unit) -> tuple[list[Published], int]:
    """Who is in post and not published yet, as far as there is room; and how many have no name here."""
    published = await rows.of_units(tx, [unit.id])
    there = {(one.role, one.name) for one in published}
    held = await rows.in_post(tx, unit.id, board.roles_in(unit))
    new = dict.fromkeys((role, name) for role, name in held if name and (role, name) not in there)
    entries = [Published(unit.id, role, name, "") for role, name in new]
    return entries[: max(0, MOST - len(published))], sum(not name for _, name in held)


async def without_number(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """不留电话."""
    one = await board.find(turn, tx, which)
    return await preview.show(turn, tx, replace(one, phone=""), one)


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
    return [turn.reply(say.AskBoardRole(), (*in_rows(each), (Choice("bd_one", which, label=say.KEEP),)), card=CARD)]


async def give_role(turn: Turn, tx: Tx, which: str, at: int) -> list[Reply]:
    """The one they tapped. Raises `NotFound` for none."""
    one = await board.find(turn, tx, which)
    roles = [role for role in board.roles_in(turn.office.directory[one.unit_id]) if role is not one.role]
    if at >= len(roles):
        raise NotFound(which)
    return await preview.show(turn, tx, replace(one, role=roles[at]), one)

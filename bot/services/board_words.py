"""公示 in words: a name and a number, asked for and answered."""

import re
from dataclasses import replace

from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Choices, Contact, Reply, Text
from bot.domain.people import Role
from bot.domain.policy import May
from bot.services import asking, board, scope
from bot.services import board_preview as preview
from bot.services.board import CARD, MOST, NAME, NEW, PHONE
from bot.services.board_reading import END, is_no_name, read_entry
from bot.services.phones import as_dialled, mobile_of
from bot.services.turn import Turn
from bot.storage import published as rows
from bot.storage.database import Tx
from bot.storage.published import Published
from bot.texts import board as say
from bot.texts.typed import TYPED_BUTTONS

# Whoever writes more tells of something else.
LONGEST = 60


async def ask_new(turn: Turn, tx: Tx, unit_id: str) -> list[Reply]:
    """＋ 添加: in which role, unless there is but one; they may also write it."""
    unit = board.theirs(turn, unit_id)
    roles = board.roles_in(unit)
    if len(await rows.of_units(tx, [unit.id])) >= MOST:
        return [turn.reply(say.BoardIsFull(MOST))]
    if len(roles) == 1:
        return await ask_of(turn, tx, unit_id, roles[0])
    await asking.ask(turn, tx, NEW, f"{unit_id}~")
    return [turn.reply(say.AskBoardRole(), _roles(turn, unit_id), card=CARD)]


def _roles(turn: Turn, unit_id: str) -> Choices:
    roles = board.roles_in(turn.office.directory[unit_id])
    each = tuple((Choice("bd_role", f"{unit_id}~{role}", label=say.title(role)),) for role in roles)
    return (*each, *board.back(unit_id))


async def ask_of(turn: Turn, tx: Tx, unit_id: str, role: str) -> list[Reply]:
    """Name and number of somebody in `role`. Raises `NotFound` for a role that is not named there."""
    if role not in board.roles_in(board.theirs(turn, unit_id)):
        raise NotFound(unit_id)
    await asking.ask(turn, tx, NEW, f"{unit_id}~{role}")
    return [turn.reply(say.AskBoardEntry(Role(role)), board.back(unit_id), card=CARD)]


async def ask_name(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """改姓名."""
    one = await board.find(turn, tx, which)
    await asking.ask(turn, tx, NAME, which)
    return [turn.reply(say.AskBoardName(), board.back(one.unit_id), card=CARD)]


async def ask_phone(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """改电话."""
    one = await board.find(turn, tx, which)
    await asking.ask(turn, tx, PHONE, which)
    return [turn.reply(say.AskBoardPhone(), board.back(one.unit_id), card=CARD)]


async def again(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """改一改 under what would be published: the entry as it is now, or name and number asked for once more."""
    found = await preview.taken_back(turn, tx, which)
    if found is None:
        return await board.overtaken(turn, tx, which)
    return await _anew(turn, tx, *found)


async def _anew(turn: Turn, tx: Tx, before: Published | None, after: Published) -> list[Reply]:
    if before is None:
        return await ask_of(turn, tx, after.unit_id, after.role)
    await asking.answered(turn, tx)
    return [board.card_of(turn, before)]


async def told_new(turn: Turn, tx: Tx, subject: str) -> list[Reply] | None:
    """「李秀芝 139 0000 0000」; None where it is no answer, or the board is theirs no more."""
    unit_id, _, role = subject.partition("~")
    if not await _may_answer(turn, tx, unit_id):
        return None
    if _is_back(turn):
        return await _given_up(turn, tx, unit_id)
    if not role:
        return await _told_role(turn, tx, unit_id)
    return await _told_entry(turn, tx, unit_id, Role(role), turn.words)


async def _told_role(turn: Turn, tx: Tx, unit_id: str) -> list[Reply] | None:
    """「网格员」, also with the name behind it: what stands on a button was written instead of tapped."""
    for role in board.roles_in(turn.office.directory[unit_id]):
        if turn.words.rstrip("。") == say.title(role):
            return await ask_of(turn, tx, unit_id, role)
        if with_name := re.fullmatch(rf"{say.title(role)}[\s,，:：、]+(\S.*)", turn.words):
            return await _told_entry(turn, tx, unit_id, role, with_name[1])
    if turn.reading and turn.reading.sure:
        return None  # a report, however short
    return [turn.reply(say.AskBoardRole(again=True), _roles(turn, unit_id), card=CARD)]


async def _told_entry(turn: Turn, tx: Tx, unit_id: str, role: Role, words: str) -> list[Reply] | None:
    name, phone = read_entry(words)
    if not phone and turn.reading and turn.reading.sure:
        return None  # a report, however short
    if phone is None:
        return [turn.reply(say.NotABoardPhone(), board.back(unit_id), card=CARD)]
    if not phone and is_no_name(words):
        return [turn.reply(say.NotPublishedYet(clear=True), board.back(unit_id), card=CARD)]
    if not name:
        return [turn.reply(say.NotABoardName(), board.back(unit_id), card=CARD)]
    return await preview.show(turn, tx, Published(unit_id, role, name, phone))


async def told_preview(turn: Turn, tx: Tx, subject: str) -> list[Reply] | None:
    """发布 or 改一改 in words, or another name or number; None as in `told_new`."""
    unit_id, words = preview.unit_of(subject), turn.words.rstrip(END)
    if not await _may_answer(turn, tx, unit_id):
        return None
    if words in preview.YES:
        return await preview.publish_now(turn, tx, subject)
    if _is_back(turn):
        return await _given_up(turn, tx, unit_id)
    found, (name, phone) = await preview.read(turn, tx, subject), _told(turn)
    is_fix = words in TYPED_BUTTONS["fix"]
    if not is_fix and not phone and turn.reading and turn.reading.sure:
        return None  # a report, however short
    if found is None:
        return await board.overtaken(turn, tx, unit_id)
    return await (_anew(turn, tx, *found) if is_fix else _changed(turn, tx, *found, name, phone))


async def _changed(
    turn: Turn, tx: Tx, before: Published | None, after: Published, name: str, phone: str | None
) -> list[Reply]:
    """What would be published, with another name or number; unchanged where they wrote neither."""
    if phone is None:
        return [turn.reply(say.NotABoardPhone()), *await preview.show(turn, tx, after, before)]
    clear = is_no_name(turn.words)
    if not phone and (not name or clear):
        return [turn.reply(say.NotPublishedYet(clear)), *await preview.show(turn, tx, after, before)]
    return await preview.show(turn, tx, replace(after, name=name or after.name, phone=phone or after.phone), before)


async def told_name(turn: Turn, tx: Tx, which: str) -> list[Reply] | None:
    """Another name; None as in `told_new`."""
    unit_id = which.partition("~")[0]
    if not await _may_answer(turn, tx, unit_id):
        return None
    if _is_back(turn):
        return await _given_up(turn, tx, unit_id)
    one = await _asked_about(turn, tx, which)
    if turn.reading and turn.reading.sure:
        return None
    if one is None:
        return await board.overtaken(turn, tx, which)
    name, phone = read_entry(turn.words)
    if is_no_name(turn.words) or not name or phone != "":
        again = say.NotPublishedYet(clear=True) if is_no_name(turn.words) else say.NotABoardName()
        return [turn.reply(again, board.back(unit_id), card=CARD)]
    return await preview.show(turn, tx, replace(one, name=name), one)


async def told_phone(turn: Turn, tx: Tx, which: str) -> list[Reply] | None:
    """Another number, written or shown as a contact; None as in `told_new`."""
    unit_id = which.partition("~")[0]
    if not await _may_answer(turn, tx, unit_id):
        return None
    if _is_back(turn):
        return await _given_up(turn, tx, unit_id)
    one, (name, phone) = await _asked_about(turn, tx, which), _told(turn)
    if name and not phone and turn.reading and turn.reading.sure:
        return None
    if one is None:
        return await board.overtaken(turn, tx, which)
    if not phone or name:
        return [turn.reply(say.NotABoardPhone(), board.back(unit_id), card=CARD)]
    return await preview.show(turn, tx, replace(one, phone=phone), one)


async def _asked_about(turn: Turn, tx: Tx, which: str) -> Published | None:
    """The entry; None where it is gone, or was renamed: then the question is given up."""
    try:
        return await board.find(turn, tx, which)
    except NotFound:
        await asking.answered(turn, tx)
        return None


def _is_back(turn: Turn) -> bool:
    return turn.words.rstrip(END) in TYPED_BUTTONS["back"]


async def _given_up(turn: Turn, tx: Tx, unit_id: str) -> list[Reply]:
    """返回 in words."""
    await asking.answered(turn, tx)
    return [await board.show(turn, tx, unit_id)]


def _told(turn: Turn) -> tuple[str, str | None]:
    """Name and number as `read_entry`, also of a contact that is shown."""
    if isinstance(turn.content, Contact):
        return "", as_dialled(mobile_of(turn.content.phone)) or None
    return read_entry(turn.words)


async def _may_answer(turn: Turn, tx: Tx, unit_id: str) -> bool:
    """Words or a contact, from somebody who keeps it still; else the question is given up."""
    if not scope.covers(turn.office.directory, turn.person, May.PUBLISH, unit_id):
        await asking.answered(turn, tx)
        return False
    return isinstance(turn.content, Contact) or (isinstance(turn.content, Text) and 0 < len(turn.words) <= LONGEST)

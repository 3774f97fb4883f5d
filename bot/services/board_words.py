"""公示 in words: a name and a number, asked for and answered."""

import re
import unicodedata
from dataclasses import replace

from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Contact, Reply, Text
from bot.domain.people import Role
from bot.domain.policy import May
from bot.services import asking, board, scope
from bot.services.board import CARD, MOST, NAME, NEW, PHONE
from bot.services.phones import as_dialled, is_dialable, mobile_of, read_phone
from bot.services.turn import Turn
from bot.storage import published as rows
from bot.storage.database import Tx
from bot.storage.published import Published
from bot.texts import board as say

# Whoever writes more tells of something else.
LONGEST = 60
# 110, 12345: what is longer and begins with 1 is a mobile.
LONGEST_HOTLINE = 6
_NUMBER = re.compile(r"\+?\d(?:[\d\s\-()转]*\d)?")
_BETWEEN = re.compile(r"(?:姓名|联系电话|电话|手机号?|号码)[\s:]*|[\s:,，、;；]+")
_NAME = re.compile(rf"[^\W\d_](?:[^\W\d_]|[·() ]){{0,{say.LONGEST_NAME - 1}}}")


async def ask_new(turn: Turn, tx: Tx, unit_id: str) -> list[Reply]:
    """＋ 添加: in which role, unless there is but one."""
    unit = board.theirs(turn, unit_id)
    roles = board.roles_in(unit)
    if len(await rows.of_units(tx, [unit.id])) >= MOST:
        return [turn.reply(say.BoardIsFull(MOST))]
    if len(roles) == 1:
        return await ask_of(turn, tx, unit_id, roles[0])
    each = tuple((Choice("bd_role", f"{unit_id}~{role}", label=say.title(role)),) for role in roles)
    back = (Choice("board", unit_id, label=say.BACK_TO_BOARD),)
    return [turn.reply(say.AskBoardRole(), (*each, back), card=CARD)]


async def ask_of(turn: Turn, tx: Tx, unit_id: str, role: str) -> list[Reply]:
    """Name and number of somebody in `role`. Raises `NotFound` for a role that is not named there."""
    if role not in board.roles_in(board.theirs(turn, unit_id)):
        raise NotFound(unit_id)
    await asking.ask(turn, tx, NEW, f"{unit_id}~{role}")
    return [turn.reply(say.AskBoardEntry(Role(role)))]


async def ask_name(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """改姓名."""
    await board.find(turn, tx, which)
    await asking.ask(turn, tx, NAME, which)
    return [turn.reply(say.AskBoardName())]


async def ask_phone(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """改电话."""
    await board.find(turn, tx, which)
    await asking.ask(turn, tx, PHONE, which)
    return [turn.reply(say.AskBoardPhone())]


async def told_new(turn: Turn, tx: Tx, subject: str) -> list[Reply] | None:
    """「李秀芝 139 0000 0000」; None where it is no answer, or the board is theirs no more."""
    unit_id, _, role = subject.partition("~")
    if not await _may_answer(turn, tx, unit_id):
        return None
    name, phone = read_entry(turn.words)
    if not phone and turn.reading and turn.reading.sure:
        return None  # a report, however short
    if phone is None:
        return [turn.reply(say.NotABoardPhone())]
    if not name:
        return [turn.reply(say.NotABoardName())]
    await asking.answered(turn, tx)
    if not await rows.add(tx, Published(unit_id, Role(role), name, phone), turn.person.id, turn.now):
        return [turn.reply(say.OnTheBoardAlready()), await board.show(turn, tx, unit_id)]
    return [await board.show(turn, tx, unit_id, done=True)]


async def told_name(turn: Turn, tx: Tx, which: str) -> list[Reply] | None:
    """Another name; None as in `told_new`."""
    if not await _may_answer(turn, tx, which.partition("~")[0]) or (turn.reading and turn.reading.sure):
        return None
    one = await board.find(turn, tx, which)
    name, phone = read_entry(turn.words)
    if not name or phone != "":
        return [turn.reply(say.NotABoardName())]
    return await board.changed(turn, tx, one, replace(one, name=name))


async def told_phone(turn: Turn, tx: Tx, which: str) -> list[Reply] | None:
    """Another number, written or shown as a contact; None as in `told_new`."""
    if not await _may_answer(turn, tx, which.partition("~")[0]):
        return None
    if isinstance(turn.content, Contact):
        name, phone = "", as_dialled(mobile_of(turn.content.phone)) or None
    else:
        name, phone = read_entry(turn.words)
    if name and not phone and turn.reading and turn.reading.sure:
        return None
    if not phone or name:
        return [turn.reply(say.NotABoardPhone())]
    one = await board.find(turn, tx, which)
    return await board.changed(turn, tx, one, replace(one, phone=phone))


async def _may_answer(turn: Turn, tx: Tx, unit_id: str) -> bool:
    """Words or a contact, from somebody who keeps it still; else the question is given up."""
    if not scope.covers(turn.office.directory, turn.person, May.PUBLISH, unit_id):
        await asking.answered(turn, tx)
        return False
    return isinstance(turn.content, Contact) or (isinstance(turn.content, Text) and 0 < len(turn.words) <= LONGEST)


# Nobody's own number, and nobody is to ring them for a branch.
EMERGENCIES = frozenset({"110", "119", "120", "122"})


def read_entry(words: str) -> tuple[str, str | None]:
    """The name in `words` ("" for none to be read) and the number ("" for none, None for one that nobody can dial)."""
    plain = unicodedata.normalize("NFKC", words)
    numbers = _NUMBER.findall(plain)
    name = _BETWEEN.sub(" ", _NUMBER.sub(" ", plain)).strip()
    name = " ".join(name.split())
    phone = read_number(numbers[0]) if len(numbers) == 1 else "" if not numbers else None
    return name if _NAME.fullmatch(name) else "", phone


def read_number(written: str) -> str | None:
    """A number as one dials it; None for what cannot be one, also a mobile with a digit too few or too many."""
    digits = "".join(mark for mark in written if mark.isdigit())
    is_mobile = digits.startswith("1") and len(digits) > LONGEST_HOTLINE
    if digits in EMERGENCIES or not is_dialable(written) or (is_mobile and not mobile_of(written)):
        return None
    return read_phone(written) or written

"""公示 before it is published: what residents will read of it, then 发布, 改一改 or 取消.

What waits for the tap is the subject of a question; its buttons bear a digest of it, so that an older card publishes
nothing.
"""

import json
from hashlib import sha256

from bot.domain.messages import Choice, Reply, Toast
from bot.domain.people import Role, UnitKind
from bot.services import appointing, asking, board
from bot.services.board import CARD
from bot.services.turn import Turn
from bot.storage import published as rows
from bot.storage.database import Tx
from bot.storage.published import Published
from bot.texts import board as say
from bot.texts.errors import CardIsOld
from bot.texts.words import TYPED_BUTTONS

PREVIEW = "board_preview"
YES = frozenset({say.PUBLISH_WORD, *TYPED_BUTTONS["submit"], *TYPED_BUTTONS["agree"]})


async def show(turn: Turn, tx: Tx, after: Published, before: Published | None = None) -> list[Reply]:
    """An entry as residents will read it, instead of `before` (None: beside the others); nothing is published yet."""
    if after == before:
        await asking.answered(turn, tx)
        return [await board.show(turn, tx, after.unit_id)]
    if await _is_there(tx, after, before):
        await asking.answered(turn, tx)
        return [turn.reply(say.OnTheBoardAlready()), await board.show(turn, tx, after.unit_id)]
    old = board.which_of(before) if before else ""
    subject = json.dumps([old, after.unit_id, after.role, after.name, after.phone], ensure_ascii=False)
    await asking.ask(turn, tx, PREVIEW, subject)
    which = f"{after.unit_id}~{digest(subject)}"
    unit, name = turn.office.directory[after.unit_id], appointing.name_of(turn.office, after.unit_id)
    where = "" if unit.kind is UnitKind.COMPOUND else unit.name
    ways = (
        (Choice("bd_go", which),),
        (Choice("bd_again", which), Choice("board", after.unit_id, label=say.CANCEL)),
    )
    return [turn.reply(say.BoardPreview(name, where, after.role, after.name, after.phone), ways, card=CARD)]


async def _is_there(tx: Tx, after: Published, before: Published | None) -> bool:
    """Whether somebody of this name is published in this role already, besides the one who is changed."""
    others = [one for one in await rows.of_units(tx, [after.unit_id]) if one != before]
    return any((one.role, one.name) == (after.role, after.name) for one in others)


def digest(subject: str) -> str:
    """What a button bears of it."""
    return sha256(subject.encode()).hexdigest()[:8]


async def publish(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """发布: just what was shown. Raises `NotFound` for another's unit, and an entry that is gone meanwhile."""
    subject = await _waiting(turn, tx, which)
    return await publish_now(turn, tx, subject) if subject else await old(turn, tx, which)


async def taken_back(turn: Turn, tx: Tx, which: str) -> tuple[Published | None, Published] | None:
    """改一改: what is published now (None: nothing), and what was to be instead; None where nothing waits (any more).

    Raises as `publish`.
    """
    subject = await _waiting(turn, tx, which)
    return await read(turn, tx, subject) if subject else None


async def publish_now(turn: Turn, tx: Tx, subject: str) -> list[Reply]:
    """What waits, said to be right in words. Raises as `publish`."""
    before, after = await read(turn, tx, subject)
    await asking.answered(turn, tx)
    if before:
        done = await rows.change(tx, before, after, turn.person.id, turn.now)
    else:
        done = await rows.add(tx, after, turn.person.id, turn.now)
    there = [] if done else [turn.reply(say.OnTheBoardAlready())]
    return [*there, await board.show(turn, tx, after.unit_id, done=done)]


async def old(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """The card has been overtaken: the board as it is."""
    return [Toast(CardIsOld()), await board.show(turn, tx, which.partition("~")[0])]


async def _waiting(turn: Turn, tx: Tx, which: str) -> str:
    """What waits for this button; "" for one of an older card."""
    unit_id, _, mark = which.partition("~")
    board.theirs(turn, unit_id)
    subject = await asking.waiting(turn, tx, PREVIEW)
    return subject if subject and digest(subject) == mark else ""


async def read(turn: Turn, tx: Tx, subject: str) -> tuple[Published | None, Published]:
    """What is published now (None: nothing), and what is to be instead. Raises `NotFound` as `publish`."""
    old, unit_id, role, name, phone = json.loads(subject)
    before = await board.find(turn, tx, old) if old else None
    return before, Published(board.theirs(turn, unit_id).id, Role(role), name, phone)

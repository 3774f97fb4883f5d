"""公示 before it is published: what residents will read of it, then 发布, 改一改 or 取消.

What waits for the tap is the subject of a question: the entry as it was seen, and what is to be instead. Its buttons
bear a digest of it, so that an older card publishes nothing; nor does one whose entry was changed meanwhile.
"""

import json
from collections.abc import Sequence
from hashlib import sha256

from bot.domain.messages import Choice, Choices, Outbound, Reply
from bot.domain.people import Role, UnitKind
from bot.services import asking, board
from bot.services.board import CARD, MOST
from bot.services.turn import Turn
from bot.storage import published as rows
from bot.storage.database import Tx
from bot.storage.published import Published
from bot.texts import board as say
from bot.texts.typed import TYPED_BUTTONS

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
    subject = json.dumps([after.unit_id, before and _facts(before), _facts(after)], ensure_ascii=False)
    await asking.ask(turn, tx, PREVIEW, subject)
    which = f"{after.unit_id}~{digest(subject)}"
    ways = (
        (Choice("bd_go", which),),
        (Choice("bd_again", which), Choice("board", after.unit_id, label=say.CANCEL)),
    )
    return [as_read(turn, after.unit_id, [after], ways)]


def as_read(turn: Turn, unit_id: str, entries: Sequence[Published], ways: Choices) -> Outbound:
    """These entries of a unit just as residents will read them."""
    where = "" if turn.office.directory[unit_id].kind is UnitKind.COMPOUND else turn.office.directory[unit_id].name
    people = tuple((one.role, one.name, one.phone) for one in entries)
    return turn.reply(say.BoardPreview(turn.office.directory.called(unit_id), where, people), ways, card=CARD)


def _facts(entry: Published) -> list[str]:
    return [entry.role, entry.name, entry.phone]


async def _is_there(tx: Tx, after: Published, before: Published | None) -> bool:
    """Whether somebody of this name is published in this role already, besides the one who is changed."""
    others = [one for one in await rows.of_units(tx, [after.unit_id]) if one != before]
    return any((one.role, one.name) == (after.role, after.name) for one in others)


def digest(subject: str) -> str:
    """What a button bears of it."""
    return sha256(subject.encode()).hexdigest()[:8]


async def publish(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """发布: just what was shown. Raises `NotFound` for another's unit."""
    subject = await _waiting(turn, tx, which)
    return await publish_now(turn, tx, subject) if subject else await board.overtaken(turn, tx, which)


async def taken_back(turn: Turn, tx: Tx, which: str) -> tuple[Published | None, Published] | None:
    """改一改: what is published now (None: nothing), and what was to be instead; None where nothing waits (any more).

    Raises as `publish`.
    """
    subject = await _waiting(turn, tx, which)
    return await read(turn, tx, subject) if subject else None


async def publish_now(turn: Turn, tx: Tx, subject: str) -> list[Reply]:
    """What waits, said to be right in words. Raises as `publish`."""
    found = await read(turn, tx, subject)
    if found is None:
        return await board.overtaken(turn, tx, unit_of(subject))
    before, after = found
    await asking.answered(turn, tx)
    if before:
        done = await rows.change(tx, before, after, turn.person.id, turn.now)
    elif len(await rows.of_units(tx, [after.unit_id])) >= MOST:
        return [turn.reply(say.BoardIsFull(MOST)), await board.show(turn, tx, after.unit_id)]
    else:
        done = await rows.add(tx, after, turn.person.id, turn.now)
    there = [] if done else [turn.reply(say.OnTheBoardAlready())]
    return [*there, await board.show(turn, tx, after.unit_id, done=done)]


async def _waiting(turn: Turn, tx: Tx, which: str) -> str:
    """What waits for this button; "" for one of an older card."""
    unit_id, _, mark = which.partition("~")
    board.theirs(turn, unit_id)
    subject = await asking.waiting(turn, tx, PREVIEW)
    return subject if subject and digest(subject) == mark else ""


def unit_of(subject: str) -> str:
    """On whose board it is to be."""
    return str(json.loads(subject)[0])


async def read(turn: Turn, tx: Tx, subject: str) -> tuple[Published | None, Published] | None:
    """What is published now (None: nothing), and what is to be instead. Raises `NotFound` as `publish`.

    None where it is not published any more as it was seen, number and all: then the question is given up.
    """
    unit_id, seen, (role, name, phone) = json.loads(subject)
    entries = await rows.of_units(tx, [board.theirs(turn, unit_id).id])
    before = next((one for one in entries if _facts(one) == seen), None)
    if seen and before is None:
        await asking.answered(turn, tx)
        return None
    return before, Published(unit_id, Role(role), name, phone)

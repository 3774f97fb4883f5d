"""Before a button of a draft does anything: whose it is, and whether the card is the newest one."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bot.domain.messages import Reply, Toast
from bot.handlers.pressing import pressed_parts, pressed_version
from bot.handlers.route import Handler
from bot.services import drafting
from bot.services.turn import Turn
from bot.storage import broadcasts
from bot.storage import notices as rows
from bot.storage.broadcasts import Broadcast
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts import notices as say

# What a button does with a draft; behind the draft's id it may bear more.
Step: TypeAlias = Callable[[Turn, Tx, Broadcast, str], Awaitable[list[Reply]]]


def on_draft(step: Step) -> Handler:
    """`step` with their draft, as the card shows it; an older card is redrawn instead."""

    async def handler(turn: Turn, tx: Tx) -> list[Reply]:
        draft_id, more = pressed_parts(turn)
        draft = await drafting.mine(turn, tx, draft_id)
        if draft is None:
            return [await over(turn, tx, draft_id)]
        if draft.version != pressed_version(turn):
            return [Toast(errors.CardIsOld()), await drafting.to_check(turn, tx, draft)]
        return await step(turn, tx, draft, more)

    return handler


async def over(turn: Turn, tx: Tx, notice_id: str) -> Toast:
    """Done already, where it was theirs; what is missing and what is another's are answered alike."""
    sent = await broadcasts.load(tx, notice_id)
    told = await rows.is_told_by(tx, notice_id, turn.person.id, turn.now)
    if told or (sent and sent.person_id == turn.person.id and sent.state == "sending"):
        return Toast(errors.StepDone())
    return gone()


def gone() -> Toast:
    """Missing, over or not theirs."""
    return Toast(say.NoticeGone(), alert=True)


def number_in(more: str) -> int:
    """The number on a button; 0 where there is none."""
    return int(more) if more.isdecimal() else 0

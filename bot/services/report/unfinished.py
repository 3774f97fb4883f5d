"""The buttons of a report that was left lying: 接着写, 重来 (or 报新的, where something was said meanwhile), 删掉."""

from dataclasses import replace

from bot.domain.errors import OutdatedCard
from bot.domain.ids import new_id
from bot.domain.messages import Reply
from bot.fsm.report import E
from bot.services.report import draft as drafts
from bot.services.report import idle, keeping
from bot.services.report.conversation import hear
from bot.services.report.draft import Draft
from bot.services.report.stepping import fire, show
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts import drafts as say


async def resume(turn: Turn, tx: Tx, draft_id: str) -> list[Reply]:
    """接着写: what they said meanwhile is about it, and the step is shown."""
    draft = await _unfinished(turn, tx, draft_id)
    said = idle.said_while_waiting(turn, draft)
    going_on = replace(draft, waiting=None, waiting_files=())
    note = turn.reply(say.Resumed(), card=idle.card_of(draft))
    if draft.waiting:
        return [note, *await hear(said, tx, going_on)]
    await drafts.save(tx, turn.person.id, going_on, turn.now)
    return [note, *await show(turn, tx, going_on)]


async def restart(turn: Turn, tx: Tx, draft_id: str) -> list[Reply]:
    """重来: the old one goes; what they said meanwhile is the new one."""
    draft = await _unfinished(turn, tx, draft_id)
    said = idle.said_while_waiting(turn, draft)
    note = turn.reply(say.Restarted(), card=idle.card_of(draft))
    if draft.waiting:
        return [note, *await hear(said, tx, Draft(new_id()))]
    return [note, *await fire(turn, tx, E.TOLD, Draft(new_id()))]


async def discard(turn: Turn, tx: Tx, draft_id: str) -> list[Reply]:
    """删掉."""
    draft = await _unfinished(turn, tx, draft_id)
    await keeping.drop_draft(turn, tx, draft)
    return [turn.reply(say.Discarded(), card=idle.card_of(draft))]


async def _unfinished(turn: Turn, tx: Tx, draft_id: str) -> Draft:
    draft = await drafts.load(tx, turn.person.id)
    if draft is None or draft.id != draft_id:
        raise OutdatedCard(draft_id)
    return draft

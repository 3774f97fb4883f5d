"""A report that a limit holds up: why, until when, and what can be done. What was written stays."""

from bot.domain.limits import Limit
from bot.domain.messages import Choices, Prompt, Reply
from bot.services import bars, limits
from bot.services.report.draft import Draft
from bot.services.report.needs import compound_of
from bot.services.turn import Turn
from bot.storage import limits as rows
from bot.storage.database import Tx
from bot.texts import limits as say


async def say_limit(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """What stands in the way; the branch hears of it where it should."""
    compound_id = compound_of(turn, draft)
    kind = await limits.limit_of(turn, tx, compound_id, draft.words)
    if kind is None:
        return []
    prompt, choices = await _said(turn, tx, kind, compound_id)
    told = await limits.note(turn, tx, kind, compound_id) if kind is not Limit.BARRED else []
    return [turn.reply(prompt, choices), *told]


async def _said(turn: Turn, tx: Tx, kind: Limit, compound_id: str) -> tuple[Prompt, Choices]:
    if kind is Limit.BARRED and (bar := await rows.bar_of(tx, turn.person.id, compound_id, turn.now)):
        return bars.prompt_of(turn, bar), bars.choices_of(bar)
    if kind is Limit.SAME_WORDS:
        return say.SameWords(), ()
    if kind is Limit.BUSY_COMPOUND:
        return say.BusyNow(turn.office.directory[compound_id].name), ()
    return say.EnoughReports(await limits.most_of(turn, tx)), ()

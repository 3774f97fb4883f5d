"""What a desk can do with notices: write one, check it, publish it, take it down."""

from bot.domain.clock import from_millis
from bot.domain.messages import Command, Outbound, Reply, Toast
from bot.domain.words import clean
from bot.handlers.pressing import pressed_version, pressed_which
from bot.services import notices, report
from bot.services.turn import Turn
from bot.storage import notices as rows
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts import notices as say


async def notice(turn: Turn, tx: Tx) -> list[Reply]:
    """`/notice` with a sentence behind it: to be checked; alone: what is told now. What they were writing stays."""
    words = "，".join(clean(turn.content.argument).split("\n")) if isinstance(turn.content, Command) else ""
    return [await _answer(turn, tx, words), *await report.show_present(turn, tx)]


async def _answer(turn: Turn, tx: Tx, words: str) -> Outbound:
    if len(words) > notices.MOST_WORDS:
        return turn.reply(say.NoticeTooLong(notices.MOST_WORDS))
    if words:
        return await notices.write(turn, tx, words)
    return notices.listed(turn, await notices.told_now(turn, tx))


async def until(turn: Turn, tx: Tx) -> list[Reply]:
    """今天结束, 明天结束, 三天."""
    card = await notices.until_days(turn, tx, pressed_which(turn))
    return [card] if card else [_gone()]


async def for_unit(turn: Turn, tx: Tx) -> list[Reply]:
    """发给 another of one's units."""
    chosen = await notices.chosen(turn, tx, pressed_which(turn))
    return [notices.to_check(turn, chosen, from_millis(chosen.until))] if chosen else [_gone()]


async def publish(turn: Turn, tx: Tx) -> list[Reply]:
    """发布: from now on; where its end has passed since it was checked, until when is asked again."""
    chosen = await notices.chosen(turn, tx, pressed_which(turn))
    if chosen and chosen.until <= turn.now:
        return [notices.to_check(turn, chosen, from_millis(chosen.until))]
    if chosen and await rows.publish(tx, chosen, turn.now):
        return [notices.published(turn, chosen)]
    notice_id = pressed_which(turn).partition("~")[0]
    is_told = any(told.id == notice_id for told in await notices.told_now(turn, tx))
    return [Toast(errors.StepDone()) if is_told else _gone()]


async def drop(turn: Turn, tx: Tx) -> list[Reply]:
    """取消 before it was published."""
    notice_id = pressed_which(turn)
    if not await rows.drop(tx, notice_id, turn.person.id):
        return [_gone()]
    return [turn.reply(say.NoticeDropped(), card=f"notice:{notice_id}")]


async def take_down(turn: Turn, tx: Tx) -> list[Reply]:
    """撤下, by whoever sits at a desk of its unit; pressed in a list, what is left of it."""
    notice_id, units = pressed_which(turn), [unit.id for unit in notices.own_units(turn)]
    if not await rows.take_down(tx, notice_id, units, turn.now):
        return [_gone()]
    if pressed_version(turn) == notices.IN_LIST:
        return [Toast(say.NoticeTakenDown()), notices.listed(turn, await notices.told_now(turn, tx))]
    return [turn.reply(say.NoticeTakenDown(), card=f"notice:{notice_id}")]


def _gone() -> Toast:
    return Toast(say.NoticeGone(), alert=True)

"""What a desk can do with notices: write one, check it, say to whom, register it, take it down."""

from dataclasses import replace

from bot.domain.messages import Command, Outbound, Reply, Toast
from bot.domain.words import clean
from bot.handlers.drafts import gone, number_in, on_draft
from bot.handlers.pressing import pressed_version, pressed_which
from bot.services import addressing, broadcasts, drafting, notices, report
from bot.services.turn import Turn
from bot.storage import broadcasts as rows
from bot.storage.broadcasts import Broadcast
from bot.storage.database import Tx
from bot.texts import notices as say


async def notice(turn: Turn, tx: Tx) -> list[Reply]:
    """`/notice` with words behind it: to be checked; alone: what is told now. What they were writing stays."""
    words = clean(turn.content.argument) if isinstance(turn.content, Command) else ""
    return [await _answer(turn, tx, words), *await report.show_present(turn, tx)]


async def _answer(turn: Turn, tx: Tx, words: str) -> Outbound:
    most = turn.office.settings.broadcast.max_words
    if len(words) > most:
        return turn.reply(say.NoticeTooLong(most))
    return await drafting.write(turn, tx, words) if words else await notices.listed(turn, tx)


async def _until(turn: Turn, tx: Tx, draft: Broadcast, more: str) -> list[Reply]:
    return [await drafting.until_days(turn, tx, draft, max(1, number_in(more)))]


async def _for_unit(turn: Turn, tx: Tx, draft: Broadcast, more: str) -> list[Reply]:
    return [await addressing.move(turn, tx, draft, more)]


async def _where_to(turn: Turn, tx: Tx, draft: Broadcast, more: str) -> list[Reply]:
    unit_id, _, page = more.partition("~")
    return [addressing.compounds(turn, draft, unit_id, number_in(page))]


async def _one_house(turn: Turn, tx: Tx, draft: Broadcast, more: str) -> list[Reply]:
    return [await addressing.houses(turn, tx, draft)]


async def _house(turn: Turn, tx: Tx, draft: Broadcast, more: str) -> list[Reply]:
    return [await addressing.into_building(turn, tx, draft, number_in(more))]


async def _everywhere(turn: Turn, tx: Tx, draft: Broadcast, more: str) -> list[Reply]:
    return [await drafting.changed(turn, tx, replace(draft, building=""))]


async def _hurry(turn: Turn, tx: Tx, draft: Broadcast, more: str) -> list[Reply]:
    return [await drafting.sure(turn, tx, draft)]


async def _show_again(turn: Turn, tx: Tx, draft: Broadcast, more: str) -> list[Reply]:
    return [await drafting.to_check(turn, tx, draft)]


async def _publish(turn: Turn, tx: Tx, draft: Broadcast, more: str) -> list[Reply]:
    """From now on; where its end has passed since it was checked, or was never said, until when is asked."""
    if draft.until <= turn.now:
        return [drafting.ask_until(turn, draft)]
    if not await rows.drop(tx, draft.id, turn.person.id):
        return [gone()]
    return [notices.published(turn, await notices.register(turn, tx, draft))]


async def drop(turn: Turn, tx: Tx) -> list[Reply]:
    """取消 before it was out, on whichever version of the card."""
    draft_id = pressed_which(turn)
    if not await rows.drop(tx, draft_id, turn.person.id):
        return [gone()]
    return [turn.reply(say.NoticeDropped(), card=notices.card_of(draft_id))]


async def take_down(turn: Turn, tx: Tx) -> list[Reply]:
    """撤下, by whoever sits at a desk of its unit; what is still being sent is stopped with it."""
    notice_id = pressed_which(turn)
    stopped = await broadcasts.stop(turn, tx, notice_id)
    if not await notices.take_down(turn, tx, notice_id) and stopped is None:
        return [gone()]
    if pressed_version(turn) == notices.IN_LIST:
        return [Toast(say.NoticeTakenDown()), await notices.listed(turn, tx)]
    if stopped:
        return [Toast(say.NoticeTakenDown()), await broadcasts.progress(turn, tx, stopped)]
    return [turn.reply(say.NoticeTakenDown(), card=notices.card_of(notice_id))]


until = on_draft(_until)
for_unit = on_draft(_for_unit)
where_to = on_draft(_where_to)
one_house = on_draft(_one_house)
house = on_draft(_house)
everywhere = on_draft(_everywhere)
hurry = on_draft(_hurry)
show_again = on_draft(_show_again)
publish = on_draft(_publish)

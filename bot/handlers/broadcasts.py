"""Sending a broadcast, stopping it; and what a resident can do with one."""

from bot.domain.messages import Reply, Toast
from bot.domain.people import UnitKind
from bot.handlers.drafts import gone, on_draft, over
from bot.handlers.pressing import pressed_version, pressed_which
from bot.services import broadcasts, drafting, notices
from bot.services.turn import Turn
from bot.storage import audience
from bot.storage import broadcasts as rows
from bot.storage.broadcasts import Broadcast
from bot.storage.database import Tx
from bot.texts import errors


async def _send(turn: Turn, tx: Tx, draft: Broadcast, *, urgent: bool) -> list[Reply]:
    """To a compound or its building alone; where its end has passed since it was checked, until when is asked."""
    unit = turn.office.directory.get(draft.unit_id)
    if unit is None or unit.kind is not UnitKind.COMPOUND or drafting.must_say_until(draft, turn.moment):
        return [await drafting.to_check(turn, tx, draft)]
    return await broadcasts.send(turn, tx, draft, urgent=urgent)


async def _by_day(turn: Turn, tx: Tx, draft: Broadcast, more: str) -> list[Reply]:
    return await _send(turn, tx, draft, urgent=False)


async def _at_once(turn: Turn, tx: Tx, draft: Broadcast, more: str) -> list[Reply]:
    return await _send(turn, tx, draft, urgent=True)


async def stop(turn: Turn, tx: Tx) -> list[Reply]:
    """停止发送, by whoever sits at a desk over its compound."""
    broadcast_id = pressed_which(turn)
    stopped = await broadcasts.stop(turn, tx, broadcast_id)
    if stopped is None:
        before = await rows.load(tx, broadcast_id)
        theirs = before is not None and before.unit_id in notices.reach(turn)
        return [Toast(errors.StepDone()) if theirs else await over(turn, tx, broadcast_id)]
    if pressed_version(turn) == notices.IN_LIST:
        return [await notices.listed(turn, tx)]
    return [await broadcasts.progress(turn, tx, stopped)]


async def mute(turn: Turn, tx: Tx) -> list[Reply]:
    """不再收通知 of this compound, but what is urgent."""
    return await _muted(turn, tx, muted=True)


async def unmute(turn: Turn, tx: Tx) -> list[Reply]:
    """接着收通知, where it was stopped."""
    return await _muted(turn, tx, muted=False)


async def _muted(turn: Turn, tx: Tx, *, muted: bool) -> list[Reply]:
    """The message itself says how it is now; the choice is theirs alone, whoever was meant by it."""
    read = await rows.load(tx, pressed_which(turn))
    if read is None:
        return [gone()]
    if muted:
        await audience.mute(tx, turn.person.id, read.unit_id, turn.now)
    else:
        await audience.unmute(tx, turn.person.id, read.unit_id)
    prompt = broadcasts.message_of(read, turn.office.directory, muted=muted)
    return [turn.reply(prompt, broadcasts.choices_of(read, muted=muted), card=audience.CARD + read.id)]


send = on_draft(_by_day)
send_now = on_draft(_at_once)

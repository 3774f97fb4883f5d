"""Activities planned by whoever organises them: the sentence, the buttons of its draft, help for a ticket."""

from collections.abc import Awaitable, Callable

from bot.domain.activities import Activity
from bot.domain.errors import NotFound
from bot.domain.messages import Command, Outbound, Reply, Toast
from bot.domain.words import clean
from bot.handlers.pressing import pressed_parts, pressed_version, pressed_which
from bot.handlers.route import Handler
from bot.services import rights
from bot.services.activities import organising, planning
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts import organising as say

CHOSEN = ("act_unit", "act_day", "act_hour", "act_num", "act_kind")
Step = Callable[[Turn, Tx, Activity, str], Awaitable[list[Reply]]]


async def plan(turn: Turn, tx: Tx) -> list[Reply]:
    """`/activity`, with its sentence behind it or asked for. What they were writing stays."""
    words = clean(turn.content.argument) if isinstance(turn.content, Command) else ""
    return await (planning.write(turn, tx, words) if words else planning.ask(turn, tx))


async def recruit(turn: Turn, tx: Tx) -> list[Reply]:
    """招募志愿者 on a ticket: what volunteers read is written anew, for they see nothing of the ticket."""
    return await planning.ask(turn, tx, await rights.to_handle(turn, tx, pressed_which(turn)))


async def cancel(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """One of the usual reasons. Raises `NotFound` for one that is not offered."""
    activity_id, _, at = which.partition("~")
    reasons = dict(enumerate(say.WHY_CANCELLED))
    if not at.isdecimal() or int(at) not in reasons:
        raise NotFound(which)
    return await organising.cancel(turn, tx, activity_id, reasons[int(at)])


def on_draft(step: Step) -> Handler:
    """`step` with their draft as the card shows it; an older card is redrawn, and of what is out the button is old."""

    async def handler(turn: Turn, tx: Tx) -> list[Reply]:
        draft_id, more = pressed_parts(turn)
        draft = await planning.mine(turn, tx, draft_id)
        if draft is None:
            is_out = await planning.is_out(turn, tx, draft_id)
            return [Toast(errors.StepDone()) if is_out else Toast(say.ActivityGone(), alert=True)]
        if draft.version != pressed_version(turn):
            return [Toast(errors.CardIsOld()), await planning.to_check(turn, tx, draft)]
        return await step(turn, tx, draft, more)

    return handler


async def _publish(turn: Turn, tx: Tx, draft: Activity, more: str) -> list[Reply]:
    return await organising.publish(turn, tx, draft)


async def _drop(turn: Turn, tx: Tx, draft: Activity, more: str) -> list[Reply]:
    return await organising.drop(turn, tx, draft)


async def _fix(turn: Turn, tx: Tx, draft: Activity, more: str) -> list[Reply]:
    shown: Outbound = await planning.fix(turn, tx, draft, more)
    return [shown]


def choose(what: str) -> Handler:
    """The handler of a button that answers a question of the draft. Raises `NotFound` for what is not offered."""

    async def chosen(turn: Turn, tx: Tx, draft: Activity, more: str) -> list[Reply]:
        wanted = planning.chosen(turn, draft, what, more)
        if wanted is None:
            raise NotFound(what)
        return [await planning.change(turn, tx, draft, wanted)]

    return on_draft(chosen)


publish = on_draft(_publish)
drop = on_draft(_drop)
fix = on_draft(_fix)

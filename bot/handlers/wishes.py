"""Wishes: /wish, /wishes, /mywishes, /claims, and the buttons of their cards."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from bot.domain.messages import Command, Reply, Text, Toast
from bot.domain.wishes import Wish, WishState
from bot.domain.words import clean
from bot.fsm.wish import E
from bot.handlers.pressing import number, pressed_parts, pressed_version, pressed_which
from bot.handlers.route import Handler
from bot.services import report
from bot.services.turn import Turn
from bot.services.wishes import drafting, pool, steps, telling
from bot.services.wishes.pool import View
from bot.services.wishes.standing import to_look_at
from bot.storage import wishes as rows
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts.wishes import steps as say

OnDraft = Callable[[Turn, Tx, Wish, str], Awaitable[list[Reply]]]
# The steps that a button of the card takes; the clock takes the others, and a draft has buttons of its own.
PRESSED = (
    E.PUBLISH, E.REWORD, E.REJECT, E.CLAIM, E.DELIVER, E.EXTEND, E.HAND_BACK, E.CONFIRM, E.NOT_YET, E.WITHDRAW,
)  # fmt: skip
# Of a page, a reason or a kind; a longer number turns to no page that there is.
DIGITS = 3


async def wish(turn: Turn, tx: Tx) -> list[Reply]:
    """`/wish`, also with a sentence behind it. Danger is a report, whatever it was called."""
    words = clean(turn.content.argument) if isinstance(turn.content, Command) else ""
    if turn.reading and turn.reading.danger and turn.inbound:
        return await report.tell(replace(turn, inbound=replace(turn.inbound, content=Text(words))), tx)
    return await drafting.begin(turn, tx, words)


async def wishes(turn: Turn, tx: Tx) -> list[Reply]:
    """`/wishes`: what waits for a secretary, then the pool."""
    return [*await pool.to_decide(turn, tx), await pool.show(turn, tx, View())]


async def others(turn: Turn, tx: Tx) -> list[Reply]:
    """看别的心愿: the pool, at the end of the chat."""
    return [(await pool.show(turn, tx, View())).anew()]


async def turn_pool(turn: Turn, tx: Tx) -> list[Reply]:
    """Another page of it, or another choice."""
    return [await pool.show(turn, tx, View.of(pressed_which(turn)))]


async def my(turn: Turn, tx: Tx) -> list[Reply]:
    """`/mywishes`."""
    return [await pool.mine(turn, tx, 0, claims=False)]


async def claims(turn: Turn, tx: Tx) -> list[Reply]:
    """`/claims`."""
    return [await pool.mine(turn, tx, 0, claims=True)]


async def turn_mine(turn: Turn, tx: Tx) -> list[Reply]:
    """Another page of either."""
    code = pressed_which(turn)
    return [await pool.mine(turn, tx, number(code[1:], DIGITS), claims=code.startswith("c"))]


# ── a wish that was sent ──────────────────────────────────────────────────────────────────────────────────────
async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """One of a list, at the end of the chat."""
    found = await to_look_at(turn, tx, pressed_which(turn))
    return [(await telling.shown(turn, tx, found)).anew()]


async def card(turn: Turn, tx: Tx) -> list[Reply]:
    """Back to its card."""
    return await steps.card(turn, tx, await to_look_at(turn, tx, pressed_which(turn)))


def step(event: E) -> Handler:
    """The handler of a button that is a step in its life."""

    async def pressed(turn: Turn, tx: Tx) -> list[Reply]:
        found = await to_look_at(turn, tx, pressed_which(turn))
        return await steps.press(turn, tx, found, event, pressed_version(turn))

    return pressed


def because(event: E) -> Handler:
    """The handler of a reason that was offered for a step."""

    async def pressed(turn: Turn, tx: Tx) -> list[Reply]:
        wish_id, at = pressed_parts(turn)
        return await steps.because(turn, tx, await to_look_at(turn, tx, wish_id), event, number(at, DIGITS))

    return pressed


async def look(turn: Turn, tx: Tx) -> list[Reply]:
    """看电话和地址."""
    return await steps.look(turn, tx, await to_look_at(turn, tx, pressed_which(turn)))


async def gone(turn: Turn, tx: Tx) -> list[Reply]:
    """不要了."""
    return await steps.withdraw(turn, tx, await to_look_at(turn, tx, pressed_which(turn)))


async def thank(turn: Turn, tx: Tx) -> list[Reply]:
    """说句谢谢."""
    found = await to_look_at(turn, tx, pressed_which(turn))
    open_to = found.state is WishState.CONFIRMED and not found.thanked
    return await steps.ask_thanks(turn, tx, found) if open_to else [Toast(errors.StepDone())]


# ── a wish that is being written ──────────────────────────────────────────────────────────────────────────────
def on_draft(act: OnDraft) -> Handler:
    """The handler of a button on a draft's card; of one that was sent or dropped, what became of it is shown."""

    async def pressed(turn: Turn, tx: Tx) -> list[Reply]:
        wish_id, more = pressed_parts(turn)
        draft = await rows.draft_of(tx, turn.person.id)
        if draft is None or draft.id != wish_id:
            found = await to_look_at(turn, tx, wish_id)
            return [Toast(errors.StepDone()), await telling.shown(turn, tx, found)]
        if draft.version != pressed_version(turn):
            return [Toast(errors.CardIsOld()), await drafting.move(turn, tx, draft)]
        return await act(turn, tx, draft, more)

    return pressed


async def _agree(turn: Turn, tx: Tx, draft: Wish, more: str) -> list[Reply]:
    return await drafting.agree(turn, tx, draft)


async def _submit(turn: Turn, tx: Tx, draft: Wish, more: str) -> list[Reply]:
    return await drafting.submit(turn, tx, draft)


async def _kind(turn: Turn, tx: Tx, draft: Wish, more: str) -> list[Reply]:
    return [drafting.kinds(turn, draft)]


async def _sort(turn: Turn, tx: Tx, draft: Wish, more: str) -> list[Reply]:
    kinds, at = turn.office.settings.wish_kinds, number(more, DIGITS)
    kind = kinds[at].name if at < len(kinds) else draft.kind
    return [await drafting.changed(turn, tx, draft, replace(draft, kind=kind))]


async def _at(turn: Turn, tx: Tx, draft: Wish, more: str) -> list[Reply]:
    return await drafting.settle(turn, tx, draft, more)


async def _back(turn: Turn, tx: Tx, draft: Wish, more: str) -> list[Reply]:
    return [await drafting.changed(turn, tx, draft, draft)]


async def _cancel(turn: Turn, tx: Tx, draft: Wish, more: str) -> list[Reply]:
    return await drafting.drop(turn, tx, draft)


async def _ask(kind: str, turn: Turn, tx: Tx, draft: Wish, more: str) -> list[Reply]:
    return await drafting.ask(turn, tx, draft, kind)


# The buttons of a draft's card, by what they do.
DRAFTED: dict[str, Handler] = {
    "w_agree": on_draft(_agree),
    "w_submit": on_draft(_submit),
    "w_words": on_draft(partial(_ask, drafting.WORDS)),
    "w_phone": on_draft(partial(_ask, drafting.CONTACT)),
    "w_for": on_draft(partial(_ask, drafting.WISHER)),
    "w_kind": on_draft(_kind),
    "w_sort": on_draft(_sort),
    "w_at": on_draft(_at),
    "w_draft": on_draft(_back),
    "w_cancel": on_draft(_cancel),
}
REASONED = tuple(map(E, say.REASONS))

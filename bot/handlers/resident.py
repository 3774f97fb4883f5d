"""What everybody can do: report, and say where they live."""

from collections.abc import Awaitable, Callable

from bot.domain.messages import Reply, Text
from bot.fsm.report import E, S
from bot.handlers import answers, nearest, own
from bot.handlers.pressing import pressed_which
from bot.handlers.route import Handler
from bot.services import deeds, report, rounds
from bot.services.report import danger
from bot.services.report import draft as drafts
from bot.services.report.needs import consented
from bot.services.report.typed import typed_button
from bot.services.shop import pickup
from bot.services.talk import is_over
from bot.services.turn import Turn
from bot.services.wishes import drafting
from bot.storage import wishes
from bot.storage.database import Tx
from bot.texts.buttons import buttons_called, is_button
from bot.texts.general import DANGER_CARD, REPORT_CARD, WISH_CARD, OnlyWordsRead, ReportWaits, TapIt, WishWaits
from bot.texts.report.numbers import is_keep_number
from bot.texts.typed import TYPED_BUTTONS

# Steps that are answered by a tap, and keep what is written besides as a part of the report.
TAPPED = frozenset({S.FOLLOWUP, S.SPLIT, S.SIMILAR, S.REVIEW, S.CATEGORY})
# The buttons of the card with the emergency numbers.
OF_DANGER = frozenset({"alarm", "calm"})


async def begin(turn: Turn, tx: Tx) -> list[Reply]:
    """`/report`."""
    return await report.begin(turn, tx)


async def tell(turn: Turn, tx: Tx) -> list[Reply]:
    """Any sentence, photo or pin. Of words under a file that cannot be read it is said that only they were."""
    under = turn.content.under if isinstance(turn.content, Text) else ""
    note = [turn.reply(OnlyWordsRead(under))] if under else []
    answer = await _told(turn, tx)
    in_danger = turn.reading is not None and turn.reading.danger
    return [*answer, *note] if in_danger else [*note, *answer]


async def _told(turn: Turn, tx: Tx) -> list[Reply]:
    """What was asked last, a code of a shop, a step at a desk, or a patrol, goes first."""
    answered, beside = await answers.told(turn, tx)
    answered = answered or await pickup.typed(turn, tx) or await deeds.told(turn, tx) or await rounds.told(turn, tx)
    answered = answered or await _written_button(turn, tx) or await own.not_needed(turn, tx)
    answered = answered or await own.not_mended(turn, tx)
    return [*beside, *(answered or await report.tell(turn, tx))]


async def _written_button(turn: Turn, tx: Tx) -> list[Reply] | None:
    """The word on a button that is not before them says nothing of a matter; but 提交 sends the wish being written,
    and 「已经好了」 may be what a desk asked.
    """
    words = turn.words.rstrip("。！!.")
    known = consented(turn) or turn.person.posts
    stands_on_one = isinstance(turn.content, Text) and (is_button(words) or is_keep_number(words))
    if not stands_on_one or (is_over(words) and await own.is_asked(turn, tx)):
        return None
    draft = await drafts.load(tx, turn.person.id)
    if draft and draft.danger and not OF_DANGER.isdisjoint(buttons_called(words)):
        return [turn.reply(TapIt(words, DANGER_CARD)), danger.show(turn, draft, draft.danger)]
    if not known or (draft and draft.state is not S.NEW):
        stray = known and draft and draft.state in TAPPED and not draft.waiting and typed_button(turn, draft) is None
        return [turn.reply(TapIt(words, REPORT_CARD)), *await report.show_present(turn, tx)] if stray else None
    wish = await wishes.draft_of(tx, turn.person.id)
    if wish and words in TYPED_BUTTONS["submit"]:
        return await drafting.submit(turn, tx, wish)
    if wish:
        return [turn.reply(TapIt(words, WISH_CARD)), await drafting.move(turn, tx, wish)]
    return await nearest.show(turn, tx, words)


async def cancel(turn: Turn, tx: Tx) -> list[Reply]:
    """`/cancel` and 取消, also on a card; in words also 算了 to what was asked, or begun with a ticket."""
    if turn.pressed:
        return await report.press(turn, tx, E.CANCEL)
    return await answers.drop(turn, tx) or await deeds.drop_any(turn, tx) or await _end_what_is_written(turn, tx)


async def _end_what_is_written(turn: Turn, tx: Tx) -> list[Reply]:
    """The report or the wish that they are writing. Of both the one spoken of last; the other is shown."""
    draft, wish = await drafts.load(tx, turn.person.id), await wishes.draft_of(tx, turn.person.id)
    if wish and (draft is None or draft.changed_at < wish.at):
        waits = [turn.reply(ReportWaits()), *await report.begin(turn, tx)] if draft and draft.says_something else []
        return [*await drafting.drop(turn, tx, wish), *waits]
    ended = await report.cancel(turn, tx)
    following = await drafts.load(tx, turn.person.id)
    return [*ended, turn.reply(WishWaits()), await drafting.move(turn, tx, wish)] if wish and not following else ended


# The buttons of a report's card, and the step that each takes.
STEPS: dict[str, E] = {
    "agree": E.AGREE,
    "attach": E.ATTACH,
    "fresh": E.SKIP,
    "split": E.SPLIT_UP,
    "whole": E.SKIP,
    "list": E.BROWSE,
    "earlier": E.BROWSE,
    "later": E.BROWSE,
    "home": E.SETTLE,
    "nothome": E.TOLD,
    "wordless": E.SKIP,
    "answer": E.ANSWER,
    "join": E.JOIN,
    "other": E.SKIP,
    "enough": E.CANCEL,
    "submit": E.SUBMIT,
    "fix": E.FIX,
    "kind": E.CHANGE_CATEGORY,
    "cat": E.CHOOSE_CATEGORY,
    "place": E.CHANGE_PLACE,
    "elsewhere": E.CHANGE_COMPOUND,
    "reword": E.CHANGE_WORDS,
    "photo": E.ADD_PHOTO,
    "clear": E.CLEAR_PHOTOS,
    "phone": E.ADD_CONTACT,
    "unnumber": E.HIDE_NUMBER,
    "keepnumber": E.KEEP_NUMBER,
    "hide": E.HIDE,
    "unhide": E.HIDE,
    "back": E.BACK,
    "skip": E.SKIP,
}


def step(event: E) -> Handler:
    """The handler of a button that is one step of the report."""

    async def pressed(turn: Turn, tx: Tx) -> list[Reply]:
        return await report.press(turn, tx, event)

    return pressed


def by_id(act: Callable[[Turn, Tx, str], Awaitable[list[Reply]]]) -> Handler:
    """The handler of a button that bears an id and no version: it means the same at any time."""

    async def pressed(turn: Turn, tx: Tx) -> list[Reply]:
        return await act(turn, tx, pressed_which(turn))

    return pressed

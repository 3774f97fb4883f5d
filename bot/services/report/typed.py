"""A button that was written out instead of tapped: it means the button where the present card has it."""

import re

from bot.config.settings import OTHER
from bot.domain.masks import masked_phone
from bot.domain.messages import Text
from bot.domain.places import number_of
from bot.fsm.report import E, S
from bot.services.report.alike import NOTICE
from bot.services.report.draft import Draft
from bot.services.report.needs import open_question
from bot.services.turn import Turn
from bot.texts.report.numbers import is_keep_number
from bot.texts.typed import REFUSED, TYPED_BUTTONS, YES

# 电梯, 供热: what a word is too.
SHORT = 2
_EVENTS: dict[str, E] = {
    "agree": E.AGREE,
    "submit": E.SUBMIT,
    "back": E.BACK,
    "skip": E.SKIP,
    "kind": E.CHANGE_CATEGORY,
    "place": E.CHANGE_PLACE,
    "reword": E.CHANGE_WORDS,
    "photo": E.ADD_PHOTO,
    "phone": E.ADD_CONTACT,
    "unnumber": E.HIDE_NUMBER,
    "hide": E.HIDE,
    "fix": E.FIX,
    "list": E.BROWSE,
    "split": E.SPLIT_UP,
}
_MEANT: dict[str, E] = {
    word: _EVENTS[name] for name, words in TYPED_BUTTONS.items() if name in _EVENTS for word in words
}
_NUMBER = re.compile(r"(?:选|第)?([1-9一二三四五])(?:个|条)?")
_ALIKE = frozenset(TYPED_BUTTONS["join"])
_YES = frozenset({*TYPED_BUTTONS["submit"], *TYPED_BUTTONS["agree"], *YES})
# 「我不知道叫什么」, where they are asked for the name of their compound.
_NO_NAME = re.compile(
    r"(?:我|也|真|都|就|老了)*(?:不知道|不清楚|不晓得|不记得|记不[得清住]|忘了|想不起来|[说叫]不上来)"
    r"(?:叫|是|住|这|我们|小区|名字?|什么|啥|哪个|哪里?|了|呀|啊)*"
)
_NONE = ("都不是", "不是")


def typed_button(turn: Turn, draft: Draft) -> tuple[E, Draft, str] | None:
    """The event that was meant, the draft, and what the button would bear; None for words that are just words."""
    words = turn.words.rstrip("。！!.") if isinstance(turn.content, Text) else ""
    if not words or draft.state is S.NEW:
        return None
    if (chosen := _chosen(turn, draft, words) or _by_number(turn, draft, words)) is not None:
        return chosen[0], draft, chosen[1]
    event = E.KEEP_NUMBER if _is_offered(draft, words) else _event(draft, words)
    return (event, draft, "") if event and event in turn.office.report_flow.allowed(draft.state) else None


def _is_offered(draft: Draft, words: str) -> bool:
    """「留 138****0000」, the number that stands on the card."""
    return bool(draft.offered) and is_keep_number(words) and masked_phone(draft.offered) in words


def _event(draft: Draft, words: str) -> E | None:
    """Who does not know the name, or finds it on no button, may know it when they see it."""
    if draft.state is S.COMPOUND and (words in TYPED_BUTTONS["skip"] or _NO_NAME.fullmatch(words)):
        return E.BROWSE
    if draft.state is S.CONSENT and words in REFUSED and not draft.danger:
        return E.CANCEL
    if draft.state is S.REVIEW and words in _NONE and not draft.sure:
        return E.CHANGE_CATEGORY
    return _MEANT.get(words)


def _category(turn: Turn, draft: Draft, words: str) -> str:
    """The category that they name where it is asked for: its name, or what only one has in it.

    On the card a short name is as likely a word about the matter (「电梯」), unless it stands on a button.
    """
    names = [category.name for category in turn.office.settings.categories]
    if draft.state is S.REVIEW:
        named = words in draft.likely or (words in names and len(words) > SHORT)
        return words if named and not draft.sure else ""
    near = [name for name in names if len(words) > 1 and words in name]
    return words if words in names else near[0] if len(near) == 1 else ""


def _by_number(turn: Turn, draft: Draft, words: str) -> tuple[E, str] | None:
    """「2」, 「第二个」: the second of the card's own buttons."""
    number = _NUMBER.fullmatch(words)
    ways = _ways(turn, draft) if number else []
    at = int(number_of(number[1])) if number else 0
    return ways[at - 1] if 0 < at <= len(ways) else None


def _ways(turn: Turn, draft: Draft) -> list[tuple[E, str]]:
    """The buttons of the present card that answer its question, in their order."""
    match draft.state:
        case S.QUESTION if question := open_question(turn, draft):
            return [(E.ANSWER, str(at)) for at in range(len(question.answers))]
        case S.SIMILAR:
            known = _reported(draft)
            enough = [(E.CANCEL, "")] if len(known) < len(draft.similar) else []
            return [*((E.JOIN, found) for found in known), (E.SKIP, ""), *enough]
        case S.FOLLOWUP:
            return [*((E.ATTACH, ticket_id) for ticket_id in draft.own), (E.SKIP, "")]
        case S.SPLIT:
            return [(E.SPLIT_UP, ""), (E.SKIP, "")]
        case S.REVIEW if not draft.sure:
            return [(E.CHOOSE_CATEGORY, name) for name in draft.likely if name != OTHER]
        case _:  # only where they are asked for their compound is one suggested
            return [(E.SETTLE, which) for which in draft.suggested]


def _chosen(turn: Turn, draft: Draft, words: str) -> tuple[E, str] | None:
    """Something that stands on one of several buttons."""
    match draft.state:
        case S.CATEGORY | S.REVIEW if name := _category(turn, draft, words):
            return E.CHOOSE_CATEGORY, name
        case S.QUESTION if question := open_question(turn, draft):
            said = [answer.say for answer in question.answers]
            return (E.ANSWER, str(said.index(words))) if words in said else None
        case S.SIMILAR if words in _ALIKE and len(known := _reported(draft)) < 2:
            return (E.JOIN, known[0]) if known else (E.CANCEL, "")
        case S.COMPOUND if words in _YES and len(draft.suggested) == 1:
            return E.SETTLE, draft.suggested[0]
        case S.FOLLOWUP if words in TYPED_BUTTONS["more"] and len(draft.own) == 1:
            return E.ATTACH, draft.own[0]
        case _:
            return None


def _reported(draft: Draft) -> list[str]:
    """What neighbours reported alike and can be joined; an announcement cannot."""
    return [found for found in draft.similar if not found.startswith(NOTICE)]

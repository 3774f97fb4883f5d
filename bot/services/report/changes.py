"""What a press changes in the draft before the flow takes its step; each event's own change, in one table."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.errors import NotFound, NotPossibleNow
from bot.domain.messages import Reply
from bot.domain.people import Unit, UnitKind
from bot.domain.places import split_place
from bot.fsm.report import E, S
from bot.services.phones import first_dialled, without_phones
from bot.services.report.draft import Draft
from bot.services.report.needs import open_question
from bot.services.turn import Turn
from bot.texts.report.card import LOOK_AT_FILES
from bot.texts.report.notes import AnswersDropped
from bot.texts.report.numbers import NUMBER_HIDDEN

INDOORS = ("电梯", "楼道", "楼梯", "楼顶", "走廊", "门禁")

Change = Callable[[Turn, Draft, str], Draft]


def changed(turn: Turn, event: E, draft: Draft, value: str) -> Draft:
    """The draft as `event` leaves it; `value` is what the button bears. Raises `NotFound` for a value that is none."""
    change = CHANGES.get(event)
    return change(turn, draft, value) if change else draft


def without_strange_answers(turn: Turn, draft: Draft) -> tuple[Draft, list[Reply]]:
    """A changed category drops the answers to the questions of the former one, and says so."""
    asked = {question.ask for question in turn.office.settings.questions_of(draft.category)}
    kept = tuple((question, answer) for question, answer in draft.answers if question in asked)
    dropped = tuple(answer for question, answer in draft.answers if question not in asked and answer)
    return replace(draft, answers=kept), [turn.reply(AnswersDropped(dropped))] if dropped else []


def compound(turn: Turn, unit_id: str) -> Unit:
    """The compound with this id. Raises `NotFound` where there is none (any longer)."""
    unit = turn.office.directory.get(unit_id)
    if unit is None or unit.kind is not UnitKind.COMPOUND:
        raise NotFound(unit_id)
    return unit


def _settle(turn: Turn, draft: Draft, value: str) -> Draft:
    """A compound, maybe with the number of its estate behind it, or a building of the one where they live."""
    unit = turn.office.directory.get(value)
    if unit is not None and unit.kind is UnitKind.BUILDING:
        home = turn.office.directory.above(unit.id, UnitKind.COMPOUND)
        return replace(draft.at(home) if home else draft, place=unit.name, placed=True)
    unit_id, _, at = value.partition("~")
    unit = compound(turn, unit_id)
    return draft.at(unit, unit.estates[int(at)] if at.isdecimal() and int(at) < len(unit.estates) else "")


def _choose_category(turn: Turn, draft: Draft, value: str) -> Draft:
    return draft.with_category(turn.office.settings.category(value).name)


def _answer(turn: Turn, draft: Draft, value: str) -> Draft:
    question = open_question(turn, draft)
    if question is None or not value.isdecimal() or int(value) >= len(question.answers):
        raise NotPossibleNow("no such answer")
    return replace(draft, answers=(*draft.answers, (question.ask, question.answers[int(value)].say)))


def _skip(turn: Turn, draft: Draft, _: str) -> Draft:
    match draft.state:
        case S.FOLLOWUP:
            return replace(draft, own=())
        case S.SPLIT:
            return replace(draft, parts=(), whole=True)
        case S.DESCRIBE if draft.files and not draft.words:
            return replace(draft, words=LOOK_AT_FILES, category=turn.office.settings.category("").name)
        case S.QUESTION:
            question = open_question(turn, draft)
            return replace(draft, answers=(*draft.answers, (question.ask, ""))) if question else draft
        case S.SIMILAR:
            return replace(draft, seen=(*draft.seen, *draft.similar), similar=())
        case _:
            return draft


def _attach(turn: Turn, draft: Draft, value: str) -> Draft:
    if value not in draft.own:
        raise NotFound(value)
    return replace(draft, ticket_id=value)


def _join(turn: Turn, draft: Draft, value: str) -> Draft:
    if value not in draft.similar:
        raise NotFound(value)
    return replace(draft, ticket_id=value)


def place_of_part(own: str, whole: str) -> str:
    """Where one of several problems is: the house is said once and meant for all that may be inside it."""
    house, spot = split_place(own)
    if house or (spot and not any(word in spot for word in INDOORS)):
        return own
    return " ".join(filter(None, (split_place(whole)[0], spot)))


def next_of(draft: Draft, parts: tuple[Draft, ...]) -> Draft:
    """The first of `parts`, with all that was said once and holds for each; the others wait for it."""
    following, *others = parts
    return replace(
        following,
        place=place_of_part(following.place, draft.place),
        compound_id=draft.compound_id,
        estate=draft.estate,
        among=draft.among,
        misnamed=draft.misnamed,
        way_in=draft.way_in,
        entered_by=draft.entered_by,
        anonymous=draft.anonymous,
        contact=draft.contact,
        whole=True,
        rest=tuple(others),
    )


def _split_up(turn: Turn, draft: Draft, _: str) -> Draft:
    """The first problem goes on as this draft, with the photos and the place that they set."""
    first = next_of(draft, (*draft.parts, *draft.rest))
    return replace(
        first,
        id=draft.id,
        state=draft.state,
        version=draft.version,
        place=draft.place if draft.placed else first.place,
        placed=draft.placed,
        files=draft.files,
        album=draft.album,
        pin=draft.pin,
        reminded=draft.reminded,
    )


def _hide(turn: Turn, draft: Draft, _: str) -> Draft:
    """匿名: the number to call goes too."""
    return replace(draft, anonymous=not draft.anonymous, contact="", number="")


def _hide_number(turn: Turn, draft: Draft, _: str) -> Draft:
    """藏起号码: out of words and place; it is kept aside until they have said whether it may be called."""
    return replace(
        draft,
        words=without_phones(draft.words, NUMBER_HIDDEN),
        place=without_phones(draft.place, NUMBER_HIDDEN),
        number=first_dialled(draft.words) or first_dialled(draft.place) or draft.number,
    )


def _keep_number(turn: Turn, draft: Draft, _: str) -> Draft:
    """Raises `NotPossibleNow` where none is offered."""
    if not draft.offered:
        raise NotPossibleNow("no number")
    return replace(draft, contact=draft.offered, number="")


def _clear_photos(turn: Turn, draft: Draft, _: str) -> Draft:
    return replace(draft, files=(), album="")


CHANGES: dict[E, Change] = {
    E.SETTLE: _settle,
    E.CHOOSE_CATEGORY: _choose_category,
    E.ANSWER: _answer,
    E.SKIP: _skip,
    E.ATTACH: _attach,
    E.JOIN: _join,
    E.SPLIT_UP: _split_up,
    E.HIDE: _hide,
    E.HIDE_NUMBER: _hide_number,
    E.KEEP_NUMBER: _keep_number,
    E.CLEAR_PHOTOS: _clear_photos,
}

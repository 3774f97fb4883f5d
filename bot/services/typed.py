"""A button that was written out instead of tapped: it means the button where the present card has it."""

from collections.abc import Container

from bot.domain.messages import Text
from bot.domain.words import clean
from bot.fsm.report import E, S
from bot.services.draft import Draft
from bot.services.turn import Turn
from bot.texts.words import TYPED_BUTTONS

_EVENTS: dict[str, E] = {
    "agree": E.AGREE,
    "submit": E.SUBMIT,
    "back": E.BACK,
    "kind": E.CHANGE_CATEGORY,
    "place": E.CHANGE_PLACE,
    "photo": E.ADD_PHOTO,
}
_MEANT: dict[str, E] = {word: _EVENTS[name] for name, words in TYPED_BUTTONS.items() for word in words}


def typed_button(turn: Turn, draft: Draft) -> tuple[E, Draft] | None:
    """The step that was meant, with the draft for it; None for words that are just words."""
    content = turn.inbound.content
    words = clean(content.text).rstrip("。！!.") if isinstance(content, Text) else ""
    if words in _categories_offered(turn, draft):
        return E.CHOOSE_CATEGORY, draft.with_category(words)
    event = _MEANT.get(words)
    return (event, draft) if event and event in turn.office.report_flow.allowed(draft.state) else None


def _categories_offered(turn: Turn, draft: Draft) -> Container[str]:
    if draft.state is S.CATEGORY:
        return {category.name for category in turn.office.settings.categories}
    return draft.likely if draft.state is S.REVIEW and not draft.sure else ()

"""The living message of a draft: what a step asks, and the ways back and out of it."""

from collections.abc import Iterable

from bot.domain.messages import Choice, Choices, Prompt, Reply
from bot.fsm.report import E, S
from bot.services.layout import button
from bot.services.report.draft import Draft
from bot.services.report.needs import compound_of
from bot.services.turn import Turn


def card(turn: Turn, draft: Draft, prompt: Prompt, choices: Iterable[tuple[Choice, ...]] = ()) -> list[Reply]:
    """What a step asks, on the draft's living message, with the ways back and out of it."""
    first = draft.version <= 1
    return [turn.reply(prompt, (*choices, *_foot(turn, draft)), card=card_of(draft), first=first)]


def card_of(draft: Draft) -> str:
    """The name of the draft's living message."""
    return f"draft:{draft.id}"


def _foot(turn: Turn, draft: Draft) -> Choices:
    """上一步 and 跳过 where there is something to go back to or to pass over; 取消 and 帮助 everywhere."""
    allowed = turn.office.report_flow.allowed(draft.state)
    leads = {"back": _can_go_back(turn, draft), "skip": E.SKIP in allowed and draft.state in (S.QUESTION, S.CONTACT)}
    ways = tuple(button(draft, what) for what, offered in leads.items() if offered)
    ends = (button(draft, "cancel"), *(() if turn.person.simple else (button(draft, "help"),)))
    return (ways, ends) if ways else (ends,)


def _can_go_back(turn: Turn, draft: Draft) -> bool:
    if draft.state is S.COMPOUND:
        return bool(compound_of(turn, draft))
    return draft.state not in (S.CONSENT, S.FOLLOWUP, S.MORE, S.REVIEW)

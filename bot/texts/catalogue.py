"""All prompts, so that a stored message can be worded after a restart. The order is the order of the modules."""

import inspect
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from types import ModuleType
from typing import Any, cast

from bot.domain.messages import Prompt
from bot.texts import (
    arrival,
    audit,
    behalf,
    board,
    broadcasts,
    claiming,
    danger,
    deeds,
    desk,
    drafts,
    errors,
    extensions,
    general,
    helpers,
    homes,
    honours,
    limits,
    listing,
    merits,
    news,
    notices,
    organising,
    own,
    patrol,
    photos,
    pictures,
    points,
    portrait,
    privacy,
    quiet,
    ranking,
    red,
    repetition,
    responsibilities,
    rights,
    sent,
    shop,
    shopkeeping,
    similar,
    stats,
    supervision,
    talk,
    teams,
    ticket,
)
from bot.texts.activities import checking as activity_checking
from bot.texts.activities import news as activity_news
from bot.texts.activities import showing as activity_showing
from bot.texts.activities import signing as activity_signing
from bot.texts.posts import accepting as post_accepting
from bot.texts.posts import inviting as post_inviting
from bot.texts.posts import standing as post_standing
from bot.texts.report import asking as report_asking
from bot.texts.report import card as report_card
from bot.texts.report import notes as report_notes
from bot.texts.report import numbers as report_numbers
from bot.texts.volunteers import branch as volunteer_branch
from bot.texts.volunteers import joining as volunteer_joining
from bot.texts.volunteers import own as volunteer_own
from bot.texts.wishes import cards as wish_cards
from bot.texts.wishes import drafting as wish_drafting
from bot.texts.wishes import lists as wish_lists
from bot.texts.wishes import steps as wish_steps

MODULES: tuple[ModuleType, ...] = (
    general,
    arrival,
    homes,
    behalf,
    claiming,
    report_asking,
    report_card,
    report_numbers,
    report_notes,
    danger,
    drafts,
    similar,
    sent,
    notices,
    broadcasts,
    ticket,
    photos,
    limits,
    own,
    news,
    patrol,
    activity_showing,
    activity_signing,
    activity_news,
    activity_checking,
    organising,
    post_inviting,
    post_accepting,
    post_standing,
    board,
    responsibilities,
    rights,
    deeds,
    desk,
    extensions,
    quiet,
    repetition,
    supervision,
    stats,
    listing,
    shop,
    shopkeeping,
    volunteer_joining,
    volunteer_own,
    volunteer_branch,
    helpers,
    teams,
    portrait,
    points,
    ranking,
    merits,
    honours,
    red,
    pictures,
    audit,
    wish_drafting,
    wish_cards,
    wish_steps,
    wish_lists,
    privacy,
    talk,
    errors,
)


@cache
def prompts() -> Mapping[str, type[Prompt]]:
    """Name → class of every prompt of `MODULES`."""
    return {
        name: cast("type[Prompt]", found)
        for module in MODULES
        for name, found in vars(module).items()
        if inspect.isclass(found) and found.__module__ == module.__name__ and not name.startswith("_")
    }


def facts_of(prompt: Prompt) -> dict[str, Any]:
    """The fields of a prompt, ready for JSON."""
    return {field.name: getattr(prompt, field.name) for field in fields(prompt)}  # type: ignore[arg-type]


def prompt_of(name: str, facts: Mapping[str, Any]) -> Prompt:
    """The prompt as it was stored. Raises `KeyError` for a name and `TypeError` for facts that no version knows."""
    return prompts()[name](**{key: _frozen(value) for key, value in facts.items()})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value

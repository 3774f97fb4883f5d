"""All prompts, so that a stored message can be worded after a restart. The order is the order of the modules."""

import inspect
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from types import ModuleType
from typing import Any, cast

from bot.domain.messages import Prompt
from bot.texts import (
    activities,
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
    posts,
    privacy,
    quiet,
    ranking,
    red,
    repetition,
    report,
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
    volunteers,
    wishes,
)

MODULES: tuple[ModuleType, ...] = (
    general,
    arrival,
    homes,
    behalf,
    claiming,
    report,
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
    activities,
    organising,
    posts,
    board,
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
    volunteers,
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
    wishes,
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

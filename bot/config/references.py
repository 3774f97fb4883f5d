"""Checks across config.toml: what one list says of another, and what must never stand in the file."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from bot.config.problems import Loc, Problem, did_you_mean

Tree: TypeAlias = Mapping[str, Any]

_SECRET_KEY = re.compile(r"token|secret|passw|pwd|api_?key|credential|private_?key", re.IGNORECASE)
_SECRET_VALUE = re.compile(r"\d+:[\w-]{30,}")
_SECRET_IN_URL = re.compile(r"://[^/@\s]*:[^/@\s]*@|[?&]\w*(passw|pwd)\w*=", re.IGNORECASE)


def dangling(tree: Tree) -> Iterator[Problem]:
    """Mentions of departments and categories that the file does not define, and definitions made twice.

    Works on the tree as read, so that it also speaks where other keys are wrong.
    """
    departments = _values(tree, "department", "code")
    categories = _values(tree, "category", "name")
    yield from _twice("department", "code", departments)
    yield from _twice("category", "name", categories)
    yield from _twice("matter", "name", _values(tree, "matter", "name"))
    yield from _twice("team", "code", _values(tree, "team", "code"))
    yield from _twice("team", "name", _values(tree, "team", "name"))
    yield from _twice("patrol", "name", _values(tree, "patrol", "name"))
    yield from _of_wishes(tree)
    yield from _mentions(tree, "category", "department", "department", departments)
    yield from _mentions(tree, "category", "also", "department", departments)
    yield from _mentions(tree, "routing", "department", "department", departments)
    yield from _mentions(tree, "routing", "category", "category", categories)
    yield from _mentions(tree, "question", "category", "category", categories)
    if "其他" not in categories.values():
        yield Problem(("category",), "one must be named '其他': it takes what fits nowhere else")


def _of_wishes(tree: Tree) -> Iterator[Problem]:
    kinds = _values(tree, "wish_kind", "name")
    yield from _twice("wish_kind", "name", kinds)
    if skills := _skills(tree):
        yield from _mentions(tree, "wish_kind", "skills", "skill", skills)
    if "其他" not in kinds.values():
        yield Problem(("wish_kind",), "one must be named '其他': it takes what fits nowhere else")
    if "微心愿" not in _values(tree, "matter", "name").values():
        yield Problem(("matter",), "one must be named '微心愿': a fulfilled wish is worth that")


def _skills(tree: Tree) -> dict[int, str]:
    section = tree.get("volunteers")
    skills = section.get("skills") if isinstance(section, Mapping) else None
    listed = skills if isinstance(skills, list) else []
    return {place: skill for place, skill in enumerate(listed, 1) if isinstance(skill, str)}


def secrets_in(tree: Any, loc: Loc = ()) -> Iterator[Problem]:
    """Keys and values that look like secrets. Their values are never repeated."""
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from [_refused((*loc, key))] if _SECRET_KEY.search(key) else secrets_in(value, (*loc, key))
    elif isinstance(tree, list):
        for place, value in enumerate(tree, 1):
            yield from secrets_in(value, (*loc, place))
    elif isinstance(tree, str) and _SECRET_IN_URL.search(tree):
        yield _refused(loc, "CHUISHAO_DATABASE_PASSWORD")
    elif isinstance(tree, str) and _SECRET_VALUE.search(tree):
        yield _refused(loc)


def _refused(loc: Loc, variable: str = "TELEGRAM_BOT_TOKEN") -> Problem:
    if "secret" in str(loc[-1]).lower():
        variable = "TELEGRAM_WEBHOOK_SECRET"
    elif "passw" in str(loc[-1]).lower() or "pwd" in str(loc[-1]).lower():
        variable = "CHUISHAO_DATABASE_PASSWORD"
    return Problem(loc, f"secrets do not belong in this file; set the environment variable {variable} instead")


def _entries(tree: Tree, table: str) -> Iterator[tuple[int, Tree]]:
    entries = tree.get(table)
    for place, entry in enumerate(entries if isinstance(entries, list) else [], 1):
        if isinstance(entry, Mapping):
            yield place, entry


def _values(tree: Tree, table: str, key: str) -> dict[int, str]:
    return {place: value for place, entry in _entries(tree, table) if isinstance(value := entry.get(key), str)}


def _twice(table: str, key: str, values: Mapping[int, str]) -> Iterator[Problem]:
    firsts: dict[str, int] = {}
    for place, value in values.items():
        first = firsts.setdefault(value, place)
        if first != place:
            yield Problem((table, place, key), f"{value!r} is already {table}[{first}]")


def _mentions(tree: Tree, table: str, key: str, kind: str, known: Mapping[int, str]) -> Iterator[Problem]:
    names = set(known.values())
    for place, entry in _entries(tree, table):
        mentioned = entry.get(key)
        for value in mentioned if isinstance(mentioned, list) else [mentioned]:
            if isinstance(value, str) and value not in names:
                yield Problem((table, place, key), f"there is no {kind} {value!r}{did_you_mean(value, names)}")

"""config.toml itself: every setting is explained beside it, and it says what the district starts with."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.config import Settings, load_settings
from bot.config.directory import Category, Department, Question, RoutingRule
from bot.config.lines import lines_of
from bot.config.loading import packaged_path
from bot.config.patrols import Patrol
from bot.config.wishes import WishKind
from classifier import CATEGORIES

TEXT = packaged_path().read_text(encoding="utf-8")
LINES = TEXT.splitlines()
LISTS = ("department", "category", "routing", "question", "patrol", "matter", "team", "wish_kind")


def single_settings(model: type[BaseModel] = Settings, above: tuple[str, ...] = ()) -> Iterator[tuple[Any, FieldInfo]]:
    """Every setting that is no table and in no list of tables, with its path in the file."""
    for name, field in model.model_fields.items():
        path = (*above, field.alias or name)
        if path[0] in LISTS:
            continue
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from single_settings(field.annotation, path)
        else:
            yield path, field


def explained(path: tuple[str, ...]) -> str:
    _, mark, comment = LINES[lines_of(TEXT)[path] - 1].partition(" # ")
    return comment if mark else ""


def plain(number: float) -> str:
    return f"{number:f}".rstrip("0").rstrip(".")


@pytest.mark.parametrize(("path", "field"), [pytest.param(*one, id=".".join(one[0])) for one in single_settings()])
def test_each_setting_stands_in_the_file_with_its_range(path: tuple[str, ...], field: FieldInfo) -> None:
    comment = explained(path)
    assert len(comment) > 10, f"{path} needs a sentence"
    for bound in field.metadata:
        for limit in (getattr(bound, "ge", None), getattr(bound, "le", None)):
            if limit is not None:
                assert re.search(rf"(?<!\d){re.escape(plain(limit))}(?!\d)", comment), f"{path}: {limit} is not said"
    if get_origin(field.annotation) is Literal:
        assert all(choice in comment for choice in get_args(field.annotation))


def explained_before(table: str) -> list[str]:
    """The keys that the comment above the first `[[table]]` explains."""
    keys = []
    for line in reversed(LINES[: LINES.index(f"[[{table}]]")]):
        if line.startswith("[["):
            break
        keys += re.findall(r"^# (\w+): ", line)
    return keys


@pytest.mark.parametrize(
    ("table", "model"),
    [
        ("department", Department),
        ("category", Category),
        ("routing", RoutingRule),
        ("question", Question),
        ("patrol", Patrol),
        ("wish_kind", WishKind),
    ],
)
def test_each_list_says_its_keys_before_the_first_entry(table: str, model: type[BaseModel]) -> None:
    assert sorted(explained_before(table)) == sorted(model.model_fields)


def test_the_file_has_no_key_without_a_setting() -> None:
    assert load_settings(packaged_path())


def test_its_categories_are_those_of_the_classifier() -> None:
    assert sorted(category.name for category in load_settings(packaged_path()).categories) == sorted(CATEGORIES)


def test_it_has_the_twenty_departments() -> None:
    departments = load_settings(packaged_path()).departments
    assert len(departments) == len({department.name for department in departments}) == 20


def test_it_has_numbers_for_each_danger_that_the_classifier_names() -> None:
    dangers = tomllib.loads(Path("classifier/data/urgency.toml").read_text(encoding="utf-8"))["danger"]
    assert set(tomllib.loads(TEXT)["emergency"]) == {*dangers, "other"}


def test_the_notice_before_consent_is_short() -> None:
    assert sum(map(len, load_settings(packaged_path()).privacy.text)) <= 120


def test_nobody_waits_longer_to_be_accepted_than_to_be_helped() -> None:
    for category in load_settings(packaged_path()).categories:
        assert category.accept_hours.normal <= category.close_hours.normal
        assert category.accept_hours.danger <= category.close_hours.danger
        assert category.department not in category.also

"""The table of routes is whole: whatever arrives is answered by one row, and menus and refusals come from it."""

from datetime import UTC, datetime

import pytest

from bot.domain import errors
from bot.domain.messages import (
    ChatKind,
    Command,
    Contact,
    Content,
    Inbound,
    Media,
    Other,
    Place,
    Presence,
    Pressed,
    Text,
)
from bot.domain.people import Role
from bot.domain.policy import OFFICES, May, who
from bot.handlers.dispatch import REFUSALS
from bot.handlers.menu import menu_for
from bot.handlers.route import Route
from bot.handlers.routes import ROUTES
from bot.handlers.table import Table
from bot.texts.typed import TYPED
from bot.texts.words import MENU
from tests.conversations.town import MORNING
from tests.handlers.hall import name_of

TABLE = Table.of(ROUTES)


def test_the_first_row_that_matches_answers_and_every_row_can_be_reached() -> None:
    """No row stands behind another that takes everything it would."""
    for route in ROUTES:
        for inbound in everything_that(route):
            first = next(other for other in ROUTES if other.matches(inbound))
            assert first is route, f"{name_of(route)} is overtaken by {name_of(first)}"
            assert TABLE.first(inbound) is route


def everything_that(route: Route) -> list[Inbound]:
    """A message for each thing that a row answers to."""
    samples: list[Content] = [Text(word) for word in route.words]
    samples += [Command(route.command)] if route.command else []
    samples += [Pressed(route.pressed)] if route.pressed else []
    samples += [Text("谢谢")] if route.talks else []
    samples += [SAMPLES[kind] for kind in route.content]
    samples = samples or [Text("x")]
    kind = ChatKind.GROUP if route.groups else ChatKind.PRIVATE
    at = datetime(2026, 3, 10, tzinfo=UTC)
    return [Inbound("telegram", 1, "1", "1", kind, at, content, route.edited) for content in samples]


SAMPLES: dict[type, Content] = {
    Text: Text("楼道灯坏了"),
    Media: Media(()),
    Place: Place(1.0, 2.0),
    Contact: Contact("1", own=False),
    Other: Other("sticker"),
    Presence: Presence(here=True),
    Command: Command("nobody_has_this"),
    Pressed: Pressed("forged"),
}


@pytest.mark.parametrize("content", SAMPLES.values(), ids=lambda content: type(content).__name__)
@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("kind", ChatKind)
def test_whatever_arrives_somebody_answers(content: Content, kind: ChatKind, *, edited: bool) -> None:
    inbound = Inbound("telegram", 1, "1", "1", kind, datetime(2026, 3, 10, tzinfo=UTC), content, edited)
    wanted = next(route for route in ROUTES if route.matches(inbound))
    assert TABLE.first(inbound) is wanted


@pytest.mark.parametrize("kind", ChatKind)
@pytest.mark.parametrize("edited", [False, True])
def test_a_button_is_found_wherever_it_is_pressed(kind: ChatKind, *, edited: bool) -> None:
    """Also in a group, or come as an edit, where no row for it alone answers."""
    for what in {route.pressed for route in ROUTES if route.pressed}:
        inbound = Inbound("telegram", 1, "1", "1", kind, MORNING, Pressed(what), edited)
        assert TABLE.first(inbound) is next((row for row in ROUTES if row.matches(inbound)), None)


def test_words_typed_in_a_sentence_are_no_command() -> None:
    inbound = Inbound("telegram", 1, "1", "1", ChatKind.PRIVATE, MORNING, Text("取消了电梯维保合同，没人管"))
    assert next(route for route in ROUTES if route.matches(inbound)).content


def test_every_word_has_its_command() -> None:
    assert {route.command for route in ROUTES if route.words} == set(TYPED)
    assert {route.command for route in ROUTES if route.menu} == set(MENU)


@pytest.mark.parametrize("role", Role)
def test_a_menu_names_what_its_roles_may_and_nothing_else(role: Role) -> None:
    menu = dict(menu_for([Role.RESIDENT, role]))
    assert ("desk" in menu) is (role in who(May.HANDLE))
    assert ("notice" in menu) is (role in OFFICES)
    assert ("duties" in menu) is (role not in (Role.RESIDENT, Role.ADMIN))
    assert {"report", "my", "help", "cancel"} <= set(menu)
    assert all(1 <= len(command) <= 32 and 1 <= len(line) <= 256 for command, line in menu.items())


def test_every_refusal_has_its_sentence() -> None:
    assert set(REFUSALS) == set(errors.Refused.__subclasses__())


@pytest.mark.parametrize(
    ("role", "first"), [(Role.SECRETARY, "desk"), (Role.PROPERTY_STAFF, "today"), (Role.RESIDENT, "report")]
)
def test_what_comes_with_a_post_stands_above_what_every_resident_has(role: Role, first: str) -> None:
    everybodys = {command for command, _ in menu_for([])}
    menu = [command for command, _ in menu_for([role])]
    assert menu[0] == first
    assert menu[-len(everybodys) :] == [command for command, _ in menu_for([])]

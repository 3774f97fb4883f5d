"""The handbooks name nothing that is not there (buttons, words, commands, pictures), and they stay short."""

import re

import pytest
from playwright.async_api import async_playwright

from bot.__main__ import app
from bot.handlers.routes import ROUTES
from bot.texts.buttons import is_button
from bot.texts.typed import TYPED
from docs.handbooks.handbooks import HERE, PAGES, count, printed
from docs.pictures.browser import chromium_path, started

HANDBOOKS = sorted(PAGES)
COMMANDS = {route.command for route in ROUTES if route.command}
SAID = {words for known in TYPED.values() for words in known}


def text_of(name: str) -> str:
    return (HERE / f"{name}.md").read_text(encoding="utf-8")


def test_each_handbook_is_printed() -> None:
    assert {path.stem for path in HERE.glob("*.md")} == set(PAGES)


@pytest.mark.parametrize("name", HANDBOOKS)
def test_what_stands_in_bold_is_a_button_or_a_word_that_is_understood(name: str) -> None:
    bold = re.findall(r"\*\*(.+?)\*\*", text_of(name))
    assert bold
    assert not [words for words in bold if not is_button(words) and words not in SAID]


@pytest.mark.parametrize("name", HANDBOOKS)
def test_every_command_of_the_chat_exists(name: str) -> None:
    named = set(re.findall(r"`/([a-z]+)", text_of(name)))
    assert named <= COMMANDS


def test_every_command_of_the_shell_exists() -> None:
    named = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    named |= {group.name for group in app.registered_groups if group.name}
    written = re.findall(r"`([a-z][a-z-]+)(?= [^`]*`|`)", text_of("admin"))
    assert len(set(written)) > 8
    assert set(written) - {"python"} <= named


@pytest.mark.parametrize("name", HANDBOOKS)
def test_its_pictures_are_there(name: str) -> None:
    pictures = re.findall(r"]\((\S+?\.png)\)", text_of(name))
    assert pictures
    assert not [picture for picture in pictures if not (HERE / picture).is_file()]


@pytest.mark.browser
@pytest.mark.skipif(chromium_path() is None, reason="NOT PRINTED: no Chromium here")
async def test_none_is_longer_than_it_may_be() -> None:
    async with async_playwright() as playwright:
        browser = await started(playwright)
        pages = {name: count(await printed(browser, name)) for name in HANDBOOKS}
        await browser.close()
    assert all(1 <= pages[name] <= most for name, most in PAGES.items()), pages

"""What /help shows behind 更多."""

from collections import Counter

from bot.texts.words import CHAPTERS, MENU


def test_each_command_of_the_menu_stands_in_one_chapter() -> None:
    assert Counter(name for _, names in CHAPTERS for name in names) == Counter(MENU.keys())

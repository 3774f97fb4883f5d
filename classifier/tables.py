"""Reading the hand-written TOML files, with the line in every complaint about them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NoReturn

from classifier.errors import BrokenData
from classifier.phrases import check


class Table:
    """One TOML file. `refuse` raises `BrokenData` with the line on which a word of the file stands."""

    def __init__(self, path: Path) -> None:
        """Raises `BrokenData` for a missing file and for what is no TOML."""
        self.path = path
        if not path.is_file():
            raise BrokenData(path, 1, "there is no such file")
        self._source = path.read_text("utf-8")
        try:
            self.content: dict[str, Any] = tomllib.loads(self._source)
        except tomllib.TOMLDecodeError as fault:
            line = re.search(r"line (\d+)", str(fault))
            raise BrokenData(path, int(line[1]) if line else self._source.count("\n") + 1, str(fault)) from fault

    def phrases(self, value: object, owner: str) -> list[str]:
        """`value` as a list of phrases; refuses anything else. `owner` is the key it stands under."""
        if not isinstance(value, list):
            self.refuse(owner, f"«{owner}» must be a list of phrases")
        for phrase in value:
            if not isinstance(phrase, str):
                self.refuse(owner, f"«{phrase}» in «{owner}» must be a phrase in quotes")
            try:
                check(phrase)
            except ValueError as fault:
                self.refuse(f'"{phrase}"', str(fault))
        return value

    def refuse(self, word: str, why: str) -> NoReturn:
        """Raise `BrokenData` for the line on which `word` first stands."""
        raise BrokenData(self.path, self._source[: max(0, self._source.find(word))].count("\n") + 1, why)

"""Reading the hand-written TOML files, with the line in every complaint about them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final, NoReturn

from classifier.errors import BrokenData
from classifier.phrases import parts_of

GROUP: Final = re.compile(r"{(.*?)}")


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
        self._groups: dict[str, str] = self.content.pop("groups", {})
        for name, spellings in self._groups.items():
            if not isinstance(spellings, str):
                self.refuse(f'"{name}" =', f"the group «{name}» must be spellings in quotes")

    def phrases(self, value: object, key: str, head: str) -> list[str]:
        """`value` as a list of phrases; refuses anything else. It stands under `key` in the table `head`.

        `{人}` in a phrase stands for the spellings that the table `[groups]` has under 人.
        """
        if not isinstance(value, list):
            self.refuse(f"{key} =", f"«{key}» must be a list of phrases", head)
        spelled = []
        for phrase in value:
            if not isinstance(phrase, str):
                self.refuse(f"{key} =", f"«{phrase}» in «{key}» must be a phrase in quotes", head)
            try:
                spelled.append(self._spelled(phrase))
                parts_of(spelled[-1])
            except ValueError as fault:
                self.refuse(f'"{phrase}"', str(fault), head)
        return spelled

    def _spelled(self, phrase: str) -> str:
        """`phrase` with its groups spelled out; raises `ValueError` for a group that the file lacks."""
        try:
            return GROUP.sub(lambda found: self._groups[found[1]], phrase)
        except KeyError as unknown:
            raise ValueError(f"«{phrase}»: there is no group {unknown}") from unknown

    def refuse(self, word: str, why: str, head: str = "") -> NoReturn:
        """Raise `BrokenData` for the line on which `word` first stands after the line `head`."""
        at = max(0, self._source.find(word, max(0, self._source.find(head))))
        raise BrokenData(self.path, self._source[:at].count("\n") + 1, why)

"""Segmentation: jieba with a dictionary of its own, never the global one.

The stock dictionary (349,000 words) takes over a second to read and 60 MB to hold. `words.txt` keeps its common words
of at most four characters, without personal and place names; `words_user.txt` adds what residents say.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import re
import tempfile
from math import log
from pathlib import Path
from typing import Any

import jieba

from classifier.errors import BrokenData


def cache_folder() -> Path:
    """The folder for jieba's cache: `$XDG_CACHE_HOME/chuishao` or `~/.cache/chuishao`, else the temporary one."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    folder = Path(base).expanduser() / "chuishao"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir())
    return folder if os.access(folder, os.W_OK) else Path(tempfile.gettempdir())


class Segmenter(jieba.Tokenizer):  # type: ignore[misc]  # jieba ships no types
    """jieba's own algorithm and result without its HMM, at half its cost: logarithms are taken once, not at every step.

    jieba writes its cache to a temporary name and renames it, so two processes starting at once do no harm; the name
    bears the dictionary's digest, so a changed dictionary never meets an old cache.
    """

    def __init__(self, words: Path, user_words: Path) -> None:
        super().__init__(str(words))
        logging.getLogger("jieba").setLevel(logging.WARNING)
        self.tmp_dir = str(cache_folder())
        self.cache_file = f"jieba-{hashlib.sha256(words.read_bytes()).hexdigest()[:16]}.cache"
        _read(self, words, user_words)
        total = log(self.total)
        self._cost = {word: log(times) - total for word, times in self.FREQ.items() if times}
        self._unknown = -total

    def words(self, text: str) -> list[str]:
        """The words of `text` and the shorter dictionary words within them, as for a search index."""
        found: list[str] = self.lcut_for_search(text, HMM=False)
        return found

    def get_dict_file(self) -> io.BytesIO:
        """The dictionary in memory: jieba leaves a file open when a line of it is broken."""
        return io.BytesIO(Path(self.dictionary).read_bytes())

    def get_DAG(self, sentence: str) -> object:  # noqa: ARG002, N802  # jieba's name and signature
        """Nothing: `calc` looks the words up itself, once instead of twice."""
        return ()

    def calc(self, sentence: str, DAG: object, route: dict[int, Any]) -> None:  # noqa: ARG002, N803
        """Fill `route` with the likeliest way through `sentence`, position → (unused, last character of its word)."""
        known, cost, size = self.FREQ, self._cost, len(sentence)
        best = [0.0] * (size + 1)
        for start in range(size - 1, -1, -1):
            end, stop, top = start + 1, start + 1, self._unknown + best[start + 1]
            piece, found = sentence[start], False
            while piece in known:
                here = cost.get(piece)
                if here is not None and (not found or here + best[end] >= top):
                    top, stop, found = here + best[end], end, True
                if end == size:
                    break
                end += 1
                piece = sentence[start:end]
            best[start] = top
            route[start] = (0.0, stop - 1)


def _read(tokenizer: Segmenter, words: Path, user_words: Path) -> None:
    """Read both dictionaries, the large one from the cache if it can; refuse a line that is no `word times`."""
    try:
        tokenizer.initialize()
    except ValueError as fault:  # jieba: «invalid dictionary entry in … at Line 3: …»
        raise BrokenData(words, _line_in(str(fault)), "expected «word times tag»") from fault
    for number, line in enumerate(user_words.read_text("utf-8").splitlines(), 1):
        word, _, times = line.partition(" ")
        if not word or not times.isdecimal():
            raise BrokenData(user_words, number, f"expected «word times», found «{line}»")
        tokenizer.add_word(word, int(times))


def _line_in(message: str) -> int:
    found = re.search(r"Line (\d+)", message)
    return int(found[1]) if found else 1

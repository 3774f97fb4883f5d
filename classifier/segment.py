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
from collections.abc import Iterable, Iterator
from itertools import chain
from math import log
from operator import add
from pathlib import Path
from typing import Final

from classifier.absent import absent
from classifier.errors import BrokenData
from classifier.text import Line

with absent("pkg_resources"):  # 0.1 s, to find its files where there is no file system
    import jieba


def cache_folder() -> Path:
    """The folder for jieba's cache: `$XDG_CACHE_HOME/chuishao` or `~/.cache/chuishao`, else the temporary one."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    folder = Path(base).expanduser() / "chuishao"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir())
    return folder if os.access(folder, os.W_OK) else Path(tempfile.gettempdir())


HAN: Final = re.compile("[\u4e00-\u9fd5]+")
PAIR: Final = 2
NEVER: Final = float("-inf")
"""What the beginning of a word costs that is none itself."""


class Segmenter(jieba.Tokenizer):  # type: ignore[misc]  # jieba ships no types
    """jieba's own algorithm and result without its HMM and for Chinese words only: logarithms are taken once, words are
    looked up once, and where no word of two characters begins nothing longer is looked for.

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
        self._cost = {word: log(times) - total if times else NEVER for word, times in self.FREQ.items()}
        self._unknown = -total

    def words(self, text: str) -> list[str]:
        """The Chinese words of `text` and the shorter dictionary words within them, as for a search index."""
        return [part for run in HAN.findall(text) for word in self._cut(run) for part in (*self._within(word), word)]

    def islands(self, line: Line) -> list[str]:
        """The stretches of `line` that no word of the dictionary reaches across: each is cut as if it stood alone."""
        text, letters, known = line.text, line.letters, self._cost
        size, islands = len(text), []
        left = right = 0
        for start in [at for at, pair in enumerate(line.pairs) if pair in known]:
            if start >= right:
                if right:
                    islands.append(text[left:right])
                islands += letters[right:start]
                left, right = start, start + PAIR
            end = start + PAIR
            while end < size and text[start : end + 1] in known:
                end += 1
            right = max(right, end)
        if right:
            islands.append(text[left:right])
        return islands + letters[right:]

    def _within(self, word: str) -> Iterator[str]:
        """The dictionary's words of two, then three characters in a longer one, as jieba finds them."""
        for size in range(PAIR, min(len(word), PAIR + 2)):
            for start in range(len(word) - size + 1):
                if self._cost.get(word[start : start + size], NEVER) > NEVER:
                    yield word[start : start + size]

    def _cut(self, run: str) -> Iterator[str]:
        """The likeliest way through a run of Chinese characters; of equally likely words the longest."""
        look, size, unknown = self._cost.get, len(run), self._unknown
        ones, twos = list(map(look, run)), [*map(look, map(add, run, run[1:])), None]
        best, stops = [0.0] * (size + 1), [0] * size
        for start in range(size - 1, -1, -1):
            one, longer = ones[start], twos[start]
            top, stop = unknown if one is None else one, start + 1
            top += best[stop]
            end = start + PAIR
            while longer is not None:
                here = longer + best[end]
                if here >= top:
                    top, stop = here, end
                end += 1
                longer = look(run[start:end]) if end <= size else None
            if top == NEVER:
                top, stop = unknown + best[start + 1], start + 1
            best[start], stops[start] = top, stop
        start = 0
        while start < size:
            yield run[start : stops[start]]
            start = stops[start]

    def get_dict_file(self) -> io.BytesIO:
        """The dictionary in memory: jieba leaves a file open when a line of it is broken."""
        return io.BytesIO(Path(self.dictionary).read_bytes())


def pieces(segmenter: Segmenter, plain: str) -> Iterable[str]:
    """The distinct words and characters of a text, in the order in which they stand."""
    return dict.fromkeys(chain(segmenter.words(plain), plain))


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

"""One message, several problems: where to part it.

A part opens only where the writer paused or counted, and only when both sides alone are surely of different
categories; the weaker the pause, the surer both must be. A false parting annoys more than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from typing import Final, NamedTuple
from unicodedata import numeric

from classifier.text import LONGEST
from classifier.verdict import OTHER

MOST: Final = 3
PIECES: Final = 12
"""Pieces that are looked at; what follows belongs to the last part."""
SHORTEST: Final = 3
"""Characters of a piece that can be a problem."""
STORY: Final = 100
"""Characters of a message that tells a story: its sentences wander, so only 还有 and counts part it."""
TRIMMED: Final = " \t\r\n　，,。；;、：:"

COUNTED: Final = re.compile(
    r"(?<![\d.第])(?P<figure>[1-9１-９])(?:[.．、)）](?!\d)|[:：])|(?P<circle>[①-④])"
    r"|(?<![一二三四五六七八九十第])(?P<han>[一二三四])(?:[、)）](?![一二三四五六七八九十\d])|是(?![否不]))"
    r"|第(?P<nth>[一二三四])(?![\d天次年季个名位期中批层栋单人者条排家户小医实幢座车])"
)
ALSO: Final = re.compile(r"还有(?:就是|一个|一件事)?|另外(?:还有)?|再就是|再一个|再有|其次|此外|顺便")
SENTENCE: Final = re.compile(r"[。！!？?；;\n]")
PAUSE: Final = re.compile(r"[，,]|(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
REMARK: Final = re.compile(
    r"以前|之前|上次|去年|曾经|修过|修好|解决了|不是|没人管|不管|物业费"
    r"|^(?:导致|造成|影响|害得|弄得|搞得|结果|所以|因此|因为|由于|担心|怕|万一|如果|要是|希望|请|能不能|麻烦)"
    r"|^(?:物业|找|打|投诉|吵|臭|熏|闹|声音|噪音|味道|半夜|夜里|晚上|早上)"
)
"""What is said beside the problem: what was, who was asked, what harm it does."""

KIN: Final = frozenset({"停车秩序", "交通出行"})
"""Two sides of one matter: who is parked in the way, and who cannot pass."""

Judge = Callable[[str], tuple[str, float]]


class Link(IntEnum):
    """How a piece is tied to what stands before it, from the closest to the loosest."""

    PAUSE = 0
    SENTENCE = 1
    ALSO = 2
    COUNTED = 3


SURE: Final = {Link.PAUSE: 0.95, Link.SENTENCE: 0.9, Link.ALSO: 0.7, Link.COUNTED: 0.4}
"""The confidence that both sides of a link need to be parted there."""


class Break(NamedTuple):
    """A separator: where it stands, how loose it ties."""

    start: int
    end: int
    link: Link


class Part(NamedTuple):
    """A stretch of the message, its category, how sure that is, how it is tied to what stands before it."""

    start: int
    end: int
    category: str
    confidence: float
    link: Link

    def parts_from(self, before: Part) -> bool:
        """Whether this is another problem than `before`; items of a count may be of one category."""
        pair = {self.category, before.category}
        other = (len(pair) > 1 and not pair <= KIN) or self.link is Link.COUNTED
        sure = min(self.confidence, before.confidence) >= SURE[self.link]
        return other and sure and OTHER not in (self.category, before.category)

    def joined(self, after: Part) -> Part:
        """This and what follows it: the first sure category names it."""
        named = self if self.confidence >= SURE[Link.ALSO] else max(self, after, key=lambda part: part.confidence)
        return Part(self.start, after.end, named.category, named.confidence, self.link)


def parted(text: str, judge: Judge) -> tuple[str, ...]:
    """The problems in `text`, two or three, each as a sentence; the whole text alone where there is but one.

    `judge` tells category and confidence of a stretch. Commas are tried only where nothing looser parts the text.
    """
    breaks = _breaks(text[:LONGEST])
    for closest in (Link.SENTENCE, Link.PAUSE) if len(text) < STORY else (Link.ALSO,):
        chosen = [each for each in breaks if each.link >= closest]
        if chosen:
            parts = _parts(_pieces(text, chosen[: PIECES - 1], judge))
            if len(parts) > 1:
                return tuple(text[part.start : part.end].strip(TRIMMED) for part in parts)
    return (text,)


def _breaks(text: str) -> list[Break]:
    """The separators from left to right; those that touch are one, as loose as the loosest of them."""
    found = [Break(*match.span(), Link.COUNTED) for match in _counted(text)]
    for link, expression in ((Link.ALSO, ALSO), (Link.SENTENCE, SENTENCE), (Link.PAUSE, PAUSE)):
        found += [Break(*match.span(), link) for match in expression.finditer(text)]
    joined: list[Break] = []
    for each in sorted(found):
        if joined and not text[joined[-1].end : each.start].strip():
            last = joined.pop()
            joined.append(Break(last.start, each.end, max(last.link, each.link)))
        else:
            joined.append(each)
    return joined


def _counted(text: str) -> Iterator[re.Match[str]]:
    """The marks 1., 2., 二是, 第三 … of a count that begins at one."""
    reached = 0
    for mark in COUNTED.finditer(text):
        if numeric(next(filter(None, mark.groups()))) == reached + 1:
            reached += 1
            yield mark


def _pieces(text: str, breaks: Sequence[Break], judge: Judge) -> Iterator[Part]:
    """`text` cut at `breaks`, each piece judged; separators stay outside."""
    starts = (0, *(each.end for each in breaks))
    ends = (*(each.start for each in breaks), len(text))
    for start, end, link in zip(starts, ends, (Link.PAUSE, *(each.link for each in breaks)), strict=True):
        if not text[start:end].strip():
            continue
        telling = "，".join(clause for clause in PAUSE.split(text[start:end]) if not REMARK.search(clause.strip()))
        said = judge(telling) if len(telling) >= SHORTEST else (OTHER, 0.0)
        yield Part(start, end, *said, link)


def _parts(pieces: Iterator[Part]) -> list[Part]:
    """Pieces put together so that neighbours are different problems, at most `MOST`."""
    parts: list[Part] = []
    for piece in pieces:
        known = {part.category for part in parts[:-1]} if piece.link is not Link.COUNTED else set()
        if parts and (len(parts) == MOST or piece.category in known or not piece.parts_from(parts[-1])):
            parts[-1] = parts[-1].joined(piece)
        else:
            parts.append(piece)
    return parts

"""Conversations as they are written down in `said/`: one line, one thing that somebody does or hears.

    王阿姨 says       3号楼2单元楼道灯坏了
    王阿姨 hears      请看一眼 … 翠湖苑 · 3号楼2单元
    王阿姨 can press  ✅ 提交 | 改类别 / 改位置 | 加照片 / 取消
    王阿姨 presses    ✅ 提交
    王阿姨 sees       报上了
    陈书记 is told    已受理

`sees`: what stood there is redrawn; `is told`: a notice that passes, `is warned`: one to be tapped away;
`ends up with`: one new message, however often it was redrawn before it looked like this; `is left with`: whatever came
before, one single message in the chat has buttons, and it reads so; `hears nothing`: nobody does, for now.
`hears softly`: it came without a sound, `hears aloud`: the telephone rang.
`pastes`: what no app of the platform sends (a message beyond its limits); `floods`: 「200: words」, one after the other
without waiting; `forges`: a press with data that nobody gave out; `presses at once`: 「one, another」 of the present
card; `cannot press the old`: it went with its message.
`王阿姨、李叔 hears`: each of them does. `reports`: 「words → 0310-001」, said, looked at, submitted, that number told.
`works on`: 「0310-001 > 更多… > 挂起 > 「等天气」」, from the newest message that names it and has such a button: each
tap or 「sentence」 is answered by one message, on which the next one is; what the last one brings is written below.
`reaches`: the clock goes to 「04-30 09:05」, halting wherever something falls due; on the way nobody hears anything.
`scans the code of`: what somebody has to collect in a shop; `types the code of`: its digits instead.
`takes up`: a post, 「street_dispatcher of street」; `steps down`: from every post. The clock moves so many s, h or d.
A line that begins with # says why. 「= 」 before the words means: exactly these. 「⏎」 is a line break, 「\\u200b」 a
character that nobody sees, 「{4096×长}」 a long text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

DOES = (
    "says", "edits", "scans", "opens", "sends", "presses", "double-taps", "presses the old", "presses the button of",
    "forwards", "pastes", "floods", "forges", "presses at once",
    "tells the group", "blocks the bot", "unblocks the bot", "posts", "moves", "restarts",
    "takes up", "steps down", "reports", "works on", "reaches", "scans the code of", "types the code of",
)  # fmt: skip
HEARS = (
    "is left with", "cannot press the old",
    "hears", "hears softly", "hears aloud", "sees", "is told", "is warned",
    "can press", "ends up with", "hears nothing",
)  # fmt: skip
_VERBS = sorted((*DOES, *HEARS), key=len, reverse=True)
_LINE = re.compile(rf"(?P<who>\S+)\s+(?P<verb>{'|'.join(_VERBS)})(?:\s+(?P<what>.*))?")
_LONG = re.compile(r"\{(\d+)×(.+?)\}")
_HIDDEN = re.compile(r"\\u([0-9a-f]{4})")


class NotAScript(ValueError):
    """A line that says nothing we know."""


@dataclass(frozen=True, slots=True)
class Line:
    """`who` does or hears `what`."""

    number: int
    who: str
    verb: str
    what: str

    def __str__(self) -> str:
        return f"line {self.number}: {self.who} {self.verb} {self.what}"


def read(text: str) -> Iterator[Line]:
    """The lines of a conversation. Raises `NotAScript`."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.rstrip())
        if not found:
            raise NotAScript(f"line {number}: {line!r}; somebody {', '.join(_VERBS)}")
        yield Line(number, found["who"], found["verb"], _spelt_out(found["what"] or ""))


def _spelt_out(what: str) -> str:
    long = _LONG.sub(lambda found: found[2] * int(found[1]), what.replace("⏎", "\n"))
    return _HIDDEN.sub(lambda found: chr(int(found[1], 16)), long)


def fits(wanted: str, said: str) -> bool:
    """Whether `said` is what a line wants: each of its pieces, one after the other, or exactly these words."""
    if wanted.startswith("= "):
        return said == wanted[2:]
    at = 0
    for piece in wanted.split(" … "):
        found = said.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True

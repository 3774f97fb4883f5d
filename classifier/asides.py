"""What a sentence says only to set it aside: what the matter is not, and what was the matter before.

不是停车的问题，是广场舞太吵      以前修过路灯，这次是下水道堵了
"""

from __future__ import annotations

import re
from typing import Final

FORMER: Final = re.compile(
    r"(?:以前|上次|上回|之前|去年|前年|上个?月|上周|原来)[^,。;!?]*[,。;!?]\s*"
    r"(?=.*?(?:这|今|现在?)(?:次|回|天|年|一次)?(?:是|报|又?换|要说|想说)(?!.?[还又也仍]))"
)
"""A clause about the past, before one that names today's matter; 「上次报的灯，现在还没修」 is no such."""
DENIED: Final = re.compile(r"(?<![是要])(?:不是|并非|不关)(?!一|没|不)[^,。;!?]{1,14}(?=[,。;!?]|而是|$)(?<![吗嘛么])")

FEWEST: Final = 3
"""Characters that say something."""


def present(plain: str) -> str:
    """`plain` without clauses about the past that only lead to today's matter."""
    return FORMER.sub("", plain)


def affirmed(plain: str) -> str:
    """`plain` without what it denies, if anything else is said."""
    left = DENIED.sub("", plain)
    return left if len(left) > FEWEST else plain


def set_aside(plain: str) -> tuple[str, ...]:
    """What the two leave out."""
    now = present(plain)
    denied = DENIED.findall(now) if affirmed(now) != now else []
    return (*FORMER.findall(plain), *denied)

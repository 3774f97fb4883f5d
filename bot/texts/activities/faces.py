"""An activity and its day in a line, or on a button."""

from datetime import datetime

from bot.domain.clock import SHANGHAI
from bot.texts.deadlines import WEEKDAYS
from bot.texts.words import day_face

ON_BUTTON = 16


def span_face(begins: datetime, ends: datetime) -> str:
    """「3月14日（周六）09:00–11:00」; over midnight with 次日."""
    first, last = begins.astimezone(SHANGHAI), ends.astimezone(SHANGHAI)
    next_day = "次日" if last.date() > first.date() else ""
    return f"{day_of(first)}{first:%H:%M}–{next_day}{last:%H:%M}"


def day_of(moment: datetime) -> str:
    """「3月14日（周六）」."""
    return f"{day_face(moment)}（周{WEEKDAYS[moment.astimezone(SHANGHAI).weekday()]}）"


def short(words: str) -> str:
    """As much of it as a button has room for."""
    return words if len(words) <= ON_BUTTON else f"{words[: ON_BUTTON - 1]}…"


def label(begins: datetime, words: str) -> str:
    """An activity on a button of its own: 「3月14日 09:00 打扫卫生」."""
    return f"{day_face(begins)} {begins.astimezone(SHANGHAI):%H:%M} {short(words)}"


def today_label(begins: datetime, words: str) -> str:
    """The same among what is to be done today: 「🙌 09:00 打扫卫生」."""
    return f"🙌 {begins.astimezone(SHANGHAI):%H:%M} {short(words)}"

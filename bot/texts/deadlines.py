"""By when something will be done, as one says it: 「今天 18:00 前」, 「明天上午」, 「3月12日 星期四 下午」."""

from datetime import datetime

from bot.domain.deadlines import DayAhead, FriendlyDeadline, PartOfDay, friendly_deadline

WEEKDAYS = "一二三四五六日"

PARTS: dict[PartOfDay, str] = {
    PartOfDay.NIGHT: "凌晨",
    PartOfDay.MORNING: "上午",
    PartOfDay.AFTERNOON: "下午",
    PartOfDay.EVENING: "晚上",
}


def by_when(now: datetime, deadline: datetime) -> str:
    """The words for a deadline, to stand before what will be done by then; 「尽快」 once it has passed."""
    facts = friendly_deadline(deadline, now)
    if facts.minutes == 0:
        return "尽快"
    if facts.minutes is not None:
        return f"{facts.minutes} 分钟内"
    if facts.ahead is DayAhead.TODAY:
        return f"今天 {facts.hour}:{facts.minute:02} 前"
    if facts.ahead is DayAhead.TOMORROW:
        return f"明天{PARTS[facts.part]}"
    return f"{_date(facts)} {PARTS[facts.part]}"


def _date(facts: FriendlyDeadline) -> str:
    year = "" if facts.this_year else f"{facts.day.year}年"
    return f"{year}{facts.day.month}月{facts.day.day}日 星期{WEEKDAYS[facts.day.weekday()]}"

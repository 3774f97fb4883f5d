"""What a desk announces in one sentence: of which kind, and until when (「明天9点到17点停水」)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.clock import SHANGHAI
from bot.domain.places import number_of

# The first that a sentence has wins. Power stands above water: where both are cut off, its notice explains both.
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("电梯", re.compile(r"电梯")),
    ("供电", re.compile(r"停电|断电|供电|电力|送电|来电|变压器|配电|线路")),
    ("供热", re.compile(r"停暖|暖气|供[暖热]|换热|地暖|热力")),
    ("燃气", re.compile(r"停气|断气|供气|燃气|天然气|煤气")),
    ("供排水", re.compile(r"停水|断水|供水|来水|自来水|水管|水压|水箱|水泵|下水|排水|管网")),
)
OTHER = "其他"
# 「开会说说加装电梯」 cuts nobody off.
_GATHERING = re.compile(
    r"[开大]会|会议|(?:居民|业主|党员|协商|说事|座谈|听证|恳谈)会|讲座|体检|投票|表决|征求|报名|培训|活动"
)
_CUT = re.compile(r"停[水电气暖运]|断[水电气]|停用|停运|抢修|检修|故障|爆")

_N = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
_CLUE = re.compile(
    r"(?P<name>大后天|后天|[今明](?:天|日|(?=[早晚]|上午|下午)))|(?P<following>次日|第二天)"
    r"|(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})[日号](?![楼院线门])"
    r"|(?P<next>下)?个?(?:周|星期)(?P<week>[一二三四五六日天])"
    rf"|(?P<count>半|{_N})个?(?P<length>天|小时|钟头|周|星期)(?![一二三四五六日])"
    rf"|(?P<part>凌晨|早上|早|上午|中午|下午|傍晚|晚上|晚|夜里)?(?P<hour>{_N})"
    rf"(?:[:：](?P<minute>\d\d)|[点时](?!间)(?:(?P<half>半)|(?P<past>\d\d)分?)?|(?=\s*[-~—～到至]\s*(?:{_N})[点时]))"
    r"(?P<begins>\s*(?:起|开始|后))?"
)
_AHEAD = {"今": 0, "明": 1, "后": 2, "大": 3}
_HOURS = {"天": 24, "小时": 1, "钟头": 1, "周": 168, "星期": 168}
_LATE = ("下午", "傍晚", "晚上", "晚", "夜里")
_LAST_MINUTE = time(23, 59)
HALF_A_YEAR = 182


def kind_of(words: str) -> str:
    """The category of which an announcement speaks; 其他 where no word tells, and of what only invites people."""
    if _GATHERING.search(words) and not _CUT.search(words):
        return OTHER
    return next((kind for kind, pattern in KINDS if pattern.search(words)), OTHER)


def until_of(words: str, now: datetime) -> datetime | None:
    """The moment until which an announcement holds, in Shanghai; None where it does not say.

    It may lie in the past. A day without an hour ends at 23:59. An end before its beginning is in the afternoon
    (9点到5点) or on the next day (23点到5点).
    """
    reading = _Reading(now.astimezone(SHANGHAI))
    for clue in _CLUE.finditer(words):
        reading.take(clue)
    return reading.end()


@dataclass(frozen=True, slots=True)
class Named:
    """The times that a sentence names, in Shanghai: the last day; the first and last moment; how long it lasts."""

    day: date | None
    first: datetime | None
    last: datetime | None
    lasts: timedelta | None


def named_in(words: str, now: datetime) -> Named:
    """What `words` say of a beginning and an end; each may lie in the past. A day may stand behind its hours."""
    reading = _Reading(now.astimezone(SHANGHAI))
    first = None
    for clue in _CLUE.finditer(words):
        reading.take(clue)
        first = first or reading.moment
    last, lasts = reading.moment, reading.lasts if reading.lasts and reading.lasts < timedelta(days=1) else None
    if first and last and reading.day and reading.day_is_newer:
        ahead = reading.day - first.date()
        first, last = first + ahead, last + ahead
    return Named(reading.day, first, last, lasts)


def without_times(words: str) -> str:
    """`words` without the times in them, and without what joins these."""
    bare = _CLUE.sub("\0", words)
    return re.sub(r"(?:从\s*)?\0(?:\s*(?:[-~—～到至]|的)?\s*\0)*", "", bare)


def dated(words: str, now: datetime) -> str:
    """`words` with 明天 and 周五 as dates (「3月11日」): they will be read on other days."""
    today = now.astimezone(SHANGHAI).date()

    def _date(clue: re.Match[str]) -> str:
        day = _day(clue, today, today) if clue["name"] or clue["week"] else None
        return f"{day.month}月{day.day}日" if day else clue[0]

    return _CLUE.sub(_date, words)


def end_of_day(now: datetime, days: int) -> datetime:
    """The last minute of today (`days` 1), of tomorrow (2) and so on, in Shanghai."""
    return datetime.combine(now.astimezone(SHANGHAI).date() + timedelta(days - 1), _LAST_MINUTE, SHANGHAI)


@dataclass(slots=True)
class _Reading:
    """What the clues have told so far: the last day and moment named, whether that only begins, how long it lasts."""

    now: datetime
    day: date | None = None
    moment: datetime | None = None
    day_is_newer: bool = False
    begins: bool = False
    lasts: timedelta | None = None

    def take(self, clue: re.Match[str]) -> None:
        if clue["hour"]:
            self._take_hour(clue)
        elif clue["length"]:
            count = 0.5 if clue["count"] == "半" else float(number_of(clue["count"]))
            self.lasts = timedelta(hours=count * _HOURS[clue["length"]])
        elif day := _day(clue, self.now.date(), self.day or self.now.date()):
            self.day, self.day_is_newer = day, True

    def _take_hour(self, clue: re.Match[str]) -> None:
        hour, minute = int(number_of(clue["hour"])), int(clue["minute"] or clue["past"] or (30 if clue["half"] else 0))
        if (clue["part"] in _LATE and hour <= 12) or (clue["part"] == "中午" and hour < 10):
            hour += 12
        if hour > 24 or minute > 59:
            return
        moment = datetime.combine(self.day or self.now.date(), time(), SHANGHAI) + timedelta(hours=hour, minutes=minute)
        if self.moment and not self.day_is_newer:
            moment = _after(self.moment, moment, clue["part"])
        self.moment, self.begins, self.day_is_newer = moment, bool(clue["begins"]), False

    def end(self) -> datetime | None:
        if self.moment and not self.day_is_newer:
            if self.lasts:
                return self.moment + self.lasts
            return None if self.begins else self.moment
        if self.lasts and self.lasts < timedelta(days=1) and not self.day:
            return self.now + self.lasts
        first = datetime.combine(self.day or self.now.date(), _LAST_MINUTE, SHANGHAI)
        if self.lasts:
            return first + timedelta(days=max(1, self.lasts.days) - 1)
        return first if self.day else None


def _after(first: datetime, moment: datetime, part: str | None) -> datetime:
    """The end that was meant, where an hour was named without a day after another one."""
    if moment > first:
        return moment
    afternoon = moment + timedelta(hours=12)
    return afternoon if part is None and moment.hour < 12 and afternoon > first else moment + timedelta(days=1)


def _day(clue: re.Match[str], today: date, last: date) -> date | None:
    """The day that a clue names; None where there is none such (31 February)."""
    if clue["name"]:
        return today + timedelta(_AHEAD[clue["name"][0]])
    if clue["following"]:
        return last + timedelta(1)
    if clue["week"]:
        weekday = "一二三四五六日".find(clue["week"].replace("天", "日"))
        monday = today - timedelta(today.weekday())
        return monday + timedelta(weekday + 7 * (bool(clue["next"]) or weekday < today.weekday()))
    return _dated_day(int(clue["day"]), int(clue["month"]) if clue["month"] else None, today, last)


def _dated_day(day: int, month: int | None, today: date, last: date) -> date | None:
    """This year's, or next year's where that is nearer; without a month the next such day from `last` on."""
    months = last.year * 12 + last.month - 1 + (month is None and day < last.day)
    year, zero_based = divmod(months, 12) if month is None else (today.year, month - 1)
    try:
        found = date(year, zero_based + 1, day)
        return found.replace(year=year + 1) if month and (today - found).days > HALF_A_YEAR else found
    except ValueError:
        return None

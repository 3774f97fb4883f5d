"""What an organiser says in one sentence: 「周六上午9点到11点在3号楼前打扫卫生，要10个人」."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.activities import MOST_DAYS, PARTY_LIFE
from bot.domain.clock import SHANGHAI
from bot.domain.numerals import number_of
from bot.domain.outages import Named, named_in, without_times

_N = r"\d{1,6}|[一二两三四五六七八九十百]{1,5}"
_WHO = r"\s*(?:个|名|位)?\s*(?:人|名额|志愿者|党员)"
_PEOPLE = re.compile(
    rf"[，,、；;]?\s*(?:还需要|需要|还要|招募|最多|一共|要|招|限|共)\s*(?P<asked>{_N}){_WHO}(?:参加|帮忙|来)?"
    rf"|[，,、；;]\s*(?P<last>{_N}){_WHO}(?=$|[，,。！!；;])"
)
_JUST_A_NUMBER = re.compile(rf"(?:要|招)?(?P<asked>{_N})(?:\s*(?:个|名|位)?\s*(?:人|名额|志愿者|党员)?)?[。！!]?")
_DAYS = re.compile(r"(?:连续|连着|一连)\s*(?P<days>\d{1,2}|[一二两三四五六七八九十])\s*天(?:的?每天)?")
_EDGE = " ，,。；;、！!的"
# Which matter a sentence speaks of, where only one of these is met.
_MATTERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (PARTY_LIFE, re.compile(r"党课|主题党日|组织生活|党员大会|党小组")),
    ("志愿服务", re.compile(r"打扫|清扫|卫生|清洁|捡垃圾|除草|扫雪|铲雪|搬|义诊|理发")),
    ("应急值守", re.compile(r"值守|值班|站岗|执勤|防汛|应急")),
    ("巡查走访", re.compile(r"巡逻|巡查|走访|巡防")),
    ("政策宣传", re.compile(r"宣传|发传单|宣讲")),
    ("矛盾调解", re.compile(r"调解")),
    ("议事协商", re.compile(r"议事|协商")),
)
USUAL = timedelta(hours=2)
NO_LIMIT = re.compile(r"不限(?:人数|名额)?|人数不限|越多越好")


@dataclass(frozen=True, slots=True)
class Gathering:
    """What was understood; what was not said is None, or empty. `day`: midnight of a day without hours.

    `ends` is two hours after the beginning where the sentence does not say. It is never checked against the clock here.
    """

    words: str
    day: datetime | None
    begins: datetime | None
    ends: datetime | None
    places: int | None
    days: int
    matter: str


def read(sentence: str, now: datetime) -> Gathering:
    """Take a sentence apart; what is left of it says what is to be done."""
    days = _DAYS.search(sentence)
    rest = _DAYS.sub("", sentence)
    found = named_in(rest, now)
    begins, ends = _hours(found)
    return Gathering(
        words=_what(rest) or sentence.strip(),
        day=datetime.combine(found.day, time(), SHANGHAI) if found.day else None,
        begins=begins,
        ends=ends,
        places=places_in(rest),
        days=min(MOST_DAYS, max(1, int(number_of(days["days"])))) if days else 1,
        matter=matter_of(sentence),
    )


def places_in(sentence: str) -> int | None:
    """How many people are wanted: 0 for 不限; None where it does not say, or says a number that is none."""
    if NO_LIMIT.search(sentence):
        return 0
    found = _PEOPLE.search(sentence)
    return _number(found["asked"] or found["last"]) if found else None


def number_said(answer: str) -> int | None:
    """The same of an answer, which may be the bare number."""
    found = _JUST_A_NUMBER.fullmatch(answer.strip())
    return _number(found["asked"]) if found else places_in(f"，{answer.strip()}")


def matter_of(sentence: str) -> str:
    """The matter that a sentence speaks of; empty where none or several."""
    found = [name for name, pattern in _MATTERS if pattern.search(sentence)]
    return found[0] if len(found) == 1 else ""


def _number(written: str) -> int | None:
    return int(number_of(written)) or None


def _hours(found: Named) -> tuple[datetime | None, datetime | None]:
    if found.first is None or found.last is None:
        return None, None
    if found.last > found.first:
        return found.first, found.last
    return found.first, found.first + (found.lasts or USUAL)


def _what(sentence: str) -> str:
    left = NO_LIMIT.sub("", _PEOPLE.sub("", without_times(sentence)))
    return re.sub(r"[，,；;、]{2,}", "，", left).strip(_EDGE)

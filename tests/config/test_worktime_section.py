"""The section [worktime]: what an operator may write, and what is refused by name."""

import json
import tomllib
from datetime import date, time

import pytest
from pydantic import ValidationError

from bot.config.problems import from_validation
from bot.config.worktime import Worktime

USUAL = 'hours = [["08:30", "12:00"], ["14:00", "18:00"]]\nholidays = []\nworkdays = []\n'


def read(text: str) -> Worktime:
    tree = tomllib.loads(USUAL) | tomllib.loads(text)
    return Worktime.model_validate_json(json.dumps(tree, default=str))


def test_the_usual_hours() -> None:
    assert read("").hours == ((time(8, 30), time(12)), (time(14), time(18)))


@pytest.mark.parametrize("written", ["2027-02-05", '"2027-02-05"'])
def test_a_day_is_written_with_or_without_quotes(written: str) -> None:
    assert read(f"holidays = [{written}]").holidays == (date(2027, 2, 5),)
    assert read(f"workdays = [{written}]").workdays == (date(2027, 2, 5),)


WRONG = [
    ("hours = []", "hours: must not be empty"),
    ('hours = [["08:30"]]', "hours[1][2]: is missing"),
    ('hours = [["12:00", "08:30"]]', "hours: must begin before they end, not at 12:00 until 08:30"),
    ('hours = [["14:00", "18:00"], ["08:30", "12:00"]]', "hours: must follow one another: 08:30 comes before 18:00"),
    ('hours = [["8 Uhr", "12:00"]]', "hours[1][1]: must be in a valid time format"),
    ('hours = [["08:30", "24:00"]]', "hours[1][2]: must be in a valid time format"),
    ('hours = [["08:30Z", "12:00Z"]]', "hours: must be times in Shanghai, without an offset"),
    ("hours = [[8, 12]]", "hours[1][1]: must be"),
    ('holidays = ["2027-02-30"]', "holidays[1]: must be a valid date"),
    ("holidays = [20270205]", "holidays[1]: must be"),
    (
        "holidays = [2027-02-05, 2027-02-06]\nworkdays = [2027-02-06]",
        "2027-02-06 must not be both in holidays and in workdays",
    ),
    ("hollidays = []", "hollidays: unknown key (did you mean 'holidays'?)"),
]


@pytest.mark.parametrize(("text", "complaint"), WRONG)
def test_what_is_wrong_is_named(text: str, complaint: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read(text)
    assert any(complaint in str(problem) for problem in from_validation(refused.value, Worktime)), from_validation(
        refused.value, Worktime
    )

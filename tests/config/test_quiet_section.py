"""The section [quiet]: what an operator may write, and what is refused."""

from datetime import time
from typing import Any

import pytest
from pydantic import ValidationError

from bot.config.quiet import Quiet
from bot.domain.quiet import QuietHours


def section(*hours: tuple[str, str]) -> Quiet:
    return Quiet.model_validate_json(
        f'{{"hours": {[list(span) for span in hours]}, "morning": "07:30"}}'.replace("'", '"')
    )


def test_the_hours_offered() -> None:
    assert section(("21:30", "07:30")).offered == (QuietHours(time(21, 30), time(7, 30)),)
    assert section().offered == ()


@pytest.mark.parametrize(
    ("hours", "because"),
    [
        ([("21:30", "21:30")], "not both at 21:30"),
        ([("21:30", "07:30")] * 2, "twice"),
        ([("21:30+08:00", "07:30")], "without an offset"),
        ([("21:00", "06:00"), ("21:30", "07:00"), ("22:00", "08:00"), ("23:00", "09:00")], "at most 3"),
    ],
)
def test_what_is_refused(hours: list[tuple[str, str]], because: Any) -> None:
    with pytest.raises(ValidationError, match=because):
        section(*hours)

"""The section [broadcast]: what an operator may write, and what is refused."""

import pytest
from pydantic import ValidationError

from bot.config.sections import Broadcast

SHIPPED = {"max_words": 500, "per_day": 3, "stale_hours": 24, "portion": 200}


def test_as_shipped() -> None:
    assert Broadcast.model_validate(SHIPPED).portion == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_words": 49},
        {"max_words": 2001},
        {"per_day": 0},
        {"per_day": "3"},
        {"stale_hours": 0},
        {"portion": 0},
        {"portion": 1001},
        {"portions": 5},
    ],
)
def test_what_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Broadcast.model_validate({**SHIPPED, **wrong})

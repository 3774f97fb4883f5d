"""The section [quiet] of config.toml: when those at the desks are called only for what must not wait."""

from datetime import time
from typing import Annotated

from pydantic import Field, field_validator

from bot.config.section import Section
from bot.domain.quiet import QuietHours

Span = tuple[time, time]


class Quiet(Section):
    """Hours to choose among, and when the day begins for whoever chose none."""

    hours: Annotated[tuple[Span, ...], Field(max_length=3)]
    morning: time

    @field_validator("hours")
    @classmethod
    def _begin_and_end(cls, hours: tuple[Span, ...]) -> tuple[Span, ...]:
        if any(moment.tzinfo for span in hours for moment in span):
            raise ValueError("must be times in Shanghai, without an offset")
        if same := [begin for begin, end in hours if begin == end]:
            raise ValueError(f"must end at another time than they begin, not both at {same[0]:%H:%M}")
        if len(set(hours)) < len(hours):
            raise ValueError("must not name the same hours twice")
        return hours

    @property
    def offered(self) -> tuple[QuietHours, ...]:
        """What /quiet offers; the first counts until somebody chooses."""
        return tuple(QuietHours(begin, end) for begin, end in self.hours)

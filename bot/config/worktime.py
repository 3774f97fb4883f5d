"""The section [worktime] of config.toml: when the offices work."""

from datetime import date
from typing import Annotated

from pydantic import Field, field_validator, model_validator

from bot.config.section import Section
from bot.domain.worktime import Spans, refuse_disorder

Days = Annotated[tuple[date, ...], Field(max_length=400)]


class Worktime(Section):
    """Working hours of a working day, and days that differ from what the program knows."""

    hours: Annotated[Spans, Field(max_length=6)]
    holidays: Days
    workdays: Days

    @field_validator("hours")
    @classmethod
    def _are_hours_of_one_day(cls, hours: Spans) -> Spans:
        if any(moment.tzinfo for span in hours for moment in span):
            raise ValueError("must be times in Shanghai, without an offset")
        refuse_disorder(hours)
        return hours

    @model_validator(mode="after")
    def _works_or_does_not(self) -> "Worktime":
        if both := set(self.holidays) & set(self.workdays):
            raise ValueError(f"{min(both)} must not be both in holidays and in workdays")
        return self

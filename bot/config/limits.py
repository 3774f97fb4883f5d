"""The section [limits] of config.toml: how much one person, and one compound, may report."""

from typing import Annotated

from pydantic import Field, model_validator

from bot.config.section import Section


class Limits(Section):
    """Danger is held up by none of these; whoever holds a post by the last one alone."""

    per_day: Annotated[int, Field(ge=1, le=1000)]
    new_per_day: Annotated[int, Field(ge=1, le=1000)]
    new_hours: Annotated[int, Field(ge=0, le=720)]
    same_words: Annotated[int, Field(ge=1, le=100)]
    compound_per_hour: Annotated[int, Field(ge=5, le=10_000)]
    bar_days: Annotated[int, Field(ge=1, le=365)]

    @model_validator(mode="after")
    def _new_ones_have_no_more(self) -> "Limits":
        if self.new_per_day > self.per_day:
            raise ValueError("new_per_day must not be above per_day")
        return self

"""The section [points] and the tables [[matter]] of config.toml: what service is worth, and the stars."""

from datetime import time
from typing import Annotated

from pydantic import Field, field_validator, model_validator

from bot.config.section import Name, Section
from bot.domain.points import Dimension

Worth = Annotated[int, Field(ge=0, le=1000)]
Cap = Annotated[int, Field(ge=1, le=100_000)]


class Points(Section):
    """`audit`: HH:MM in Shanghai; empty where the ledger is not looked over at night."""

    stars: Annotated[tuple[Annotated[int, Field(ge=1, le=1_000_000)], ...], Field(min_length=1, max_length=10)]
    household_star: Annotated[int, Field(ge=1, le=10)]
    year_honour: Annotated[int, Field(ge=1, le=1_000_000)]
    audit: Annotated[str, Field(pattern=r"^(?:(?:0\d|1\d|2[0-3]):[0-5]\d)?$")]

    @property
    def audit_at(self) -> time | None:
        """The time of the audit; None for never."""
        return time.fromisoformat(self.audit) if self.audit else None

    @property
    def household_points(self) -> int:
        """From how many points on a volunteer's is a star household."""
        return self.stars[min(self.household_star, len(self.stars)) - 1]

    @field_validator("stars")
    @classmethod
    def _climb(cls, stars: tuple[int, ...]) -> tuple[int, ...]:
        if list(stars) != sorted(set(stars)):
            raise ValueError("must grow from star to star")
        return stars


class Matter(Section):
    """One of the matters of the red account (docs/points.md)."""

    name: Name
    base: Worth
    extra: Worth
    bonus: Worth
    month: Cap
    year: Cap

    @model_validator(mode="after")
    def _is_earned_within_a_year(self) -> "Matter":
        if self.month > self.year:
            raise ValueError("month must not be above year")
        return self

    def worth(self, dimension: Dimension) -> int:
        """The points for one time in this dimension; 0 where none are given."""
        return {Dimension.BASE: self.base, Dimension.EXTRA: self.extra, Dimension.BONUS: self.bonus}[dimension]

"""The list [[patrol]] of config.toml: what is to be looked at, where, by whom and how often (scorecard S17)."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.config.section import Section
from bot.domain.patrols import LATEST_HOUR, Every
from bot.domain.people import Role, UnitKind
from bot.domain.tickets import WayIn


class Patrol(Section):
    """A patrol or visit; one task for each unit of the kind `at` in which, or over which, somebody holds `role`."""

    name: Annotated[str, Field(min_length=1, max_length=12)]
    way_in: Literal[WayIn.PATROL, WayIn.VISIT]
    role: Literal[Role.PROPERTY_STAFF, Role.BUILDING_LEAD, Role.GRID_WORKER, Role.VOLUNTEER]
    at: Literal[UnitKind.COMPOUND, UnitKind.BUILDING]
    every: Every
    by: Annotated[int, Field(ge=7, le=LATEST_HOUR)]
    weekday: Annotated[int, Field(ge=1, le=7)] | None = None

    @model_validator(mode="after")
    def _a_week_has_a_day(self) -> "Patrol":
        if (self.every is Every.WEEK) != (self.weekday is not None):
            raise ValueError("weekday must be given where every is 'week', and only there")
        return self

"""The section [stats] of config.toml: when the week's figures are pushed."""

from datetime import time
from typing import Annotated

from pydantic import Field

from bot.config.section import Section


class Stats(Section):
    """`monday`: HH:MM in Shanghai; empty where nothing is pushed."""

    monday: Annotated[str, Field(pattern=r"^(?:(?:0\d|1\d|2[0-3]):[0-5]\d)?$")]

    @property
    def monday_at(self) -> time | None:
        """The time; None where nothing is pushed."""
        return time.fromisoformat(self.monday) if self.monday else None

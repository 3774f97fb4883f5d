"""The section [shop] of config.toml: orders of the 爱心商店."""

from typing import Annotated

from pydantic import Field

from bot.config.section import Section


class Shop(Section):
    hours: Annotated[int, Field(ge=1, le=720)]
    low: Annotated[int, Field(ge=0, le=1000)]
    wrong_codes: Annotated[int, Field(ge=1, le=100)]

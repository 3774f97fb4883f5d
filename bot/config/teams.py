"""The list [[team]] of config.toml: the teams of each compound (一队四组, scorecard S7)."""

from typing import Annotated

from pydantic import Field

from bot.config.section import Section


class Team(Section):
    """`code` is what the database keeps; `lead`: what whoever leads it is called."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,11}$")]
    name: Annotated[str, Field(min_length=1, max_length=8)]
    lead: Annotated[str, Field(min_length=1, max_length=4)]

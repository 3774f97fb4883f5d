"""The section [volunteers] of config.toml: what they can say of themselves."""

from typing import Annotated

from pydantic import Field, field_validator

from bot.config.section import Section

Word = Annotated[str, Field(min_length=1, max_length=8)]


class Volunteers(Section):
    """Both lists are buttons to choose from; their order is that of the buttons."""

    skills: Annotated[tuple[Word, ...], Field(min_length=1, max_length=24)]
    languages: Annotated[tuple[Word, ...], Field(min_length=1, max_length=8)]

    @field_validator("skills", "languages")
    @classmethod
    def _are_named_once(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(names)) < len(names):
            raise ValueError("must not name anything twice")
        return names

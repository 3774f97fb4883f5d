"""The section [wishes] and the tables [[wish_kind]] of config.toml: how long a wish may take, what is wished for."""

from typing import Annotated

from pydantic import Field, model_validator

from bot.config.section import Section

Word = Annotated[str, Field(min_length=1, max_length=12)]


class Wishes(Section):
    """How many, and how many days."""

    max_words: Annotated[int, Field(ge=20, le=1000)]
    claims: Annotated[int, Field(ge=1, le=50)]
    days: Annotated[int, Field(ge=1, le=60)]
    more_days: Annotated[int, Field(ge=1, le=60)]
    soon_days: Annotated[int, Field(ge=1, le=30)]
    push_days: Annotated[int, Field(ge=1, le=60)]
    pushes: Annotated[int, Field(ge=1, le=100)]
    tell_days: Annotated[int, Field(ge=1, le=60)]
    remind_days: Annotated[int, Field(ge=1, le=60)]
    proxy_days: Annotated[int, Field(ge=1, le=60)]
    expire_days: Annotated[int, Field(ge=2, le=365)]

    @model_validator(mode="after")
    def _come_in_their_order(self) -> "Wishes":
        if self.proxy_days < self.remind_days:
            raise ValueError("proxy_days must not be below remind_days")
        if self.expire_days <= self.push_days + self.tell_days:
            raise ValueError("expire_days must be above push_days and tell_days together")
        return self


class WishKind(Section):
    """One kind of wish: `words` that name it in a sentence, `skills` ([volunteers]) of those who can fulfil it."""

    name: Annotated[str, Field(min_length=1, max_length=8)]
    words: tuple[Word, ...]
    skills: tuple[Annotated[str, Field(min_length=1, max_length=8)], ...]

"""The base of every section: frozen, exact in its types, and closed to keys it does not know."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Section(BaseModel):
    """A table of config.toml. The keys have no defaults here: the packaged config.toml is their one source."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, str_strip_whitespace=True, populate_by_name=True
    )


Name = Annotated[str, Field(min_length=1, max_length=40)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,23}$")]
Hours = Annotated[float, Field(gt=0, le=2000)]

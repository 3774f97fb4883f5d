"""What is wrong with a configuration, said so that an operator finds the place and knows what to write."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Loc: TypeAlias = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `loc` is the way to it: keys, and places in lists counted from 1."""

    loc: Loc
    sentence: str

    def __str__(self) -> str:
        return f"{path_of(self.loc)}: {self.sentence}"


def path_of(loc: Loc) -> str:
    """The way to a key as an operator would write it (`routing[3].department`)."""
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc)
    return written.removeprefix(".")


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """The nearest known word as a question, or nothing where none is near."""
    near = get_close_matches(wrong, list(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def from_validation(error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Every problem that pydantic found in data for `model`."""
    every = error.errors(include_url=False)
    return [_worded(found, model) for found in every if not _follows_from_another(found, every)]


def _follows_from_another(found: ErrorDetails, every: Iterable[ErrorDetails]) -> bool:
    # A list whose entries are wrong counts as too short too: its entries have been named already.
    at = found["loc"]
    return found["type"] == "too_short" and any(other["loc"][: len(at)] == at != other["loc"] for other in every)


def _worded(found: ErrorDetails, model: type[BaseModel]) -> Problem:
    loc = tuple(step + 1 if isinstance(step, int) else step for step in found["loc"])
    match found["type"]:
        case "extra_forbidden":
            return Problem(loc, "unknown key" + did_you_mean(str(loc[-1]), keys_at(model, loc[:-1])))
        case "missing":
            return Problem(loc, "is missing")
        case "value_error":
            return Problem(loc, str(found["ctx"]["error"]))
        case "too_short":
            least = found["ctx"]["min_length"]
            return Problem(loc, "must not be empty" if least == 1 else f"must have at least {least} entries")
        case "enum" | "literal_error":
            return Problem(loc, f"must be one of {found['ctx']['expected']}, not {_shown(found['input'])}")
        case _:
            return Problem(loc, f"{_expectation(found['msg'])}, not {_shown(found['input'])}")


def _expectation(message: str) -> str:
    _, _, rest = message.partition(" should ")
    return f"must {rest.replace('an object', 'a table')}" if rest else message


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    written = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else repr(value)
    return written if written and len(written) <= 60 else f"{str(written)[:57]}…"


def keys_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that the table at `loc` may have."""
    here: type[BaseModel] | None = model
    for step in loc:
        if here and isinstance(step, str):
            here = _tables_of(here).get(step)
    return [] if here is None else list(_tables_of(here))


def _tables_of(model: type[BaseModel]) -> dict[str, type[BaseModel] | None]:
    return {field.alias or name: _model_within(field.annotation) for name, field in model.model_fields.items()}


def _model_within(annotation: Any) -> type[BaseModel] | None:
    """The table type inside `tuple[X, ...]`, `X | None` or `Annotated[X, …]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) not in (tuple, Annotated, Union, UnionType):
        return None
    inner: Sequence[Any] = get_args(annotation)
    return next((model for part in inner if (model := _model_within(part))), None)

"""Every statement of `bot/storage`, from its own functions: each is called with a transaction that only writes down.

No SQL is repeated here, and a new function is found by itself. What it is given follows from its annotations; what it
asks of the answers is cut short where these make no sense.
"""

import contextlib
import dataclasses
import enum
import importlib
import inspect
import itertools
import pkgutil
import types
import typing
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import bot.storage
from bot.storage.database import Params, Row, Tx
from bot.storage.vault import Field, Vault

ENGINES = {
    "batches",
    "closing",
    "sqlite",
    "postgres",
    "database",
    "transaction",
    "postgres_transaction",
    "postgres_together",
    "postgres_troubles",
    "postgres_writer",
    "drive",
    "thread",
    "together",
}

# A list of one and one of many are other statements, and have other plans.
MANY = (1, 40)


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """A statement with parameters for which it is a statement at all, and the function that asked."""

    by: str
    sql: str
    params: tuple[Any, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Given:
    """What a function is told: whether, and of how many."""

    flag: bool
    many: int


class AnyRow(dict[str, Any]):
    """A row that has whatever is asked of it."""

    def __missing__(self, _key: str) -> int:
        return 1


class OpenVault(Vault):
    """Opens whatever a row has."""

    def open(self, field: Field, row: str, sealed: str) -> str:
        return "x"


class Notebook:
    """`Tx` that answers without a store: with nothing, or with `rows` of anything."""

    skip_locked = ""
    vault = OpenVault([("k", bytes(32))])

    def __init__(self, by: str, rows: int) -> None:
        self.by, self.rows, self.asked = by, rows, []

    def _note(self, sql: str, params: Params) -> list[Row]:
        if len(self.asked) > 50:
            raise RuntimeError("it asks until it is told something else")
        self.asked.append(Asked(self.by, sql, tuple(params)))
        return [AnyRow() for _ in range(self.rows)]

    async def execute(self, sql: str, params: Params = ()) -> int:
        self._note(sql, params)
        return self.rows

    async def execute_many(self, sql: str, rows: Iterable[Params]) -> None:
        for row in itertools.islice(rows, 1):
            self._note(sql, row)

    async def fetch(self, sql: str, params: Params = ()) -> list[Row]:
        return self._note(sql, params)

    async def fetch_one(self, sql: str, params: Params = ()) -> Row | None:
        return next(iter(self._note(sql, params)), None)


def functions() -> Iterator[tuple[str, Any]]:
    """Everything public in `bot.storage` that takes a transaction first."""
    for found in pkgutil.iter_modules(bot.storage.__path__):
        if found.ispkg or found.name in ENGINES:
            continue
        module = importlib.import_module(f"bot.storage.{found.name}")
        for name, function in inspect.getmembers(module, inspect.iscoroutinefunction):
            takes = list(inspect.signature(function).parameters)
            if function.__module__ == module.__name__ and takes[:1] == ["tx"] and not name.startswith("_"):
                yield f"{found.name}.{name}", function


async def statements() -> list[Asked]:
    """All that could be coaxed out of them, each text once for each function."""
    asked: dict[tuple[str, str], Asked] = {}
    for by, function in functions():
        for rows, flag, many in itertools.product((0, 1), (True, False), MANY):
            notebook = Notebook(by, rows)
            with contextlib.suppress(Exception):  # answers that make no sense end it
                await function(notebook, **_arguments(function, Given(flag, many)))
            for one in notebook.asked:
                asked.setdefault((by, one.sql), one)
    return list(asked.values())


def _arguments(function: Any, given: Given) -> dict[str, Any]:
    hints = typing.get_type_hints(function)
    takes = list(inspect.signature(function).parameters.values())[1:]
    return {
        one.name: _value(hints[one.name], given) for one in takes if one.kind is not inspect.Parameter.VAR_POSITIONAL
    }


def _value(hint: Any, given: Given) -> Any:
    """Something of that kind."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in {types.UnionType, typing.Union}:
        if types.NoneType in inside and not given.flag:
            return None
        return _value(next(one for one in inside if one is not type(None)), given)
    if origin in {Collection, Sequence, Iterable, list, tuple, set, frozenset}:
        one = _value(inside[0], given)
        made = [f"{one}{at}" if isinstance(one, str) and inside[0] is str else one for at in range(given.many)]
        return origin(made) if origin in {tuple, set, frozenset} else made
    if origin in {Mapping, dict}:
        return {_value(inside[0], given): _value(inside[1], given)}
    if origin is typing.Literal:
        return inside[0]
    if hint is Tx or origin is not None:
        return lambda *_: None
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return next(iter(hint))
    if dataclasses.is_dataclass(hint):
        known = typing.get_type_hints(hint)
        return hint(**{one.name: _value(known[one.name], given) for one in dataclasses.fields(hint) if one.init})
    return {str: "x", int: 7, float: 1.0, bool: given.flag, bytes: b"x"}.get(hint)

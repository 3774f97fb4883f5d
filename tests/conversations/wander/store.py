"""The store on the walker's own thread: the same transactions on the same file, without ten hops to a thread a step."""

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar, cast

from bot.storage.database import Tx
from bot.storage.drive import Job
from bot.storage.together import read_one, write_all
from tests.engines.keys import VAULT

P = ParamSpec("P")
T = TypeVar("T")


class OneThread:
    """`Database` for one caller at a time."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, cached_statements=512)
        for pragma in ("journal_mode = WAL", "synchronous = OFF", "foreign_keys = ON", "trusted_schema = OFF"):
            self._connection.execute(f"PRAGMA {pragma}")

    async def write(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        (outcome,) = write_all(self._connection, [Job(lambda tx: unit(tx, *args, **kwargs), VAULT)])
        if outcome.error is not None:
            raise outcome.error
        return cast(T, outcome.value)

    async def read(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        outcome = read_one(self._connection, Job(lambda tx: unit(tx, *args, **kwargs), VAULT))
        if outcome.error is not None:
            raise outcome.error
        return cast(T, outcome.value)

    async def close(self) -> None:
        self._connection.close()

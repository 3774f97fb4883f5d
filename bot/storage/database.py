"""The port: units of work that run whole, on whichever engine.

A *unit* is `async def unit(tx, …)` that awaits nothing but `tx`. It either happens entirely or not at all. On
SQLite it is driven to its end in one hop on the writer's thread and shares its commit with its neighbours; an
engine over a network runs it on a pooled connection. Whoever awaits anything else inside a unit is refused
with `AwaitedOutsideTransaction`, so that the embedded tests find what would hold a lock elsewhere.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar

from bot.storage.vault import Vault

P = ParamSpec("P")
T = TypeVar("T")

Row: TypeAlias = Mapping[str, Any]
Params: TypeAlias = Sequence[Any]


def marks(values: Collection[object]) -> str:
    """「?, ?, ?」: a place for each of `values` in `IN (…)`; among nothing at all is nobody."""
    return ", ".join("?" * len(values)) or "NULL"


class AwaitedOutsideTransaction(RuntimeError):
    """A unit of work awaited something that is not its transaction. A bug in the unit, never in its data."""


class Tx(Protocol):
    """One transaction. Parameters are `?` in order; rows are read by column name.

    After an error of the engine a unit is over: SQLite would let it go on, PostgreSQL would not.
    """

    @property
    def skip_locked(self) -> str:
        """The end of a SELECT that claims rows: nobody waits for another's claim. The engines' one difference."""
        ...

    @property
    def vault(self) -> Vault:
        """What seals and opens the columns that `bot/storage/sealed.py` lists."""
        ...

    async def execute(self, sql: str, params: Params = ()) -> int:
        """Run one statement; the number of rows it changed."""
        ...

    async def execute_many(self, sql: str, rows: Iterable[Params]) -> None:
        """Run one statement for each row of parameters."""
        ...

    async def fetch(self, sql: str, params: Params = ()) -> list[Row]:
        """All rows (also of `INSERT/UPDATE … RETURNING`)."""
        ...

    async def fetch_one(self, sql: str, params: Params = ()) -> Row | None:
        """The first row, or None."""
        ...


class Database(Protocol):
    """An engine that runs units of work."""

    async def write(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit` and return its result once it is durable.

        Whatever the unit raises is raised here and nothing of it remains. `StorageBusy` where the store
        cannot take it now.
        """
        ...

    async def read(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a unit that only reads, on one consistent view."""
        ...

    def watch(self, committed: Callable[[int], None], rerun: Callable[[], None]) -> None:
        """Be told how many units shared each commit, and of each unit that had to run again."""
        ...

    async def close(self) -> None:
        """Finish what was begun and let go of the store."""
        ...

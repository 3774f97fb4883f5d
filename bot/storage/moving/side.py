"""The port of a copy: a store to read from, or one to write into."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar

from sqlalchemy import Table

from bot.storage.database import Tx

P = ParamSpec("P")
T = TypeVar("T")

Line: TypeAlias = tuple[Any, ...]


class Side(Protocol):
    """One store, held for the time of a copy. Whatever its engine refuses is raised as CannotStart."""

    @property
    def identity(self) -> str:
        """The same for the same store, another one for any other."""
        ...

    def portions(self, table: Table, after: Line | None = None) -> AsyncIterator[Sequence[Line]]:
        """The rows behind the key `after` in its order, portion by portion; on one view of the store."""
        ...

    async def append(self, table: Table, rows: Sequence[Line]) -> None:
        """Add rows; once this returns they are there, or none of them is."""
        ...

    async def last_key(self, table: Table) -> Line | None:
        """The greatest key in the table; None where it is empty."""
        ...

    async def count(self, table: Table) -> int:
        """How many rows there are."""
        ...

    async def last_given(self, table: Table) -> int:
        """The last number that the engine gave out for a row of `table`; 0 for none."""
        ...

    async def give_after(self, table: Table, last: int) -> None:
        """Let the next number be greater than `last`."""
        ...

    async def unit(self, work: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a unit of work on it: of the source one that only reads."""
        ...

    async def check(self) -> None:
        """Raise CannotStart where a row refers to nothing, if that was not refused when it came."""
        ...

    async def close(self) -> None:
        """Let go of it."""
        ...

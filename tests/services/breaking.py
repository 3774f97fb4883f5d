"""A store that goes away in the middle of a unit of work."""

from collections.abc import Iterable

from bot.storage.database import Params, Row, Tx


class Broken(Exception):
    """The machine went away."""


class Breaking:
    """A transaction that breaks at its `left`-th statement."""

    def __init__(self, tx: Tx, left: int) -> None:
        self._tx, self._left = tx, left

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Broken

    async def execute(self, sql: str, params: Params = ()) -> int:
        self._count()
        return await self._tx.execute(sql, params)

    async def execute_many(self, sql: str, rows: Iterable[Params]) -> None:
        self._count()
        await self._tx.execute_many(sql, rows)

    async def fetch(self, sql: str, params: Params = ()) -> list[Row]:
        self._count()
        return await self._tx.fetch(sql, params)

    async def fetch_one(self, sql: str, params: Params = ()) -> Row | None:
        self._count()
        return await self._tx.fetch_one(sql, params)

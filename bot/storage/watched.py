"""A store that knows whether it is well: one line in the log when that changes, not one for each call that failed."""

import time
from collections.abc import Awaitable, Callable
from typing import Concatenate, ParamSpec, TypeVar

import structlog

from bot.domain.errors import StorageBusy
from bot.storage.database import Database, Tx

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger(__name__)


class WatchedDatabase:
    """`Database` around another. It is unwell from a call that the store could not take until it takes a write."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._unwell_since: float | None = None

    @property
    def well(self) -> bool:
        """Whether the store took what it was last given."""
        return self._unwell_since is None

    async def write(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """As the store itself."""
        try:
            value = await self._db.write(unit, *args, **kwargs)
        except StorageBusy as error:
            self._failed(error)
            raise
        self._took()
        return value

    async def read(self, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """As the store itself."""
        try:
            return await self._db.read(unit, *args, **kwargs)
        except StorageBusy as error:
            self._failed(error)
            raise

    def watch(self, committed: Callable[[int], None], rerun: Callable[[], None]) -> None:
        """As the store itself."""
        self._db.watch(committed, rerun)

    async def close(self) -> None:
        """As the store itself."""
        await self._db.close()

    def _failed(self, error: StorageBusy) -> None:
        """What passes within moments (others came between) and being closed is no trouble of the store."""
        if self.well and error.remedy:
            self._unwell_since = time.monotonic()
            log.warning("store_unwell", reason=str(error), advice=error.remedy)

    def _took(self) -> None:
        if self._unwell_since is not None:
            log.warning("store_well_again", after_s=round(time.monotonic() - self._unwell_since, 1))
            self._unwell_since = None

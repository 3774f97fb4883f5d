"""A conversation that outlives what it needs: killed in the middle of it, and back after a while."""

import asyncio

from tests.conversations.interrupted import goes_on, interrupted
from tests.conversations.town import Town
from tests.engines.watched import Watched


async def outlives(town: Town, needed: Watched) -> None:
    """Raises AssertionError or NotAsWritten where anybody would have to do anything."""
    assert town.program
    async with interrupted(town):
        assert await town.program.health() == {"store": True, "outbox": True}
        await asyncio.to_thread(needed.kill)
        assert await town.program.health() == {"store": False}
        await goes_on(town)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(needed.serve)

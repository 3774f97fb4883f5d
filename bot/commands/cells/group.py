"""Keeps a process running for each cell: what ends is started again, what is told to stop stops in order."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import structlog

from bot.commands.cells.folder import Cell

log = structlog.get_logger(__name__)

# Exit code of whatever an operator must change first (`bot.__main__.main`): no hurry to try again.
NEEDS_THE_OPERATOR = 2
FIRST_WAIT_S, LAST_WAIT_S = 1.0, 60.0
# Whoever ran so long was well: its next end is a first one.
STEADY_S = 300.0
# A bot stops by itself within ten seconds.
STOP_S = 12.0
# Reading the dictionaries takes a second of one core; a machine of many cells does not begin all at one stroke.
GAP_S = 0.2


@dataclass(slots=True)
class Group:
    """`command` is what runs each of them; `--config FILE` comes after it."""

    command: Sequence[str]
    gap_s: float = GAP_S
    first_wait_s: float = FIRST_WAIT_S
    _kept: dict[str, tuple[Cell, asyncio.Task[None]]] = field(default_factory=dict)

    async def become(self, cells: Iterable[Cell]) -> None:
        """Run these and no others: what is new or changed is started (again), the rest is left alone."""
        wanted = {cell.name: cell for cell in cells}
        changed = [name for name, (cell, _) in self._kept.items() if wanted.get(name) != cell]
        await asyncio.gather(*(self._end(name) for name in changed))
        for late, cell in enumerate(cell for name, cell in wanted.items() if name not in self._kept):
            self._kept[cell.name] = cell, asyncio.create_task(self._keep(cell, late * self.gap_s))

    async def stop(self) -> None:
        """All of them, in order, at once."""
        await asyncio.gather(*(self._end(name) for name in list(self._kept)))

    async def _end(self, name: str) -> None:
        _, task = self._kept.pop(name)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def _keep(self, cell: Cell, late: float) -> None:
        await asyncio.sleep(late)
        wait = self.first_wait_s
        while True:
            began = asyncio.get_running_loop().time()
            code = await self._live(cell)
            ran = asyncio.get_running_loop().time() - began
            if code == NEEDS_THE_OPERATOR:
                wait = LAST_WAIT_S
            elif ran > STEADY_S:
                wait = self.first_wait_s
            log.warning("cell_ended", cell=cell.name, code=code, ran_s=round(ran, 1), again_in_s=wait)
            await asyncio.sleep(wait)
            wait = min(2 * wait, LAST_WAIT_S)

    async def _live(self, cell: Cell) -> int:
        """One life of its process; its exit code."""
        process = await asyncio.create_subprocess_exec(
            *self.command, "--config", str(cell.config), env=cell.environment(), stdin=asyncio.subprocess.DEVNULL
        )
        log.info("cell_started", cell=cell.name, pid=process.pid)
        try:
            return await process.wait()
        finally:
            if process.returncode is None:
                await _stopped(process)
                log.info("cell_stopped", cell=cell.name, code=process.returncode)


async def _stopped(process: asyncio.subprocess.Process) -> None:
    process.terminate()
    try:
        async with asyncio.timeout(STOP_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()

"""Processes of one installation, each with its roles: started, killed, started again. Also for the chaos runs."""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conversations.town import TOKEN

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60.0


@dataclass(slots=True)
class RoleProcess:
    """`python -m bot run` with `roles`, again and again; what all its lives wrote is in `log`."""

    name: str
    roles: Sequence[str]
    config: Path
    port: int
    log: Path
    lives: int = 0
    process: Process | None = None

    async def start(self, *options: str) -> None:
        """Begin a new life."""
        around = {name: value for name, value in os.environ.items() if not name.startswith("TELEGRAM_")}
        around |= {"PYTHONPATH": str(ROOT), "TELEGRAM_BOT_TOKEN": TOKEN}
        around |= {"TELEGRAM_BASE_URL": f"http://127.0.0.1:{self.port}/bot", "TELEGRAM_WEBHOOK_SECRET": "secret"}
        roles = [word for role in self.roles for word in ("--role", role)]
        with self.log.open("a") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run", "--config", str(self.config), *roles, *options),
                env=around, cwd=self.config.parent, stdout=log, stderr=log,
            )  # fmt: skip
        self.lives += 1

    async def kill(self) -> None:
        """SIGKILL: nothing of it runs any more when this returns."""
        assert self.process
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        assert self.process
        self.process.terminate()
        return await asyncio.wait_for(self.process.wait(), PATIENCE_S)

    @property
    def lives_now(self) -> bool:
        return self.process is not None and self.process.returncode is None

    def words(self) -> str:
        return self.log.read_text("utf-8") if self.log.exists() else ""

    async def until(self, words: str, times: int = 1) -> None:
        """Until its log says `words` so often."""
        async with asyncio.timeout(PATIENCE_S):
            while self.words().count(words) < times:
                assert self.lives_now, f"{self.name} ended without {words!r}: {self.words()[-3000:]}"
                await asyncio.sleep(0.05)


@dataclass(slots=True)
class Installation:
    """All processes at one store, by name."""

    config: Path
    port: int
    folder: Path
    processes: dict[str, RoleProcess] = field(default_factory=dict)

    async def start(self, name: str, *roles: str, options: Sequence[str] = ()) -> RoleProcess:
        """A new process, or a new life of one that there was."""
        if name not in self.processes:
            log = self.folder / f"{name}.log"
            self.processes[name] = RoleProcess(name, roles, self.config, self.port, log)
        await self.processes[name].start(*options)
        return self.processes[name]

    def check_alive(self) -> None:
        """None has ended by itself."""
        for one in self.processes.values():
            assert one.lives_now, f"{one.name} ended: {one.words()[-3000:]}"

    async def clear_away(self) -> None:
        """Leave no process behind, whatever happened."""
        for one in self.processes.values():
            if one.lives_now:
                with contextlib.suppress(ProcessLookupError):
                    await one.kill()


@asynccontextmanager
async def installation(config: Path, port: int, folder: Path) -> AsyncIterator[Installation]:
    """Processes that share the store of `config` and the platform at `port`; all gone at the end."""
    found = Installation(config, port, folder)
    try:
        yield found
    finally:
        await found.clear_away()

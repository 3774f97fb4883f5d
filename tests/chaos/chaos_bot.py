"""The bot as its operator runs it, a process of its own: started, killed, stopped; when each life began and ended."""

import asyncio
import os
import sys
import time
from asyncio.subprocess import Process
from dataclasses import dataclass, field
from pathlib import Path

from chaos_town import TOKEN, Town

from tests.logs.watch import WATCH

ROOT = Path(__file__).parents[2]
ORDERLY_S = 60


class DiedByItself(AssertionError):
    """The bot ended though nobody had killed it."""


@dataclass(slots=True)
class Life:
    """From the start of a process to its end, in seconds since 1970; `killed` is None while it lives or if it was let
    go in order. `sends`: it talks to people, alone or beside others that do."""

    began: float
    killed: float | None = None
    sends: bool = True


@dataclass(slots=True)
class Bot:
    """`python -m bot run` on the store of `town`, against the sandbox at `url`; `roles` none: all of them."""

    town: Town
    url: str
    roles: tuple[str, ...] = ()
    name: str = "bot"
    lives: list[Life] = field(default_factory=list)
    _process: Process | None = None

    async def start(self) -> None:
        """Begin a new life."""
        secrets = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_BASE_URL": f"{self.url}/bot"}
        # Compiled modules are kept, as with an operator: a start is not slower than it would be there.
        around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        with self.log.open("a") as log:
            life = Life(time.time(), sends=not self.roles or "sender" in self.roles)
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot", "run", "--config", str(self.town.config)),
                *(word for role in self.roles for word in ("--role", role)),
                cwd=ROOT,
                env=around | secrets,
                stdout=log,
                stderr=log,
            )
        # Only now: until then the former life is the last, and known to have been killed.
        self.lives.append(life)
        self._process = process

    async def kill(self) -> None:
        """SIGKILL: nothing of it runs any more when this returns."""
        process, life = self._alive(), self.lives[-1]
        life.killed = time.time()
        process.kill()
        await process.wait()
        life.killed = time.time()

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        process = self._alive()
        process.terminate()
        async with asyncio.timeout(ORDERLY_S):
            return await process.wait()

    async def watch(self) -> None:
        """Until the present life ends by itself, which is an error; for a task beside what needs the bot."""
        while True:
            self._alive()
            await asyncio.sleep(0.5)

    async def clear_away(self) -> None:
        """Leave no process behind, whatever happened."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        WATCH.heard(self.log.read_text("utf-8") if self.log.exists() else "")
        WATCH.judge()

    @property
    def pid(self) -> int | None:
        """Of the present life; None where there is none."""
        return self._process.pid if self._process and self._process.returncode is None else None

    @property
    def log(self) -> Path:
        """What it wrote, life after life."""
        return self.town.folder / f"{self.name}.log"

    def _alive(self) -> Process:
        if self._process is None:
            raise DiedByItself("it was never started")
        if self._process.returncode is not None and self.lives[-1].killed is None:
            tail = "\n".join(self.log.read_text("utf-8").splitlines()[-40:])
            raise DiedByItself(f"{self.name}: exit code {self._process.returncode} in life {len(self.lives)}:\n{tail}")
        return self._process

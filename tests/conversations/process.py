"""The bot as a process of its own: what it says, how it ends."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conversations.town import TOKEN
from tests.logs.watch import WATCH

ROOT = Path(__file__).parents[2]
# A start costs a second of one core; ours may be shared.
PATIENCE_S = 60


@dataclass(slots=True)
class Bot:
    """A running bot and what it has said so far."""

    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)

    async def until(self, words: str) -> str:
        """Wait for a line with `words`."""
        assert self.process.stderr
        async with asyncio.timeout(PATIENCE_S):
            while line := (await self.process.stderr.readline()).decode():
                self.said.append(line)
                if words in line:
                    return line
        raise AssertionError(f"it ended without {words!r}: {''.join(self.said)}")

    async def end(self) -> int:
        """Wait for its end; its exit code."""
        _, rest = await asyncio.wait_for(self.process.communicate(), PATIENCE_S)
        self.said.append(rest.decode())
        assert self.process.returncode is not None
        return self.process.returncode

    @property
    def words(self) -> str:
        return "".join(self.said)


@asynccontextmanager
async def running(config: Path, port: int, token: str = TOKEN) -> AsyncIterator[Bot]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TELEGRAM_")}
    environment |= {"PYTHONPATH": str(ROOT), "TELEGRAM_BASE_URL": f"http://127.0.0.1:{port}/bot"}
    environment |= {"TELEGRAM_BOT_TOKEN": token} if token else {}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--config", str(config),
        env=environment, cwd=config.parent, stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    bot = Bot(process)
    try:
        yield bot
    finally:
        if process.returncode is None:
            process.kill()
            _, rest = await process.communicate()
            bot.said.append(rest.decode())
        WATCH.heard(bot.words)

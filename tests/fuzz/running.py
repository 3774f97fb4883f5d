"""Fuzzing: strange updates by polling and by webhook into the bot as it is; whoever is not strange is answered."""

import asyncio
import io
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import structlog

from bot.channels.telegram import webhook
from bot.channels.telegram.webhook import SECRET_HEADER
from bot.config import Settings
from bot.config.sections import Logging, WebhookListen
from bot.logs import configure_logs
from classifier import Classifier
from tests.conversations.town import TOKEN, Town, free_port, running_town, settings_for
from tests.fuzz.corpus import JSON, PLANTED, WHO, head
from tests.fuzz.mutator import mutated, spoiled

BATCH = 500
# Of all, so many are bytes that a webhook is given.
BYTES = 0.1
SECRET = "fuzz"
PATIENCE_S = 60.0
# What a log says of an update that was none, or where it should have coped and did not.
BUGS = (
    "handling_failed",
    " incident ",
    "incident_untold",
    "Traceback",
    " critical ",
    "message_unreadable",
    "duty_failed",
)


@dataclass(slots=True)
class Found:
    """What came of it. `wrong` is empty where all held."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)


Watch = Callable[[int], None]


def dice_of(seed: int, number: int) -> random.Random:
    """Each update has dice of its own, so that one alone can be made again."""
    return random.Random(f"{seed}:{number}")


@dataclass(slots=True)
class Fuzz:
    """`seed` and the numbers of the updates decide everything that is sent."""

    town: Town
    seed: int
    log: io.StringIO
    address: str = ""
    found: Found = field(default_factory=Found)

    async def batch(self, numbers: range) -> None:
        """Send them, a clean message of everybody behind them, and look at what came of it."""
        updates = self.town.sandbox.world.updates
        async with aiohttp.ClientSession(headers={SECRET_HEADER: SECRET}) as session:
            for number in numbers:
                dice = dice_of(self.seed, number)
                if dice.random() < BYTES:
                    await self._post(session, spoiled(dice, updates.next_id))
                    updates.next_id += 1
                else:
                    updates.add_raw(mutated(dice))
        clean = [self._clean(updates, who) for who in dict.fromkeys(WHO)]
        self.found.counts["updates"] += len(numbers)
        await self._settled(numbers)
        await self._look(numbers, clean)

    async def _post(self, session: aiohttp.ClientSession, body: bytes) -> None:
        async with session.post(self.address, data=io.BytesIO(body)) as answer:
            self.found.counts[f"webhook {answer.status}"] += 1
            if answer.status >= 500:
                self.found.wrong.append(f"the webhook answered {answer.status}")

    def _clean(self, updates: Any, who: int) -> int:
        """`/help`, which each of them is answered."""
        message: JSON = head(random.Random(1), who) | {"chat": {"id": who, "type": "private"}, "text": "/help"}
        number = int(updates.next_id)
        updates.add_raw({"message": message})
        return number

    async def _settled(self, numbers: range) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                while self.town.sandbox.world.updates.pending or await self._waiting():
                    self._is_alive()
                    await asyncio.sleep(0.01)
        except TimeoutError:
            pending = len(self.town.sandbox.world.updates.pending)
            left = f"{pending} updates unconfirmed, {await self._waiting()} rows waiting"
            raise AssertionError(f"{left} after updates {numbers}:\n{self.log.getvalue()[-3000:]}") from None

    async def _waiting(self) -> int:
        return await self.town.count(
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')"
            " + (SELECT count(*) FROM outbox WHERE state = 'waiting' AND visible_at < ?)",
            10**15,
        )

    def _is_alive(self) -> None:
        for task in self.town._tasks:
            if task.done():
                raise AssertionError(f"a part of the bot ended: {task}")

    async def _look(self, numbers: range, clean: list[int]) -> None:
        marks = ", ".join("?" * len(clean))
        done = await self.town.count(
            f"SELECT count(*) FROM inbox WHERE state = 'done' AND update_id IN ({marks})", *clean
        )
        if done != len(clean):
            self.found.wrong.append(f"{len(clean) - done} clean messages behind updates {numbers} were not answered")
        written, _ = self.log.getvalue(), self.log.truncate(0)
        self.log.seek(0)
        for line in written.splitlines():
            if any(word in line for word in PLANTED):
                self.found.wrong.append(f"the log shows what somebody wrote, updates {numbers}: {line[:300]}")
            if any(bug in line for bug in BUGS):
                self.found.wrong.append(f"updates {numbers}: {line[:300]}")

    async def end(self) -> Found:
        """The rows that are left, counted; nobody's words are among the reasons."""
        for row in await self.town.rows("SELECT state, error, count(*) AS n FROM inbox GROUP BY state, error"):
            self.found.counts[f"inbox {row['state']}"] += row["n"]
            if row["error"]:
                self.found.errors[row["error"]] += row["n"]
        for row in await self.town.rows("SELECT state, count(*) AS n FROM outbox GROUP BY state"):
            self.found.counts[f"outbox {row['state']}"] += row["n"]
        self.found.wrong += [f"a reason shows words: {error}" for error in self.found.errors if has_planted(error)]
        return self.found


def has_planted(text: str) -> bool:
    return any(word in text for word in PLANTED)


async def fuzz(
    settings: Settings, classifier: Classifier, template: Path, folder: Path, seed: int, numbers: range, watch: Watch
) -> Found:
    """Send the updates of `numbers` to a town of its own in `folder`, `watch` being told how many were."""
    log = io.StringIO()
    structlog.configure(cache_logger_on_first_use=False)
    configure_logs(Logging(level="DEBUG", as_json=False), [TOKEN], log)
    structlog.configure(cache_logger_on_first_use=False)
    limits = {"per_day": 10**6, "new_per_day": 10**6, "same_words": 10**6, "compound_per_hour": 10**6}
    delivery = {"per_chat_per_second": 10_000.0, "group_per_minute": 10**6}
    own = settings_for(settings, folder, limits=limits, delivery=delivery)
    port = free_port()
    listen = WebhookListen(host="127.0.0.1", port=port, path="/fuzz")
    async with running_town(own, classifier, template) as town:
        assert town.program
        hook = own.telegram.model_copy(update={"webhook_listen": listen})
        async with webhook.serve(hook, town.program.intake, SECRET) as address:
            fuzzing = Fuzz(town, seed, log, address)
            for start in range(numbers.start, numbers.stop, BATCH):
                await fuzzing.batch(range(start, min(start + BATCH, numbers.stop)))
                watch(fuzzing.found.counts["updates"])
        return await fuzzing.end()

"""Plays the residents: each reports without pause, and reads each answer before the next step.

    python -m benchmarks.driver URL SECONDS BOT_PID[,BOT_PID]… SANDBOX_PID

Prints one JSON object: steps, seconds, processor seconds of bot, sandbox and driver (of several processes of a bot
their sum), what each step took, tickets seen.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, field
from itertools import count, islice
from typing import Any

from aiohttp import ClientSession, ClientTimeout, TCPConnector

from benchmarks.processes import cpu_seconds
from benchmarks.town import RESIDENTS, SECRETARIES, sentence

WARM_UP = 3
PATIENCE_S = 30.0
START_S = 180.0  # a bot that is still being imported, on a machine that does other things
SUBMIT = "✅ 提交"
DONE = "报上了"


@dataclass(slots=True)
class Measured:
    """What came of the measured time; `took` in milliseconds, `cpu` in seconds: bot, sandbox, driver."""

    steps: int = 0
    seconds: float = 0.0
    cpu: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    tickets: int = 0


class Crowd:
    """Everybody's phones; one stream brings what all of them see."""

    def __init__(self, session: ClientSession) -> None:
        self.session = session
        self.awaited: dict[tuple[int, str], asyncio.Future[dict[str, Any]]] = {}
        self.measured = Measured()
        self.turns = {person: count() for person in RESIDENTS}
        self.measuring = False

    async def listen(self) -> None:
        async for event in self._events():
            message = event.get("message")
            if message and not message.get("out"):
                heard = self.awaited.pop((event["person"], event["kind"]), None)
                if heard:
                    heard.set_result(message)

    async def _events(self) -> AsyncIterator[dict[str, Any]]:
        async with self.session.get("/events?after=0") as stream:
            rest = b""
            async for chunk in stream.content.iter_any():
                *whole, rest = (rest + chunk).split(b"\n\n")
                for event in whole:
                    if event.startswith(b"id:"):
                        yield json.loads(event.partition(b"\ndata: ")[2])

    async def step(self, person: int, act: str, what: dict[str, Any], brings: str) -> dict[str, Any]:
        """Do something and read what it brings: a new message, or an edit of a former one."""
        began = time.perf_counter()
        heard = self.awaited[person, brings] = asyncio.get_running_loop().create_future()
        async with self.session.post(f"/people/{person}/{act}", json=what) as done:
            done.raise_for_status()
        async with asyncio.timeout(PATIENCE_S if self.measuring else START_S):
            answer = await heard
        if self.measuring:
            self.measured.steps += 1
            self.measured.took.append((time.perf_counter() - began) * 1000)
        return answer

    async def report(self, person: int, sentence: str) -> None:
        review = await self.step(person, "send", {"text": sentence}, "message")
        press = {"message_id": review["message_id"], "label": SUBMIT}
        number = await self.step(person, "press", press, "edit")
        if DONE not in number["text"]:
            raise RuntimeError(f"not a number: {number['text']}")
        self.measured.tickets += 1

    async def chat(self, person: int, reports: int | None = None) -> None:
        for turn in islice(self.turns[person], reports):
            await self.report(person, sentence(person, turn))

    async def all(self, reports: int | None = None) -> None:
        async with asyncio.TaskGroup() as group:
            for person in RESIDENTS:
                group.create_task(self.chat(person, reports))


async def play(url: str, seconds: float, pids: list[list[int]]) -> Measured:
    connector = TCPConnector(limit=0)
    async with ClientSession(url, connector=connector, timeout=ClientTimeout(total=None)) as session:
        crowd = Crowd(session)
        listening = asyncio.create_task(crowd.listen())
        for person in SECRETARIES:
            async with session.post(f"/people/{person}/start", json={}):
                pass
        await crowd.all(WARM_UP)
        talking = asyncio.create_task(crowd.all())
        await measure(crowd.measured, crowd, seconds, pids, talking)
        talking.cancel()
        listening.cancel()
        await asyncio.wait([talking, listening])
        return crowd.measured


async def measure(
    measured: Measured, crowd: Crowd, seconds: float, pids: list[list[int]], talking: asyncio.Task[None]
) -> None:
    before, began = [sum(map(cpu_seconds, each)) for each in pids], time.perf_counter()
    crowd.measuring = True
    await asyncio.wait([talking], timeout=seconds)
    crowd.measuring = False
    if talking.done():
        talking.result()
    measured.seconds = time.perf_counter() - began
    measured.cpu = [sum(map(cpu_seconds, each)) - was for each, was in zip(pids, before, strict=True)]


if __name__ == "__main__":
    url, length, bot, server = sys.argv[1:]
    processes = [[int(pid) for pid in bot.split(",")], [int(server)], [os.getpid()]]
    print(json.dumps(asdict(asyncio.run(play(url, float(length), processes)))))

"""Delivery of updates by webhook (https://core.telegram.org/bots/api#setwebhook).

As Telegram does, messages of one chat go one after another, presses of one person too, but a message and
a press may overtake each other, and chats go side by side up to `max_connections`. What is not answered
with 2xx is sent again after a pause that doubles. A method named in the answer's body is not carried out.
"""

import asyncio
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, TCPConnector

from sandbox.clock import Clock
from sandbox.updates import Update, Updates
from sandbox.wire import JSON

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0
LONGEST_ANSWER = 60.0
"""All in seconds."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go."""

    url: str
    secret: str = ""
    max_connections: int = 40


class Webhook:
    """The webhook, set or not; `in_order` sends everything of one chat one after another."""

    def __init__(self, updates: Updates, clock: Clock, *, in_order: bool) -> None:
        self._updates = updates
        self._clock = clock
        self._in_order = in_order
        self._lanes: dict[Hashable, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(1)
        self._session: ClientSession | None = None
        self._last_error: JSON = {}
        self.target: Target | None = None

    async def start(self, target: Target) -> None:
        """Deliver what is pending and what comes to this target, and no longer to the one before."""
        await self.stop()
        self.target = target
        self._slots = asyncio.Semaphore(target.max_connections)
        self._session = ClientSession(
            connector=TCPConnector(limit=target.max_connections), timeout=ClientTimeout(total=LONGEST_ANSWER)
        )
        self._updates.arrived = self._queue
        for update in list(self._updates.pending.values()):
            self._queue(update)

    async def stop(self) -> None:
        """Deliver no more; what is not confirmed stays pending."""
        self.target, session, self._session = None, self._session, None
        self._updates.arrived = self._updates.wake
        self._lanes.clear()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if session is not None:
            await session.close()

    def info(self) -> JSON:
        """Telegram's WebhookInfo."""
        pending = {"has_custom_certificate": False, "pending_update_count": len(self._updates.pending)}
        if self.target is None:
            return {"url": "", **pending}
        allowed = {"allowed_updates": sorted(self._updates.allowed)} if self._updates.allowed else {}
        connections = {"max_connections": self.target.max_connections}
        return {"url": self.target.url, **pending, **connections, **allowed, **self._last_error}

    def _queue(self, update: Update) -> None:
        lane = update.lane[1] if self._in_order else update.lane
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append(update)
            return
        self._lanes[lane] = deque((update,))
        task = asyncio.get_running_loop().create_task(self._drain(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, lane: Hashable) -> None:
        waiting, failures = self._lanes[lane], 0
        while waiting:
            if self._updates.holds(waiting[0]):
                async with self._slots:
                    pause = await self._deliver(waiting[0], failures)
                if pause:
                    failures += 1
                    await asyncio.sleep(pause)
                    continue
                self._updates.done(waiting[0])
            waiting.popleft()
            failures = 0
        del self._lanes[lane]

    async def _deliver(self, update: Update, failures: int) -> float:
        """Send one update and return the seconds to wait before sending it again, 0 when it was taken."""
        if self._session is None or self.target is None:
            return FIRST_PAUSE
        headers = {"Content-Type": "application/json"}
        if self.target.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.target.secret
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0**failures)
        try:
            async with self._session.post(self.target.url, data=update.text.encode(), headers=headers) as response:
                return self._judged(response, pause)
        except TimeoutError:
            self._note("Read timeout expired")
        except ClientError as error:
            self._note(f"Connection failed: {type(error).__name__}")
        return pause

    def _judged(self, response: ClientResponse, pause: float) -> float:
        if 200 <= response.status < 300:
            return 0.0
        self._note(f"Wrong response from the webhook: {response.status} {response.reason}")
        wanted = response.headers.get("Retry-After", "")
        return float(wanted) if wanted.isdigit() and int(wanted) else pause

    def _note(self, what: str) -> None:
        self._last_error = {"last_error_date": int(self._clock.now()), "last_error_message": what}

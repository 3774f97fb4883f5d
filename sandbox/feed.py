"""What people see happen, in order: the events behind the page and behind scripted phones.

Both logs are bounded; a reader who falls further behind misses events and finds a gap in `seq`.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.wire import dumps

KEPT_IN_ALL = 20_000
KEPT_PER_CHAT = 1_000


@dataclass(frozen=True, slots=True)
class Event:
    seq: int
    text: str
    """JSON text, ready to be sent."""


class Log:
    """A bounded list of events and those who wait for its next one."""

    __slots__ = ("_waiting", "events")

    def __init__(self, kept: int) -> None:
        self.events: deque[Event] = deque(maxlen=kept)
        self._waiting: list[asyncio.Future[None]] = []

    def append(self, event: Event) -> None:
        self.events.append(event)
        self.wake()

    def wake(self) -> None:
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            for future in waiting:
                if not future.done():
                    future.set_result(None)

    def after(self, seq: int) -> list[Event]:
        found = []
        for event in reversed(self.events):
            if event.seq <= seq:
                break
            found.append(event)
        found.reverse()
        return found

    async def wait(self, seq: int, seconds: float) -> list[Event]:
        """Events after `seq`, at once if there are any, else as soon as one comes, else none in time."""
        if seconds > 0 and not (self.events and self.events[-1].seq > seq):
            future = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            await asyncio.wait((future,), timeout=seconds)
            future.cancel()
        return self.after(seq)


class Feed:
    """Everybody's events under one running number, and each chat's apart."""

    __slots__ = ("_by_chat", "all", "closed", "seq")

    def __init__(self) -> None:
        self.seq = 0
        self.closed = False
        self.all = Log(KEPT_IN_ALL)
        self._by_chat: defaultdict[int, Log] = defaultdict(_one_chat)

    def of(self, chat_id: int) -> Log:
        return self._by_chat[chat_id]

    def publish(self, chat_id: int, kind: str, message: str | None = None, **more: object) -> None:
        """Tell of one thing; `message` is JSON text, `more` becomes further keys of the event."""
        self.seq += 1
        parts = [f'{{"seq":{self.seq},"person":{chat_id},"kind":"{kind}"']
        if message is not None:
            parts.append(f',"message":{message}')
        if more:
            parts.append("," + dumps(more)[1:-1])
        parts.append("}")
        event = Event(self.seq, "".join(parts))
        self.all.append(event)
        self._by_chat[chat_id].append(event)

    def clear(self) -> None:
        """Forget what happened; the running number goes on, so that readers are not misled."""
        self._each(lambda log: log.events.clear())

    def close(self) -> None:
        """Let everyone who waits go."""
        self.closed = True
        self._each(Log.wake)

    def _each(self, act: Callable[[Log], None]) -> None:
        for log in (self.all, *self._by_chat.values()):
            act(log)


def _one_chat() -> Log:
    return Log(KEPT_PER_CHAT)

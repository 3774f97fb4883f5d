"""The log of what the bot called: bounded, for tests and benchmarks to read."""

from collections import deque
from dataclasses import dataclass

from sandbox.wire import JSON, dumps

KEPT = 100_000


@dataclass(slots=True)
class Call:
    """One call; `parameters` is JSON text, which a hundred thousand calls hold more cheaply than objects.

    `outcome` is "ok", the error code, or the fault that hit it; `at` seconds since 1970.
    """

    n: int
    method: str
    chat_id: object
    at: float
    parameters: str
    outcome: str = "ok"
    message_id: int | None = None

    def listed(self) -> str:
        """JSON text."""
        shown = {name: getattr(self, name) for name in ("n", "method", "chat_id", "at", "outcome")}
        if self.message_id is not None:
            shown["message_id"] = self.message_id
        return f'{dumps(shown)[:-1]},"parameters":{self.parameters}}}'


class Calls:
    """The last hundred thousand calls."""

    __slots__ = ("_ring", "last")

    def __init__(self) -> None:
        self._ring: deque[Call] = deque(maxlen=KEPT)
        self.last = 0

    def begin(self, method: str, parameters: JSON, at: float) -> Call:
        self.last += 1
        call = Call(self.last, method, parameters.get("chat_id"), at, dumps(parameters))
        self._ring.append(call)
        return call

    def after(self, n: int, method: str | None = None) -> list[Call]:
        found = []
        for call in reversed(self._ring):
            if call.n <= n:
                break
            if method is None or call.method.lower() == method.lower():
                found.append(call)
        found.reverse()
        return found

    def clear(self) -> None:
        self._ring.clear()

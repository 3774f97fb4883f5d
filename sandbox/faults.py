"""Things going wrong on demand."""

import random
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Literal, get_args

from sandbox.errors import ApiError, BadGateway, BadRequest, Conflict, Forbidden, TooManyRequests
from sandbox.wire import JSON

Kind = Literal["400", "403", "409", "429", "500", "502", "reset", "timeout", "hang"]


@dataclass(slots=True)
class Fault:
    """One rule: which calls it hits, how often, and how.

    400-502: refused with that code. `reset`: the connection is reset before anything is accepted.
    `timeout`: accepted and delivered, but the answer never comes. `hang`: nothing is accepted and
    nothing answered until the client gives up.
    """

    kind: Kind
    method: str = "*"
    chat_id: int | None = None
    probability: float = 1.0
    times: int | None = None
    retry_after: int = 1
    description: str | None = None

    def hits(self, method: str, chat_id: object) -> bool:
        return fnmatchcase(method.lower(), self.method.lower()) and (
            self.chat_id is None or str(self.chat_id) == str(chat_id)
        )

    def error(self) -> ApiError:
        """The refusal, for the kinds that are one."""
        if self.kind == "429":
            return TooManyRequests(self.retry_after)
        kind, words = _REFUSALS[self.kind]
        return kind(self.description or words)


_REFUSALS: dict[str, tuple[type[ApiError], str]] = {
    "400": (BadRequest, "message can't be sent"),
    "403": (Forbidden, "bot was blocked by the user"),
    "409": (Conflict, "terminated by other getUpdates request; make sure that only one bot instance is running"),
    "500": (ApiError, "restart"),
    "502": (BadGateway, ""),
}


class Faults:
    """The rules in force; the first that hits decides, chance permitting."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self.rules: list[Fault] = []

    def strike(self, method: str, chat_id: object) -> Fault | None:
        """The fault this call meets, if any; uses up one of its `times`."""
        for fault in self.rules:
            if fault.hits(method, chat_id) and (fault.probability >= 1 or self._dice.random() < fault.probability):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.rules.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        self.rules.clear()


def read_fault(value: Any) -> Fault:
    """A rule from JSON; ValueError names what is wrong."""
    if not isinstance(value, dict):
        raise ValueError("a fault is an object")  # noqa: TRY004 - the caller turns ValueError into an answer
    facts: JSON = {**value, "kind": str(value.get("kind"))}
    if facts["kind"] not in get_args(Kind):
        raise ValueError(f"kind must be one of {', '.join(get_args(Kind))}")
    unknown = facts.keys() - Fault.__dataclass_fields__.keys()
    if unknown:
        raise ValueError(f"unknown keys: {', '.join(sorted(unknown))}")
    return Fault(**facts)

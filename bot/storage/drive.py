"""Running a unit of work to its end without an event loop."""

from collections.abc import Callable, Coroutine
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from bot.storage.database import AwaitedOutsideTransaction, Tx
from bot.storage.vault import LOCKED, Vault

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """How a unit ended: with a value, or with the error it raised."""

    value: T | None = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """A unit with its arguments, what it seals with, and the context (log ids) of whoever asked for it."""

    unit: Callable[[Tx], Coroutine[Any, Any, T]]
    vault: Vault = LOCKED
    context: Context = field(default_factory=copy_context)

    def run(self, tx: Tx) -> Outcome[T]:
        """Drive the unit to its end. Nothing it raises, not even SystemExit, leaves here but as an outcome."""
        try:
            return Outcome(value=self.context.run(drive, self.unit(tx)))
        except BaseException as error:  # noqa: BLE001 - handed to the caller, who is on another thread
            return Outcome(error=error)


def drive(unit: Coroutine[Any, Any, T]) -> T:
    """Run `unit` to its end in one go; AwaitedOutsideTransaction where it truly waits for something."""
    try:
        unit.send(None)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
    raise _refusal(unit)


def _refusal(unit: Coroutine[Any, Any, Any]) -> AwaitedOutsideTransaction:
    """Raised inside the unit where it waits, so that the traceback names the line and its clean-up runs."""
    refusal = AwaitedOutsideTransaction("a unit of work may await nothing but its transaction")
    try:
        unit.throw(refusal)
        unit.close()
    except BaseException as error:  # noqa: BLE001 - whatever it answers, it is refused
        if error is not refusal:
            refusal.__cause__ = error
    return refusal

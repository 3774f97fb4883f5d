"""What the present work goes back to: an update, or a piece of due work. It stands on all that comes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_present: ContextVar[str | None] = ContextVar("trace", default=None)


def current() -> str | None:
    """The id; None where nobody began anything."""
    return _present.get()


@contextmanager
def followed(trace: str) -> Iterator[None]:
    """All work begun in this block goes back to `trace`, on whichever thread it is done."""
    before = _present.set(trace)
    try:
        yield
    finally:
        _present.reset(before)

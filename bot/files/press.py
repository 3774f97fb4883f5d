"""Makes files in a process of its own: the bot's loop and its writer never wait for a drawing, nor share its memory."""
# ruff: noqa: PLC0415 - what takes long to load is loaded where it is needed

import asyncio
import os
import resource
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from bot.domain.charts import Book, Chart, Code, Drawable, Entry, Honour, PointsYear, Portrait, Sheet
from bot.domain.pictures import Original

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

IDLE_S = 60.0
NICE = 10
# For one file of a stranger: bytes of memory, seconds.
MOST_MEMORY, MOST_S = 2 << 30, 10.0


# What makes each: a module beside this one, loaded when it is needed for the first time, and its function.
HANDS: Mapping[type, tuple[str, str]] = {
    Chart: ("chart", "draw"),
    Code: ("code", "paint"),
    Entry: ("entry", "write"),
    Honour: ("honour", "print_page"),
    Original: ("copying", "copy"),
    PointsYear: ("points_year", "draw_year"),
    Portrait: ("portrait", "draw"),
    Sheet: ("sheet", "write"),
    Book: ("sheet", "bind"),
}


def make(what: Drawable) -> bytes:
    """The file: a picture, a page, a sheet, a calendar entry. Some need libraries that take a second to load."""
    module, function = HANDS[type(what)]
    made: bytes = getattr(import_module(f"bot.files.{module}"), function)(what)
    return made


def make_within(what: Drawable) -> bytes:
    """The same of what a stranger sent: a process that needs more than it should ends, and takes nobody along."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    signal.setitimer(signal.ITIMER_REAL, MOST_S)
    try:
        return make(what)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@dataclass(slots=True)
class Press:
    """Starts its process at the first file and lets go of it after a minute without any. Used by one task at a time."""

    work: Callable[[Drawable], bytes] = make
    _pool: "ProcessPoolExecutor | None" = None
    _resting: asyncio.TimerHandle | None = None

    async def make(self, what: Drawable) -> bytes:
        """The file. Raises whatever went wrong in there, `BrokenProcessPool` where the process itself was lost."""
        loop = asyncio.get_running_loop()
        self._stay()
        if self._pool is None:
            self._pool = new_process()
        try:
            return await loop.run_in_executor(self._pool, self.work, what)
        except RuntimeError:  # `BrokenProcessPool` is one: the next file gets a new process
            self.close()
            raise
        finally:
            self._resting = loop.call_later(IDLE_S, self.close)

    def close(self) -> None:
        """Let the process go; it ends with what it is making."""
        self._stay()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _stay(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None


def new_process() -> "ProcessPoolExecutor":
    """One that begins empty, not as a copy of ours with its threads and its locks."""
    from concurrent.futures import ProcessPoolExecutor  # 20 ms that a start need not wait for
    from multiprocessing import get_context

    return ProcessPoolExecutor(1, get_context("spawn"), initializer=settle_in)


def settle_in() -> None:
    """In the new process: people who talk go first; the operator's Ctrl-C is the parent's; it outlives no parent."""
    os.nice(NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """A parent that was killed closes nothing: its child would wait for work for ever."""
    from multiprocessing import parent_process

    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)

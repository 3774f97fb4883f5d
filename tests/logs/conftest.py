"""Logs written into memory, and everything that was set up for them put back afterwards."""

import io
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator

import pytest

from bot.config.sections import Logging
from bot.logs import configure_logs
from bot.logs.setup import CHATTY
from tests.logs.watch import log_everything

Lines = Callable[..., io.StringIO]


@pytest.fixture
def logs_to_memory() -> Iterator[Lines]:
    """Call it to configure logs (`level`, `as_json`, `hidden`); what it returns fills with what is written."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook, sys.unraisablehook)
    level, levels = root.level, [logging.getLogger(name).level for name in CHATTY]
    shown = warnings.showwarning

    def configured(level: str = "INFO", *, as_json: bool = False, hidden: tuple[str, ...] = ()) -> io.StringIO:
        stream = io.StringIO()
        # pytest's own handlers, new for each phase of a test, raise what ours must survive.
        root.handlers.clear()
        configure_logs(Logging(level=level, as_json=as_json), hidden, stream)
        return stream

    yield configured
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(capture=False)
    warnings.showwarning = shown
    root.handlers[:] = [handler for handler in root.handlers if type(handler).__module__ != configure_logs.__module__]
    root.setLevel(level)
    for name, its in zip(CHATTY, levels, strict=True):
        logging.getLogger(name).setLevel(its)
    log_everything()

"""Listens to every line that is logged while the tests run, at DEBUG, and finds what must not stand in one.

It looks for shapes of its own, not for those by which `bot/logs/redaction.py` takes things out. People of the tests
have Chinese names, addresses and sentences, and nothing of ours is logged in Chinese.
"""

import logging
import re
import sys
import threading
from typing import Any

import structlog

from bot.config.sections import Logging
from bot.logs import configure_logs, setup
from tests.engines.keys import KEYS

TOKEN = "424242:sandbox"
# Each begins with a plain character, so that a search is over quickly where there is none; what must not stand before
# it is looked for behind.
FORBIDDEN = {
    "a token": re.compile(r"424242:[a-z]{4}|:(?<=\d{5}:)[\w-]{20}"),
    "a key": re.compile("|".join(re.escape(key.rpartition(":")[2]) for key in KEYS.split(","))),
    "a telephone number": re.compile(r"1(?:(?<=[^\d.]1)|(?<=861))[3-9]\d([- ]?)\d{4}\1\d{4}(?!\d)"),
    "a landline": re.compile(r"0360-?\d{7}"),
    "an address": re.compile(r"-(?:(?<=[^\d-]\d-)|(?<=[^\d-]\d\d-))\d{1,2}-\d{3,4}(?![\d-])"),
}
CHINESE = {"Chinese words, a name or an address": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")}
ESCAPED = {"Chinese words, escaped": re.compile(r"\\u[4-9][0-9a-f]{3}|\\x[e-f][0-9a-f]\\x[89ab]|%[Ee][4-9]%[89ABab]")}


class Watch:
    """What was heard since the last `judge`; one for each process of the test run."""

    def __init__(self) -> None:
        self.lines = 0
        self._leaks: list[str] = []

    def heard(self, text: str) -> None:
        """Whatever was logged: a line, or all that a bot's process wrote."""
        self.lines += 1
        shapes = FORBIDDEN if text.isascii() else FORBIDDEN | CHINESE
        if "\\" in text or "%" in text:
            shapes = shapes | ESCAPED
        for what, shape in shapes.items():
            if found := shape.search(f" {text}"):
                around = text[max(0, found.start() - 200) : found.end() + 100]
                self._leaks.append(f"{what} was logged: {around!r}")

    def judge(self) -> None:
        """Fails where something personal was logged since the last time."""
        leaks, self._leaks = self._leaks, []
        assert not leaks, "\n".join(leaks)

    def listen(self) -> None:
        """Every chain of logs from now on, also one that a test sets up; without one, lines go to standard error."""
        written = getattr(setup._Sink.write, "really", setup._Sink.write)

        def write(sink: Any, line: str) -> None:
            self.heard(line)
            written(sink, line)

        write.really = written  # type: ignore[attr-defined]
        setup._Sink.write = write  # type: ignore[method-assign]
        log_everything()


def log_everything() -> None:
    """All lines at DEBUG through the program's own chain; uncaught errors and warnings stay with pytest."""
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    configure_logs(Logging(level="DEBUG", as_json=False), [TOKEN], _StandardError())  # type: ignore[arg-type]
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(capture=False)
    # A logger that is kept for good would be deaf to the tests that listen to it afterwards.
    structlog.configure(cache_logger_on_first_use=False)


class _StandardError:
    """As it is when a line is written: pytest gives each test another."""

    def write(self, text: str) -> None:
        sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


WATCH = Watch()

"""One chain for every log line, whether written through structlog or through the standard library."""

import logging
import sys
import threading
from collections.abc import Iterable
from functools import partial
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.config.sections import Logging
from bot.domain.trace import current
from bot.logs.lines import Redaction, json_line, readable_line
from bot.logs.redaction import Redactor

CHATTY = (
    *("aiohttp", "aiosqlite", "alembic", "asyncio", "httpcore", "httpx", "telegram", "transitions"),
    *("PIL", "fontTools", "fpdf", "matplotlib"),
)
"""Libraries whose ordinary lines hold addresses with the token in them, every statement, or every font they look at."""


def configure_logs(
    settings: Logging, hidden: Iterable[str] = (), stream: TextIO | None = None, cell: str | None = None
) -> None:
    """Send every log line to `stream` (standard error), redacted. `hidden` are the secrets known by value.

    `cell` stands on each line, where several districts write to one place.

    Also takes over warnings and uncaught exceptions, whose text would else reach the terminal as it is. Calling it
    again replaces what the first call set up; structlog's loggers that were used before keep theirs.
    """
    level = logging.getLevelNamesMapping()[settings.level]
    sink = _Sink(stream or sys.stderr)
    chain: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        _add_trace,
        structlog.processors.format_exc_info,
        Redaction(Redactor(hidden)),
        _add_name,
        *([partial(_add_cell, cell)] if cell else []),
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        json_line if settings.as_json else readable_line,
    ]
    _configure_standard_library(level, _Handler(chain, sink))
    structlog.configure(
        processors=chain,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda name="bot", *_: _Logger(name, sink),
        cache_logger_on_first_use=True,
    )
    _take_over_uncaught()


class _Sink:
    """Where the lines go. A stream that fails loses lines, never the work that wrote them; the loss is told later."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._lost = 0

    def write(self, line: str) -> None:
        with self._lock:
            told = f"{self._lost} log lines before this one were lost\n" if self._lost else ""
            try:
                self._stream.write(f"{told}{line}\n")
                self._stream.flush()
            except (OSError, ValueError):
                self._lost += 1
            else:
                self._lost = 0


class _Logger:
    """What structlog hands its finished lines to, by the name of their level."""

    __slots__ = ("_write", "name")

    def __init__(self, name: str, sink: _Sink) -> None:
        self.name = name
        self._write = sink.write

    def msg(self, line: str) -> None:
        """Write one finished line."""
        self._write(line)

    debug = info = warning = error = critical = msg


class _Handler(logging.Handler):
    """Takes the standard library's records through the same chain."""

    def __init__(self, chain: Iterable[Processor], sink: _Sink) -> None:
        super().__init__()
        self._chain = tuple(chain)
        self._sink = sink

    def emit(self, record: logging.LogRecord) -> None:
        event: EventDict = {"event": _message_of(record), "exc_info": record.exc_info}
        logger = _Logger(record.name, self._sink)
        line: object = event
        for processor in self._chain:
            line = processor(logger, record.levelname.lower(), line)  # type: ignore[arg-type]  # a dict till the last
        self._sink.write(str(line))


def _message_of(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception as error:  # noqa: BLE001  # whatever an argument raises when written out
        return f"a line of {record.pathname}:{record.lineno} could not be written ({type(error).__name__})"


def _add_name(logger: WrappedLogger, _: str, event: EventDict) -> EventDict:
    event["logger"] = logger.name
    return event


def _add_cell(cell: str, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
    event["cell"] = cell
    return event


def _add_trace(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """What the present work goes back to, on each line that is written meanwhile."""
    if (trace := current()) is not None:
        event.setdefault("trace", trace)
    return event


def _configure_standard_library(level: int, handler: _Handler) -> None:
    root = logging.getLogger()
    for earlier in [known for known in root.handlers if isinstance(known, _Handler)]:
        root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    logging.captureWarnings(capture=True)


def _take_over_uncaught() -> None:
    log = logging.getLogger("uncaught")

    def uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            log.critical("this error was caught nowhere", exc_info=(kind, error or kind(), trace))

    sys.excepthook = uncaught
    threading.excepthook = lambda args: uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: uncaught(args.exc_type, args.exc_value, args.exc_traceback)

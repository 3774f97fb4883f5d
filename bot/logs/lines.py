"""The last steps of a log line: facts redacted, then written for people or for a collector."""

import json

from structlog.typing import EventDict, WrappedLogger

from bot.logs.redaction import PERSONAL_KEYS, Redactor

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_HEAD = ("timestamp", "level", "logger", "event", "exception")


class Redaction:
    """Drops facts whose name says that they are personal, and redacts all others."""

    def __init__(self, redactor: Redactor) -> None:
        self._redacted = redactor.value

    def __call__(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        for key, value in event.items():
            event[key] = "[personal]" if key in PERSONAL_KEYS else self._redacted(value)
        return event


def json_line(_: WrappedLogger, __: str, event: EventDict) -> str:
    """One JSON object; what was no plain value has been text since `Redaction`."""
    return _ENCODER.encode(event)


def readable_line(_: WrappedLogger, __: str, event: EventDict) -> str:
    """Time, level, logger, what happened and its facts; a traceback indented below, so that nothing forges a line."""
    stamp, level, logger, happened, trace = (event.pop(key, "") for key in _HEAD)
    facts = "".join(f" {key}={_on_one_line(value)}" for key, value in event.items())
    line = f"{stamp} {level:<8} {logger} {_escaped(str(happened))}{facts}"
    return "\n    ".join((line, *trace.splitlines()))


def _on_one_line(value: object) -> str:
    written = str(value)
    return repr(written) if not written or " " in written or not written.isprintable() else written


def _escaped(text: str) -> str:
    return text if text.isprintable() else "".join(mark if mark.isprintable() else repr(mark)[1:-1] for mark in text)

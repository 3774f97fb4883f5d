"""A call's parameters, however they were sent: JSON bears types, forms bear text; both are read alike."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import BadRequest
from sandbox.wire import JSON, loads


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came as a part of a multipart body."""

    name: str
    mime_type: str
    data: bytes


@dataclass(slots=True)
class Params:
    """Typed access to what was sent; a value of the wrong type is a BadRequest."""

    values: JSON
    files: dict[str, list[Upload]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.values.get(name) not in (None, "") or name in self.files

    def upload(self, name: str) -> Upload | None:
        found = self.files.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """The value as text, empty when absent."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what cannot be read as one counts as absent, as on Telegram."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def number(self, name: str) -> float | None:
        try:
            return float(self.values[name])
        except (KeyError, TypeError, ValueError):
            return None

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in {"true", "yes", "1"}

    def parsed(self, name: str, what: str) -> Any:
        """A list or object, from JSON text if it came in a form; None when absent or empty."""
        value = self.values.get(name)
        if isinstance(value, str):
            if not value:
                return None
            try:
                return loads(value)
            except ValueError:
                raise BadRequest(f"can't parse {what} JSON object") from None
        return value

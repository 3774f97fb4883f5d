"""Building a text out of marked-up pieces: what is shown so far, and the entities still open."""

from dataclasses import dataclass, field

from sandbox.entities import units
from sandbox.errors import BadRequest
from sandbox.wire import JSON


@dataclass(frozen=True, slots=True)
class Open:
    """An entity whose end has not come: where it began in the source (bytes), in the shown text
    (UTF-16 units) and in the list of entities, which has the outer ones first."""

    kind: str
    name: str
    at: int
    offset: int
    place: int
    facts: JSON = field(default_factory=dict)


@dataclass(slots=True)
class Marked:
    """Shown text and entities, growing."""

    source: str
    shown: list[str] = field(default_factory=list)
    length: int = 0
    entities: list[JSON] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.shown.append(text)
        self.length += units(text)

    def open(self, kind: str, name: str, position: int, **facts: object) -> None:
        """Begin an entity; `position` counts characters of the source."""
        self.stack.append(Open(kind, name, self.bytes_before(position), self.length, len(self.entities), dict(facts)))

    def close(self) -> None:
        """End the innermost entity; an empty one is not kept."""
        opened = self.stack.pop()
        length = self.length - opened.offset
        if length and opened.kind:
            entity = {"offset": opened.offset, "length": length, "type": opened.kind, **opened.facts}
            self.entities.insert(opened.place, entity)

    def bytes_before(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))

    def since(self, opened: Open) -> str:
        """What is shown since an entity began."""
        return "".join(self.shown).encode("utf-16-le", "surrogatepass")[opened.offset * 2 :].decode("utf-16-le")

    def result(self) -> tuple[str, list[JSON]]:
        return "".join(self.shown), self.entities


def cannot_parse(why: str) -> BadRequest:
    return BadRequest(f"can't parse entities: {why}")

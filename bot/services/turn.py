"""What a use case may lean on: the office (made once) and the turn (made for each message)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.config import Settings
from bot.domain.clock import SHANGHAI, Clock, to_millis
from bot.domain.messages import (
    Choices,
    Commands,
    Content,
    Inbound,
    Media,
    MediaRef,
    Outbound,
    Pressed,
    Prompt,
    Text,
)
from bot.domain.people import Person, Role
from bot.domain.tickets import Severity
from bot.domain.words import clean
from bot.fsm.machine import Flow
from bot.services.calendar import Timetable
from bot.services.directory import Directory


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a sentence before any transaction began.

    `sure`: the category need not be asked for; `clear`: it is good enough to tell one matter from another.
    `danger`: its kind, where life is in danger. `parts`: each problem apart, where the sentence tells of several.
    """

    words: str
    category: str
    because: tuple[str, ...]
    likely: tuple[str, ...]
    sure: bool
    clear: bool
    severity: Severity
    danger: str | None
    place: str
    parts: "tuple[Reading, ...]" = ()


@dataclass(slots=True)
class Office:
    """What is made once, by the composition root. `directory` is replaced when units change.

    `menu_for` gives the commands of whoever holds certain roles; it comes from the table of routes, which stands above.
    `link_to` gives the address that opens this bot with a code; the channel sets it.
    """

    settings: Settings
    clock: Clock
    directory: Directory
    timetable: Timetable
    report_flow: Flow
    ticket_flow: Flow
    menu_for: Callable[[Iterable[Role]], Commands]
    link_to: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class Turn:
    """One message being handled: what came, who sent it with which posts now, and what was understood of it.

    `inbound` is None where the clock did it, not a person: an answer then goes to where they read us. `words`: what was
    written, also under a photo, without what nobody can see.
    """

    inbound: Inbound | None
    person: Person
    office: Office
    moment: datetime
    reading: Reading | None = None
    words: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", _written(self.content))

    @property
    def now(self) -> int:
        """The moment in milliseconds, as stored."""
        return to_millis(self.moment)

    @property
    def content(self) -> Content | None:
        """What was said, shown or pressed."""
        return self.inbound.content if self.inbound else None

    @property
    def pressed(self) -> Pressed | None:
        """The button, where one was pressed."""
        return self.content if isinstance(self.content, Pressed) else None

    def reply(
        self,
        prompt: Prompt,
        choices: Choices = (),
        *,
        card: str | None = None,
        first: bool = False,
        media: Iterable[MediaRef] = (),
    ) -> Outbound:
        """An answer where the question was asked.

        A card is redrawn in place when one of its buttons was pressed; else it is shown anew and the older showing is
        taken away (`first`: there is none).
        """
        edits = card is not None and self.pressed is not None
        return Outbound(
            to=self.person.id,
            prompt=prompt,
            choices=choices,
            card=card,
            edits=edits,
            replaces=card is not None and not edits and not first,
            chat=self.inbound.chat if self.inbound else None,
            media=tuple(media),
        )


def _written(content: Content | None) -> str:
    match content:
        case Text(words) | Media(_, words):
            return clean(words)
        case _:
            return ""


def clock_face(moment: datetime) -> str:
    """「11月22日 09:05」 in Shanghai."""
    local = moment.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日 {local:%H:%M}"

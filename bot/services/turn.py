"""What a use case may lean on: the office (made once) and the turn (made for each message)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.config import Settings
from bot.domain.clock import SHANGHAI, Clock, to_millis
from bot.domain.messages import Choices, Commands, Inbound, MediaRef, Outbound, Pressed, Prompt
from bot.domain.people import Person, Role
from bot.domain.tickets import Severity
from bot.fsm.machine import Flow
from bot.services.directory import Directory


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a sentence before any transaction began."""

    category: str
    because: tuple[str, ...]
    likely: tuple[str, ...]
    sure: bool
    severity: Severity
    danger: str | None
    place: str


@dataclass(slots=True)
class Office:
    """What is made once, by the composition root. `directory` is replaced when units change.

    `menu_for` gives the commands of whoever holds certain roles; it comes from the table of routes, which stands above.
    """

    settings: Settings
    clock: Clock
    directory: Directory
    report_flow: Flow
    ticket_flow: Flow
    menu_for: Callable[[Iterable[Role]], Commands]


@dataclass(frozen=True, slots=True)
class Turn:
    """One message being handled: what came, who sent it with which posts now, and what was understood of it."""

    inbound: Inbound
    person: Person
    office: Office
    moment: datetime
    reading: Reading | None = None

    @property
    def now(self) -> int:
        """The moment in milliseconds, as stored."""
        return to_millis(self.moment)

    @property
    def pressed(self) -> Pressed | None:
        """The button, where one was pressed."""
        return self.inbound.content if isinstance(self.inbound.content, Pressed) else None

    def reply(
        self, prompt: Prompt, choices: Choices = (), *, card: str | None = None, media: Iterable[MediaRef] = ()
    ) -> Outbound:
        """An answer where the question was asked; a card is redrawn in place when one of its buttons was pressed."""
        return Outbound(
            to=self.person.id,
            prompt=prompt,
            choices=choices,
            card=card,
            edits=card is not None and self.pressed is not None,
            chat=self.inbound.chat,
            media=tuple(media),
        )


def clock_face(moment: datetime) -> str:
    """「11月22日 09:05」 in Shanghai."""
    local = moment.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日 {local:%H:%M}"

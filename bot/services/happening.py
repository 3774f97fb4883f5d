"""What is said with a step in a ticket's life, and what then happened."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.messages import MediaRef
from bot.domain.people import Role
from bot.domain.tickets import Ticket
from bot.fsm.ticket import E


@dataclass(frozen=True, slots=True)
class Said:
    """What goes with a step: why, whom (a person, departments), for how many days, into which ticket,
    of which category, files."""

    reason: str = ""
    person_id: str = ""
    units: tuple[str, ...] = ()
    days: int = 0
    into: str = ""
    category: str = ""
    files: tuple[MediaRef, ...] = ()


NOTHING = Said()


class Beside(StrEnum):
    """What may be done beside the flow, which stays where it is: 延期 asked for, granted, refused; on the spot."""

    EXTEND = "extend"
    REFUSE = "refuse"
    ARRIVE = "arrive"


@dataclass(frozen=True, slots=True)
class Happening:
    """`event` took the ticket from what it `was` to what it is, done in `role`.

    `unit_id`: for which of their departments (empty: in another role).
    """

    was: Ticket
    ticket: Ticket
    event: E | Beside
    said: Said
    role: Role
    unit_id: str = ""

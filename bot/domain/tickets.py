"""A ticket: what a resident reported, on its way through the district (DOMAIN §4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TicketState(StrEnum):
    """Where a ticket stands. The flow between these is `bot/fsm/ticket.py`."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class WithdrawalReason(StrEnum):
    """Why whoever reported it took it back."""

    SOLVED = "solved"
    MISTAKE = "mistake"
    UNWANTED = "unwanted"


class Severity(StrEnum):
    """How soon somebody must look: danger to life, urgent, or in its turn."""

    DANGER = "danger"
    URGENT = "urgent"
    NORMAL = "normal"


class WayIn(StrEnum):
    """How a ticket came to us (DOMAIN S1)."""

    CHAT = "chat"
    QR = "qr"
    HOTLINE = "hotline"
    VISIT = "visit"
    PATROL = "patrol"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as read in one transaction; `version` grows with each change and stands on its buttons.

    `compound_id` is the district itself where danger was told before anybody knew where. `answers` are those to the
    questions of its category. `anonymous`: nobody who handles it may learn who it was. Whether a contact was left is
    known here, the contact itself never is. `entered_by` reported it for somebody else.
    `album` names the album that its files came in, so that a late one finds its way.
    `followers` counts everybody who hears of it, `notes` what was added later.
    """

    id: str
    number: str
    compound_id: str
    reporter_id: str
    way_in: WayIn
    state: TicketState
    version: int
    category: str
    because: tuple[str, ...]
    department: str
    severity: Severity
    words: str
    place: str
    photos: int
    created_at: datetime
    answers: tuple[str, ...] = ()
    anonymous: bool = False
    has_contact: bool = False
    entered_by: str | None = None
    album: str = ""
    followers: int = 1
    notes: int = 0


# A resident has nothing more to add to these.
ENDED = frozenset({TicketState.WITHDRAWN})

"""A ticket: what a resident reported, on its way through the district (docs/tickets.md)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TicketState(StrEnum):
    """Where a ticket stands (docs/tickets.md). The flow between these is `bot/fsm/ticket.py`."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    HANDLING = "handling"
    WHISTLED = "whistled"
    SCREENING = "screening"
    TRANSFERRED = "transferred"
    CHECKED_IN = "checked_in"
    RETURNED = "returned"
    NEEDS_INFO = "needs_info"
    SUSPENDED = "suspended"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    EVALUATED = "evaluated"
    CLOSED = "closed"
    MERGED = "merged"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Desk(StrEnum):
    """Who has a ticket: the compound's branch, the street's or district's platform, or the departments named."""

    COMPOUND = "compound"
    STREET = "street"
    DISTRICT = "district"
    DEPARTMENT = "department"


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
    """How a ticket came to us (scorecard S1)."""

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
    `desk` has it now; `before` is where it goes on after 待补充 or 挂起; `due_at`: until when its next step is due.
    `followers` counts everybody who hears of it, `notes` what was added later; `repeated`: how
    often the matter was reported within a few days, where that is too often (三天三单). `holder_id`: the one of the
    platform's dispatchers who took it (接单) or was given it.
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
    desk: Desk = Desk.COMPOUND
    before: TicketState | None = None
    due_at: datetime | None = None
    followers: int = 1
    notes: int = 0
    repeated: int = 0
    holder_id: str = ""


# Nothing more happens to these.
ENDED = frozenset({TicketState.CLOSED, TicketState.MERGED, TicketState.REJECTED, TicketState.WITHDRAWN})
GOING_ON = tuple(state for state in TicketState if state not in ENDED)

"""What figures and lists are made from: the tickets of some units that were reported in a span (scorecard S23)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.figures import Course, Score
from bot.domain.tickets import TicketState
from bot.storage.database import Params, Row, Tx, marks
from bot.storage.followers import ENDED_STATES
from bot.storage.sealed import TICKET_CONTACT

# The first step that led on, unless it was the reporter's own; and the last time that it was resolved.
_STEPS = (
    " LEFT JOIN ticket_event a ON a.id = (SELECT min(f.id) FROM ticket_event f WHERE f.ticket_id = t.id"
    " AND f.was = 'submitted' AND f.became <> 'submitted') AND a.event <> 'withdraw'"
    " LEFT JOIN ticket_event r ON r.id ="
    " (SELECT max(l.id) FROM ticket_event l WHERE l.ticket_id = t.id AND l.event = 'resolve')"
)
_TIMES = (
    "t.created_at, t.due_at, a.at AS answered_at, a.due_at AS answer_due, r.at AS resolved_at, r.due_at AS resolve_due"
)


@dataclass(frozen=True, slots=True)
class Span:
    """The tickets of `units` reported from `begin` until before `end` (milliseconds)."""

    units: Collection[str]
    begin: int
    end: int

    def condition(self) -> tuple[str, Params]:
        """As a condition on the ticket `t`, and what stands for its marks.

        Every state is named, so that the index of compound, state and time leads straight to them.
        """
        units, states = sorted(self.units), [state.value for state in TicketState]
        sql = (
            f"t.compound_id IN ({marks(units)}) AND t.state IN ({marks(states)})"
            " AND t.created_at >= ? AND t.created_at < ?"
        )
        return sql, (*units, *states, self.begin, self.end)


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of tickets. `contact`: where it may be shown (masked), else empty."""

    number: str
    compound_id: str
    place: str
    department: str
    urgency: str
    anonymous: bool
    contact: str
    course: Course


async def courses(tx: Tx, span: Span) -> list[Course]:
    """How each of these tickets went, in no order."""
    where, facts = span.condition()
    rows = await tx.fetch(f"SELECT t.id, t.state, t.category, {_TIMES} FROM ticket t{_STEPS} WHERE {where}", facts)  # noqa: S608
    scores = await _scores(tx, span)
    return [_course(row, scores) for row in rows]


async def listed(tx: Tx, span: Span, contacts_of: Collection[str]) -> list[Listed]:
    """These tickets, the oldest first.

    A contact is read only of what goes on in the compounds `contacts_of`, and never where it was reported anonymously.
    """
    where, facts = span.condition()
    own = sorted(contacts_of)
    rows = await tx.fetch(
        "SELECT t.id, t.number, t.compound_id, t.place, t.department, t.urgency, t.anonymous, t.state, t.category,"  # noqa: S608
        f" CASE WHEN t.anonymous = 0 AND t.state NOT IN ({ENDED_STATES}) AND t.compound_id IN ({marks(own)})"
        f" THEN t.contact END AS contact, {_TIMES} FROM ticket t{_STEPS} WHERE {where} ORDER BY t.created_at, t.id",
        (*own, *facts),
    )
    scores = await _scores(tx, span)
    return [_listed(row, scores, tx.vault.open(TICKET_CONTACT, row["id"], row["contact"] or "")) for row in rows]


async def _scores(tx: Tx, span: Span) -> dict[str, tuple[Score, ...]]:
    """Each follower's last word on each ticket that somebody evaluated."""
    where, facts = span.condition()
    rows = await tx.fetch(
        "SELECT e.ticket_id, e.person_id, CASE WHEN e.event = 'reopen' THEN 'unsatisfied' ELSE e.reason END AS score"  # noqa: S608
        " FROM ticket t JOIN ticket_event e ON e.ticket_id = t.id"
        f" WHERE {where} AND e.event IN ('evaluate', 'reopen') ORDER BY e.id",
        facts,
    )
    said: dict[str, dict[str, Score]] = defaultdict(dict)
    for row in rows:
        said[row["ticket_id"]][row["person_id"]] = Score(row["score"])
    return {ticket_id: tuple(by_person.values()) for ticket_id, by_person in said.items()}


def _course(row: Row, scores: dict[str, tuple[Score, ...]]) -> Course:
    return Course(
        state=TicketState(row["state"]),
        category=row["category"],
        reported_at=row["created_at"],
        due_at=row["due_at"],
        answered_at=row["answered_at"],
        answer_due=row["answer_due"],
        resolved_at=row["resolved_at"],
        resolve_due=row["resolve_due"],
        scores=scores.get(row["id"], ()),
    )


def _listed(row: Row, scores: dict[str, tuple[Score, ...]], contact: str) -> Listed:
    return Listed(
        number=row["number"],
        compound_id=row["compound_id"],
        place=row["place"],
        department=row["department"],
        urgency=row["urgency"],
        anonymous=bool(row["anonymous"]),
        contact=contact,
        course=_course(row, scores),
    )

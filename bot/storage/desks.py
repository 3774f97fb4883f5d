"""Tickets as the desks ask for them: whose they are is part of each query (DOMAIN §8)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain.tickets import Desk, Ticket, TicketState
from bot.storage.database import Params, Tx, marks
from bot.storage.followers import ENDED_STATES
from bot.storage.tickets import SELECT, from_row

# What a colleague took is not waiting for others, as long as the colleague is in office.
_NOT_A_COLLEAGUES = (
    "(n.holder_id IS NULL OR n.holder_id = ? OR NOT EXISTS (SELECT 1 FROM post p WHERE p.person_id = n.holder_id"
    " AND p.role IN ('street_dispatcher', 'district_dispatcher')))"
)
_URGENT_FIRST = (
    "CASE t.urgency WHEN 'danger' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END, t.due_at NULLS FIRST, t.created_at"
)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose tickets somebody may handle: those of `units` (compounds, what lies above), of `departments`, their own."""

    units: frozenset[str]
    departments: frozenset[str]
    person_id: str

    def condition(self) -> tuple[str, Params]:
        """As a condition on the ticket `t`, and what stands for its marks."""
        units, departments = sorted(self.units), sorted(self.departments)
        sql = (
            f"(t.compound_id IN ({marks(units)}) OR EXISTS (SELECT 1 FROM assignment a WHERE a.ticket_id = t.id"  # noqa: S608
            f" AND a.state <> 'recalled' AND (a.unit_id IN ({marks(departments)}) OR a.person_id = ?)))"
        )
        return sql, (*units, *departments, self.person_id)


@dataclass(frozen=True, slots=True)
class Need:
    """What a post looks at first: the tickets of `units` that `desk` has, in `states`."""

    units: frozenset[str]
    desk: Desk
    states: tuple[TicketState, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tickets wait, and how many of them are in danger, urgent, past their deadline."""

    total: int = 0
    danger: int = 0
    urgent: int = 0
    overdue: int = 0


async def within(tx: Tx, ticket_id: str, reach: Reach) -> Ticket | None:
    """The ticket where it is within `reach`; None where it is missing or elsewhere."""
    condition, facts = reach.condition()
    row = await tx.fetch_one(f"{SELECT} WHERE t.id = ? AND {condition}", (ticket_id, *facts))
    return from_row(row) if row else None


async def to_be_done(tx: Tx, reach: Reach, states: Iterable[TicketState], limit: int) -> tuple[int, list[Ticket]]:
    """How many tickets departments, or a person, were asked to do, and the first: danger, then by deadline."""
    asked, facts = _asked_of(reach, tuple(states))
    row = await tx.fetch_one(f"SELECT count(*) AS n FROM ({asked}) w", facts)  # noqa: S608
    rows = await tx.fetch(f"{SELECT} WHERE t.id IN ({asked}) ORDER BY {_URGENT_FIRST}, t.id LIMIT ?", (*facts, limit))
    return int(row["n"]) if row else 0, [from_row(row) for row in rows]


async def count_needing(
    tx: Tx, reach: Reach, to_do: tuple[TicketState, ...], needs: Iterable[Need], now: int
) -> Counts:
    """How many tickets need somebody: what they were asked to do, and what their desks have; each counted once."""
    ids, facts = _needing(reach, to_do, needs)
    row = await tx.fetch_one(
        "SELECT count(*) AS total, count(CASE WHEN t.urgency = 'danger' THEN 1 END) AS danger,"  # noqa: S608
        " count(CASE WHEN t.urgency = 'urgent' THEN 1 END) AS urgent,"
        f" count(CASE WHEN t.due_at <= ? THEN 1 END) AS overdue FROM ticket t WHERE t.id IN ({ids})",
        (now, *facts),
    )
    return Counts(**row) if row else Counts()


async def needing(
    tx: Tx, reach: Reach, to_do: tuple[TicketState, ...], needs: Iterable[Need], limit: int, offset: int = 0
) -> list[Ticket]:
    """These tickets: danger first, then by deadline."""
    ids, facts = _needing(reach, to_do, needs)
    rows = await tx.fetch(
        f"{SELECT} WHERE t.id IN ({ids}) ORDER BY {_URGENT_FIRST}, t.id LIMIT ? OFFSET ?", (*facts, limit, offset)
    )
    return [from_row(row) for row in rows]


def _asked_of(reach: Reach, states: tuple[TicketState, ...]) -> tuple[str, Params]:
    """The ids of what was asked of departments, or of a person; and what stands for the marks."""
    departments = sorted(reach.departments)
    sql = (
        "SELECT DISTINCT a.ticket_id AS id FROM assignment a JOIN ticket d ON d.id = a.ticket_id"  # noqa: S608
        f" WHERE a.state IN ('asked', 'came') AND (a.unit_id IN ({marks(departments)}) OR a.person_id = ?)"
        f" AND d.state IN ({marks(states)})"
    )
    return sql, (*departments, reach.person_id, *states)


def _needing(reach: Reach, to_do: tuple[TicketState, ...], needs: Iterable[Need]) -> tuple[str, Params]:
    """Each part goes along an index of its own."""
    asked, facts = _asked_of(reach, to_do)
    parts, params = [asked], list(facts)
    for need in needs:
        units = sorted(need.units)
        parts.append(
            f"SELECT n.id FROM ticket n WHERE n.compound_id IN ({marks(units)})"  # noqa: S608
            f" AND n.state IN ({marks(need.states)}) AND n.desk = ? AND {_NOT_A_COLLEAGUES}"
        )
        params += [*units, *need.states, need.desk, reach.person_id]
    return " UNION ".join(parts), tuple(params)


async def in_hand(tx: Tx, person_id: str, states: Collection[TicketState]) -> int:
    """How many tickets in these states a dispatcher has."""
    row = await tx.fetch_one(
        f"SELECT count(*) AS n FROM ticket WHERE holder_id = ? AND state IN ({marks(states)})",  # noqa: S608
        (person_id, *states),
    )
    return int(row["n"]) if row else 0


async def alike(tx: Tx, ticket: Ticket, limit: int) -> list[Ticket]:
    """Other tickets of the same compound and category that go on, the newest first."""
    rows = await tx.fetch(
        f"{SELECT} WHERE t.compound_id = ? AND t.category = ? AND t.id <> ? AND t.state NOT IN ({ENDED_STATES})"
        " ORDER BY t.created_at DESC, t.id DESC LIMIT ?",
        (ticket.compound_id, ticket.category, ticket.id, limit),
    )
    return [from_row(row) for row in rows]

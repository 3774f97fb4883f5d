"""Tickets as the desks ask for them: whose they are is part of each query (DOMAIN §8)."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.tickets import Desk, Ticket, TicketState
from bot.storage.database import Params, Tx
from bot.storage.followers import ENDED_STATES
from bot.storage.tickets import SELECT, from_row

_URGENT_FIRST = "CASE t.urgency WHEN 'danger' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END, t.due_at, t.created_at"


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
            f"(t.compound_id IN ({_marks(units)}) OR EXISTS (SELECT 1 FROM assignment a WHERE a.ticket_id = t.id"  # noqa: S608
            f" AND a.state <> 'recalled' AND (a.unit_id IN ({_marks(departments)}) OR a.person_id = ?)))"
        )
        return sql, (*units, *departments, self.person_id)


def _marks(values: Iterable[str]) -> str:
    return ", ".join("?" for _ in values)


async def within(tx: Tx, ticket_id: str, reach: Reach) -> Ticket | None:
    """The ticket where it is within `reach`; None where it is missing or elsewhere."""
    condition, facts = reach.condition()
    row = await tx.fetch_one(f"{SELECT} WHERE t.id = ? AND {condition}", (ticket_id, *facts))
    return from_row(row) if row else None


async def waiting(
    tx: Tx, units: Iterable[str], desks: Iterable[Desk], states: Iterable[TicketState], limit: int
) -> tuple[int, list[Ticket]]:
    """How many tickets of these units are at these desks in these states, and the first: danger, then by deadline."""
    where, at, standing = tuple(units), tuple(desks), tuple(states)
    condition = f"t.compound_id IN ({_marks(where)}) AND t.state IN ({_marks(standing)}) AND t.desk IN ({_marks(at)})"
    return await _counted(tx, condition, (*where, *standing, *at), limit)


async def to_be_done(tx: Tx, reach: Reach, states: Iterable[TicketState], limit: int) -> tuple[int, list[Ticket]]:
    """The same for what departments, or a person, were asked to do."""
    departments, standing = sorted(reach.departments), tuple(states)
    condition = (
        "t.id IN (SELECT a.ticket_id FROM assignment a WHERE a.state IN ('asked', 'came')"  # noqa: S608
        f" AND (a.unit_id IN ({_marks(departments)}) OR a.person_id = ?)) AND t.state IN ({_marks(standing)})"
    )
    return await _counted(tx, condition, (*departments, reach.person_id, *standing), limit)


async def alike(tx: Tx, ticket: Ticket, limit: int) -> list[Ticket]:
    """Other tickets of the same compound and category that go on, the newest first."""
    rows = await tx.fetch(
        f"{SELECT} WHERE t.compound_id = ? AND t.category = ? AND t.id <> ? AND t.state NOT IN ({ENDED_STATES})"
        " ORDER BY t.created_at DESC LIMIT ?",
        (ticket.compound_id, ticket.category, ticket.id, limit),
    )
    return [from_row(row) for row in rows]


async def _counted(tx: Tx, condition: str, facts: Params, limit: int) -> tuple[int, list[Ticket]]:
    row = await tx.fetch_one(f"SELECT count(*) AS n FROM ticket t WHERE {condition}", facts)  # noqa: S608
    rows = await tx.fetch(f"{SELECT} WHERE {condition} ORDER BY {_URGENT_FIRST} LIMIT ?", (*facts, limit))
    return int(row["n"]) if row else 0, [from_row(row) for row in rows]

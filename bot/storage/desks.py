"""Tickets as the desks ask for them: whose they are is part of each query (docs/rights.md)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain.tickets import GOING_ON, Desk, Ticket, TicketState
from bot.storage import newest
from bot.storage.database import Params, Tx, marks
from bot.storage.tickets import COLUMNS, SELECT, from_row

# What a colleague took is not waiting for others, as long as the colleague is in office.
_NOT_A_COLLEAGUES = (
    "(n.holder_id IS NULL OR n.holder_id = ? OR NOT EXISTS (SELECT 1 FROM post p WHERE p.person_id = n.holder_id"
    " AND p.role IN ('street_dispatcher', 'district_dispatcher')))"
)
_URGENT_FIRST = (
    "CASE {0}.urgency WHEN 'danger' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END, {0}.due_at NULLS FIRST, {0}.created_at,"
    " {0}.id"
)
_GOING_ON = newest.anywhere("id, category, created_at", GOING_ON)
_ALIKE = f"SELECT near.id FROM ({_GOING_ON}) near WHERE near.category = ? AND near.id <> ?"  # noqa: S608
_COUNTED = (
    "SELECT count(*) AS total, count(CASE WHEN f.urgency = 'danger' THEN 1 END) AS danger,"
    " count(CASE WHEN f.urgency = 'urgent' THEN 1 END) AS urgent,"
    " count(CASE WHEN f.due_at <= ? THEN 1 END) AS overdue FROM found f"
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


async def waiting(
    tx: Tx,
    reach: Reach,
    to_do: Collection[TicketState],
    needs: Iterable[Need],
    now: int,
    limit: int,
    offset: int = 0,
) -> tuple[Counts, list[Ticket]]:
    """How many tickets need somebody at `now` (ms): what they were asked to do, and what their desks have, each once.

    And `limit` of them behind the first `offset`: danger first, then by deadline. What is counted and what is shown is
    found once, by what decides its order; no other ticket is looked at as a whole.
    """
    found, facts = _needing(reach, to_do, needs)
    rows = await tx.fetch(
        f"WITH found AS ({found}) SELECT {COLUMNS}, c.total, c.danger, c.urgent, c.overdue FROM ({_COUNTED}) AS c"  # noqa: S608
        f" LEFT JOIN (SELECT f.id FROM found f ORDER BY {_URGENT_FIRST.format('f')} LIMIT ? OFFSET ?) AS shown ON 1 = 1"
        f" LEFT JOIN ticket t ON t.id = shown.id ORDER BY {_URGENT_FIRST.format('t')}",
        (*facts, now, limit, offset),
    )
    counts = Counts(*(rows[0][name] for name in ("total", "danger", "urgent", "overdue")))
    return counts, [from_row(row) for row in rows if row["id"] is not None]


def _needing(reach: Reach, to_do: Collection[TicketState], needs: Iterable[Need]) -> tuple[str, Params]:
    """Each ticket once with what decides its order, each part along an index of its own; and what stands for marks."""
    departments = sorted(reach.departments)
    parts = [
        "SELECT DISTINCT d.id, d.urgency, d.due_at, d.created_at FROM assignment a JOIN ticket d ON d.id = a.ticket_id"  # noqa: S608
        f" WHERE a.state IN ('asked', 'came') AND (a.unit_id IN ({marks(departments)}) OR a.person_id = ?)"
        f" AND d.state IN ({marks(to_do)})"
    ]
    params = [*departments, reach.person_id, *to_do]
    for need in needs:
        units = sorted(need.units)
        parts.append(
            f"SELECT n.id, n.urgency, n.due_at, n.created_at FROM ticket n WHERE n.compound_id IN ({marks(units)})"  # noqa: S608
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
        f"{SELECT} WHERE t.id IN ({_ALIKE}) ORDER BY t.created_at DESC, t.id DESC LIMIT ?",
        (*newest.of_states(ticket.compound_id, GOING_ON, 0), ticket.category, ticket.id, limit),
    )
    return [from_row(row) for row in rows]

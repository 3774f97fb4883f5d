"""Looks at the contact that a resident left: seen by those who handle the ticket while it goes on (docs/privacy.md)."""

from dataclasses import dataclass

from bot.domain.audit import Act, Entry
from bot.domain.people import Role
from bot.storage import audit
from bot.storage.database import Tx
from bot.storage.desks import Reach
from bot.storage.followers import ENDED_STATES
from bot.storage.sealed import TICKET_CONTACT


@dataclass(frozen=True, slots=True)
class Look:
    """In which role somebody looked, and when in milliseconds."""

    role: Role
    at: int


async def contact_of(tx: Tx, ticket_id: str, reach: Reach) -> str | None:
    """Where to reach whoever reported it.

    None where the ticket is missing, beyond `reach`, anonymous, over, or nothing was left.
    """
    condition, facts = reach.condition()
    row = await tx.fetch_one(
        f"SELECT t.contact FROM ticket t WHERE t.id = ? AND {condition} AND t.anonymous = 0"  # noqa: S608
        f" AND t.state NOT IN ({ENDED_STATES}) AND t.contact IS NOT NULL",
        (ticket_id, *facts),
    )
    return tx.vault.open(TICKET_CONTACT, ticket_id, row["contact"]) if row else None


async def add(tx: Tx, ticket_id: str, person_id: str, role: Role, now: int) -> None:
    """Write down that `person_id` was shown the contact."""
    await tx.execute(
        "INSERT INTO contact_look (ticket_id, person_id, role, at) VALUES (?, ?, ?, ?)",
        (ticket_id, person_id, role, now),
    )
    await audit.append(tx, Entry(Act.LOOKED, person_id, ticket_id, role), now)


async def of_ticket(tx: Tx, ticket_id: str, limit: int) -> list[Look]:
    """The last looks at the ticket's contact, the newest first."""
    rows = await tx.fetch(
        "SELECT role, at FROM contact_look WHERE ticket_id = ? ORDER BY id DESC LIMIT ?", (ticket_id, limit)
    )
    return [Look(Role(row["role"]), row["at"]) for row in rows]


async def own_contacts(tx: Tx, person_id: str) -> dict[str, str]:
    """The numbers that somebody left with their own tickets, by the tickets' ids."""
    rows = await tx.fetch("SELECT id, contact FROM ticket WHERE reporter_id = ? AND contact IS NOT NULL", (person_id,))
    return {row["id"]: tx.vault.open(TICKET_CONTACT, row["id"], row["contact"]) for row in rows}

"""What the store tells of all tickets between two steps, read plainly: table by table, nothing of ours between."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from bot.storage.database import Tx

Row = dict[str, Any]
# Written out by hand, so that no change of the code moves them unseen.
ENDED = {"closed", "merged", "rejected", "withdrawn"}
# Of whoever was asked to do it.
STILL = {"asked", "came"}
TABLES = {
    "tickets": "SELECT * FROM ticket ORDER BY created_at, number",
    "events": "SELECT * FROM ticket_event ORDER BY id",
    "asked": "SELECT * FROM assignment ORDER BY id",
    "due": "SELECT * FROM due_work",
    "posts": "SELECT * FROM post",
    "follows": "SELECT * FROM follower",
    "notes": "SELECT * FROM ticket_note ORDER BY id",
    "looks": "SELECT * FROM contact_look ORDER BY id",
    "longer": "SELECT * FROM extension",
    "deeds": "SELECT * FROM deed",
    "people": "SELECT key, person_id FROM address",
}


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of each table."""

    tickets: list[Row]
    events: list[Row]
    asked: list[Row]
    due: list[Row]
    posts: list[Row]
    follows: list[Row]
    notes: list[Row]
    looks: list[Row]
    longer: list[Row]
    deeds: list[Row]
    people: list[Row]

    def of(self, table: str, ticket_id: str) -> list[Row]:
        """The rows of `table` that are about the ticket."""
        return [row for row in getattr(self, table) if row["ticket_id"] == ticket_id]

    def plans(self, subject: str) -> dict[str, int]:
        """What the clock is to do about it, and when."""
        return {row["kind"]: row["due_at"] for row in self.due if row["subject"] == subject}

    def ids(self) -> dict[int, str]:
        """Telegram id → person."""
        return {int(row["key"]): row["person_id"] for row in self.people}

    def posts_of(self, person_id: str) -> list[tuple[str, str]]:
        """(role, unit)."""
        return [(row["role"], row["unit_id"]) for row in self.posts if row["person_id"] == person_id]

    def lives(self) -> dict[str, list[Row]]:
        """The events of each ticket, the oldest first."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.events:
            found[row["ticket_id"]].append(row)
        return found


async def read_ledger(tx: Tx) -> Ledger:
    """Everything, in one view of the store."""
    return Ledger(**{name: [dict(row) for row in await tx.fetch(sql)] for name, sql in TABLES.items()})

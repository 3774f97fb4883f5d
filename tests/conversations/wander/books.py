"""What the store holds between two steps, and what one step was."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.domain.messages import Menu, Reply
from bot.storage.database import Tx
from bot.storage.sealed import DRAFT_DATA, TICKET_CONTACT
from tests.conversations.wander.ground import Ground

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Books:
    """`drafts` by the Telegram id of whoever writes it; `text`: everything that people told, as it is kept."""

    drafts: dict[int, Row]
    tickets: dict[str, Row]
    due: frozenset[tuple[str, str]]
    people: dict[int, str]
    left: Row
    text: str

    def state(self, person: int) -> str:
        """Where their draft stands; empty where they write none."""
        return str(self.drafts[person]["state"]) if person in self.drafts else ""


@dataclass(slots=True)
class Act:
    """What somebody did. `marks`: what must be found again of what they told; `pressed`: (what, which, version)."""

    who: int
    name: str
    marks: tuple[str, ...] = ()
    pressed: tuple[str, str, int] | None = None
    queries: tuple[str, ...] = ()
    typed: str = ""
    part: bool = False
    silent: bool = False


@dataclass(slots=True)
class Step:
    """An act with the books before and after it, and what was written to each person."""

    act: Act
    before: Books
    after: Books
    said: dict[int, list[Reply]] = field(default_factory=dict)
    seen: list[Row] = field(default_factory=list)
    unchanged: bool = False
    can_go_on: bool = True
    blocked: frozenset[int] = frozenset()

    def heard(self, person: int) -> set[str]:
        """The names of the prompts that they were told."""
        return {type(reply.prompt).__name__ for reply in self.said.get(person, ()) if not isinstance(reply, Menu)}


async def read_books(ground: Ground) -> Books:
    assert ground.life
    return await ground.life.db.read(_read)


async def _read(tx: Tx) -> Books:
    drafts = await tx.fetch(
        "SELECT a.key, d.id, d.state, d.version, d.data, d.person_id FROM draft d"
        " JOIN address a ON a.person_id = d.person_id",
        (),
    )
    tickets = await tx.fetch("SELECT * FROM ticket ORDER BY created_at, number", ())
    notes = await tx.fetch("SELECT words FROM ticket_note", ())
    media = await tx.fetch("SELECT unique_id FROM ticket_media", ())
    deeds = await tx.fetch("SELECT data FROM deed", ())
    steps = await tx.fetch("SELECT reason FROM ticket_event WHERE reason <> ''", ())
    people = await tx.fetch("SELECT key, person_id FROM address", ())
    work = await tx.fetch("SELECT kind, subject FROM due_work", ())
    left = await tx.fetch_one(
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'poison') AS poison,"
        " (SELECT count(*) FROM inbox WHERE state = 'waiting') AS unhandled,"
        " (SELECT count(*) FROM outbox WHERE state = 'waiting') AS unsent,"
        " (SELECT count(*) FROM outbox WHERE state = 'parked') AS parked",
        (),
    )
    drafts = [{**row, "data": tx.vault.open(DRAFT_DATA, row["person_id"], row["data"])} for row in drafts]
    kept = [row["data"] for row in drafts] + [row["words"] for row in notes] + [row["unique_id"] for row in media]
    kept += [row["data"] for row in deeds] + [row["reason"] for row in steps]
    kept += [f"{row['words']} {row['place']} {_contact(tx, row)}" for row in tickets]
    return Books(
        drafts={int(row["key"]): {**dict(row), "data": json.loads(row["data"])} for row in drafts},
        tickets={row["id"]: dict(row) for row in tickets},
        due=frozenset((row["kind"], row["subject"]) for row in work),
        people={int(row["key"]): row["person_id"] for row in people},
        left=dict(left) if left else {},
        text="\n".join(kept),
    )


def _contact(tx: Tx, row: Row) -> str:
    return tx.vault.open(TICKET_CONTACT, row["id"], row["contact"] or "")

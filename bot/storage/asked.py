"""What somebody was asked last: their next words or photo answer it. One question each."""

from dataclasses import dataclass

from bot.storage.database import Tx
from bot.storage.sealed import ASKED_SUBJECT


@dataclass(frozen=True, slots=True)
class Asked:
    """`kind` says what was asked, `subject` about what, `at` when (milliseconds)."""

    person_id: str
    kind: str
    subject: str
    at: int


async def load(tx: Tx, person_id: str) -> Asked | None:
    """What they were asked; None where nothing is open."""
    row = await tx.fetch_one("SELECT person_id, kind, subject, at FROM asked WHERE person_id = ?", (person_id,))
    return Asked(**{**row, "subject": tx.vault.open(ASKED_SUBJECT, person_id, row["subject"])}) if row else None


async def put(tx: Tx, asked: Asked) -> None:
    """Ask this, in place of what was asked before."""
    await tx.execute(
        "INSERT INTO asked (person_id, kind, subject, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (person_id) DO UPDATE SET kind = excluded.kind, subject = excluded.subject, at = excluded.at",
        (asked.person_id, asked.kind, tx.vault.seal(ASKED_SUBJECT, asked.person_id, asked.subject), asked.at),
    )


async def drop(tx: Tx, person_id: str) -> bool:
    """Nothing is asked any more; False where nothing was."""
    return await tx.execute("DELETE FROM asked WHERE person_id = ?", (person_id,)) == 1

"""The report that a person is writing: one row each, kept until sent, cancelled or too old."""

from dataclasses import dataclass

from bot.storage.database import Tx
from bot.storage.sealed import DRAFT_DATA


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as stored: `data` is JSON, `version` grows with each change and stands on its buttons.

    `updated_at` in milliseconds.
    """

    id: str
    person_id: str
    state: str
    data: str
    version: int
    updated_at: int


async def load(tx: Tx, person_id: str) -> DraftRow | None:
    """Their draft; None where they write none."""
    row = await tx.fetch_one(
        "SELECT id, person_id, state, data, version, updated_at FROM draft WHERE person_id = ?", (person_id,)
    )
    return DraftRow(**{**row, "data": tx.vault.open(DRAFT_DATA, person_id, row["data"])}) if row else None


async def save(tx: Tx, draft: DraftRow) -> None:
    """Keep `draft` in place of their former one."""
    data = tx.vault.seal(DRAFT_DATA, draft.person_id, draft.data)
    await tx.execute(
        "INSERT INTO draft (id, person_id, state, data, version, updated_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (person_id) DO UPDATE SET id = excluded.id, state = excluded.state, data = excluded.data,"
        " version = excluded.version, updated_at = excluded.updated_at",
        (draft.id, draft.person_id, draft.state, data, draft.version, draft.updated_at),
    )


async def delete(tx: Tx, person_id: str) -> None:
    """They write none any more."""
    await tx.execute("DELETE FROM draft WHERE person_id = ?", (person_id,))

"""What somebody at a desk has begun with a ticket and still has to say more about: one each."""

from dataclasses import dataclass

from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class DeedRow:
    """A deed as stored: `data` is JSON, `version` that of the ticket when it was begun, `at` the last answer (ms)."""

    id: str
    person_id: str
    ticket_id: str
    event: str
    version: int
    data: str
    at: int


async def load(tx: Tx, person_id: str) -> DeedRow | None:
    """What they have begun; None where nothing."""
    row = await tx.fetch_one(
        "SELECT id, person_id, ticket_id, event, version, data, at FROM deed WHERE person_id = ?", (person_id,)
    )
    return DeedRow(**row) if row else None


async def save(tx: Tx, deed: DeedRow) -> None:
    """Keep `deed` in place of a former one."""
    await tx.execute(
        "INSERT INTO deed (id, person_id, ticket_id, event, version, data, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (person_id) DO UPDATE SET id = excluded.id, ticket_id = excluded.ticket_id,"
        " event = excluded.event, version = excluded.version, data = excluded.data, at = excluded.at",
        (deed.id, deed.person_id, deed.ticket_id, deed.event, deed.version, deed.data, deed.at),
    )


async def delete(tx: Tx, person_id: str) -> None:
    """It is done, or not wanted any more."""
    await tx.execute("DELETE FROM deed WHERE person_id = ?", (person_id,))

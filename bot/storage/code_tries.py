"""Codes that were given wrongly: digits can be guessed, so somebody has so many tries in an hour, for all kinds."""

from bot.storage.database import Tx

HOUR_MS = 3_600_000


async def spend(tx: Tx, person_id: str, now: int, most: int) -> bool:
    """One more try in this hour of the clock; False where there were `most` of them."""
    tried = await tx.execute(
        "INSERT INTO code_try (person_id, hour, tries) VALUES (?, ?, 1) ON CONFLICT (person_id) DO UPDATE SET"
        " tries = CASE WHEN code_try.hour = excluded.hour THEN code_try.tries + 1 ELSE 1 END, hour = excluded.hour"
        " WHERE code_try.hour <> excluded.hour OR code_try.tries < ?",
        (person_id, now // HOUR_MS, most),
    )
    return tried == 1


async def forgive(tx: Tx, person_id: str) -> None:
    """It was right: it does not count."""
    await tx.execute("UPDATE code_try SET tries = tries - 1 WHERE person_id = ? AND tries > 0", (person_id,))

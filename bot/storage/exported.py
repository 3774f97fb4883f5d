"""Who took which list of tickets away as a file (DOMAIN §8). Appended and never edited."""

from collections.abc import Iterable

from bot.storage.database import Tx


async def add(tx: Tx, person_id: str, units: Iterable[str], period: str, tickets: int, now: int) -> None:
    """Write down that `person_id` was given the list of `tickets` tickets of a period; `units` are the posts' own."""
    await tx.execute(
        "INSERT INTO exported (person_id, units, period, tickets, at) VALUES (?, ?, ?, ?, ?)",
        (person_id, " ".join(sorted(units)), period, tickets, now),
    )

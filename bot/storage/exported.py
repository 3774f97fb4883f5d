"""Who took which list of tickets away as a file (docs/figures.md). Appended and never edited."""

from collections.abc import Iterable

from bot.domain.audit import Act, Entry
from bot.storage import audit
from bot.storage.database import Tx


async def add(tx: Tx, person_id: str, units: Iterable[str], period: str, tickets: int, now: int) -> None:
    """Write down that `person_id` was given the list of `tickets` tickets of a period; `units` are the posts' own."""
    where = " ".join(sorted(units))
    await tx.execute(
        "INSERT INTO exported (person_id, units, period, tickets, at) VALUES (?, ?, ?, ?, ?)",
        (person_id, where, period, tickets, now),
    )
    await audit.append(tx, Entry(Act.EXPORTED, person_id, where, f"{period} {tickets}"), now)

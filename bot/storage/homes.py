"""Where somebody lives, or looks after somebody: several compounds, one of which they usually mean."""

from dataclasses import dataclass

from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class Home:
    """A compound of somebody's, and the building there as they said it (empty: not said)."""

    compound_id: str
    building: str


async def of_person(tx: Tx, person_id: str) -> list[Home]:
    """Their homes, the one that they told first before the others."""
    rows = await tx.fetch(
        "SELECT compound_id, building FROM home WHERE person_id = ? ORDER BY since, compound_id", (person_id,)
    )
    return [Home(**row) for row in rows]


async def add(tx: Tx, person_id: str, home: Home, now: int) -> None:
    """They live there too; a building that is said now stands instead of one said before."""
    await tx.execute(
        "INSERT INTO home (person_id, compound_id, building, since) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (person_id, compound_id) DO UPDATE SET building ="
        " CASE WHEN excluded.building = '' THEN home.building ELSE excluded.building END",
        (person_id, home.compound_id, home.building, now),
    )


async def remove(tx: Tx, person_id: str, compound_id: str) -> bool:
    """They do not live there any more; False where they did not."""
    return await tx.execute("DELETE FROM home WHERE person_id = ? AND compound_id = ?", (person_id, compound_id)) == 1

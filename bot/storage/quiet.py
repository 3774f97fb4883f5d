"""When somebody does not want to be called, as they chose it."""

from collections.abc import Sequence

from bot.storage.database import Tx, marks


async def choose(tx: Tx, person_id: str, hours: str) -> None:
    """Keep their choice."""
    await tx.execute("UPDATE person SET quiet = ? WHERE id = ?", (hours, person_id))


async def chosen_by(tx: Tx, people: Sequence[str]) -> dict[str, str]:
    """What each of `people` chose; who never did is missing."""
    if not people:
        return {}
    rows = await tx.fetch(
        f"SELECT id, quiet FROM person WHERE quiet IS NOT NULL AND id IN ({marks(people)})",  # noqa: S608
        tuple(people),
    )
    return {row["id"]: row["quiet"] for row in rows}

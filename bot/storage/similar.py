"""Open tickets of a compound that might be about the same thing."""

from bot.domain.tickets import GOING_ON
from bot.storage import newest
from bot.storage.database import Row, Tx

MOST_COMPARED = 40
_COLUMNS = "id, reporter_id, category, place, words, created_at"
_CANDIDATES = (
    "SELECT id, place, words, created_at FROM ({}) n"  # noqa: S608
    " WHERE n.category = ? AND n.reporter_id <> ? AND NOT EXISTS"
    " (SELECT 1 FROM follower f WHERE f.ticket_id = n.id AND f.person_id = ?)"
    f" ORDER BY n.created_at DESC, n.id DESC LIMIT {MOST_COMPARED}"
)
ANYWHERE = _CANDIDATES.format(newest.anywhere(_COLUMNS, GOING_ON))
IN_BUILDING = _CANDIDATES.format(newest.in_building(_COLUMNS, GOING_ON))


async def candidates(
    tx: Tx, compound_id: str, category: str, building: str | None, person_id: str, since: int
) -> list[Row]:
    """`id`, `place`, `words` and `created_at` of other people's open tickets since `since` (ms), the newest first.

    Those that name `building` or none; None: among the compound's 200 newest, wherever. At most 40: comparing holds up
    everybody's writes.
    """
    theirs = (category, person_id, person_id)
    if building is None:
        return await tx.fetch(ANYWHERE, (*newest.of_states(compound_id, GOING_ON, since), *theirs))
    return await tx.fetch(IN_BUILDING, (*newest.of_building(compound_id, category, building, since), *theirs))

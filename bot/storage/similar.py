"""Open tickets of a compound that might be about the same thing, by the index of the compound's open ones."""

from bot.domain.tickets import ENDED, TicketState
from bot.storage.database import Row, Tx

MOST_READ = 200
MOST_COMPARED = 40
_OPEN = tuple(state for state in TicketState if state not in ENDED)
# One arm for each state: the engine merges them along the index and stops at the limit, whatever lies behind it.
_ARM = (
    "SELECT id, reporter_id, category, place, words, created_at FROM ticket"
    " WHERE compound_id = ? AND state = ? AND created_at >= ?"
)
_NEWEST = f"{' UNION ALL '.join([_ARM] * len(_OPEN))} ORDER BY created_at DESC, id DESC LIMIT {MOST_READ}"
CANDIDATES = (
    f"SELECT id, place, words, created_at FROM ({_NEWEST}) n"  # noqa: S608
    " WHERE n.category = ? AND n.reporter_id <> ? AND NOT EXISTS"
    " (SELECT 1 FROM follower f WHERE f.ticket_id = n.id AND f.person_id = ?)"
    f" ORDER BY n.created_at DESC, n.id DESC LIMIT {MOST_COMPARED}"
)


async def candidates(tx: Tx, compound_id: str, category: str, person_id: str, since: int) -> list[Row]:
    """`id`, `place`, `words` and `created_at` of other people's open tickets, the newest first.

    Those since `since` (ms) among the compound's 200 newest, at most 40: comparing holds up everybody's writes.
    """
    arms = (value for state in _OPEN for value in (compound_id, state, since))
    return await tx.fetch(CANDIDATES, (*arms, category, person_id, person_id))

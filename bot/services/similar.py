"""Open tickets that may be about what somebody is about to report."""

from rapidfuzz import fuzz

from bot.domain.likeness import Nearness, essence, nearness
from bot.domain.tickets import Ticket
from bot.services.turn import Office
from bot.storage import similar as rows
from bot.storage import tickets
from bot.storage.database import Tx

MOST_SHOWN = 3
RECENT_MS = 30 * 86_400_000
# How like the words must be (0..100), by how near the places are.
LIKE_ENOUGH = {Nearness.SAME: 40, Nearness.CLOSE: 55, Nearness.UNKNOWN: 60, Nearness.APART: 101}


async def similar_tickets(
    tx: Tx, office: Office, *, person_id: str, compound_id: str, category: str, place: str, words: str, now_ms: int
) -> list[Ticket]:
    """At most three open tickets of the compound that may be the same matter, the likeliest first.

    None that `person_id` reported or follows, and none older than 30 days. `words` and `place` are the draft's.
    """
    category = office.settings.category(category).name
    found = await rows.candidates(tx, compound_id, category, person_id, now_ms - RECENT_MS)
    scored = sorted(
        (-likeness(place, words, row["place"], row["words"]), -row["created_at"], row["id"]) for row in found
    )
    best = [ticket_id for score, _, ticket_id in scored if score < 0][:MOST_SHOWN]
    loaded = [await tickets.load(tx, ticket_id) for ticket_id in best]
    return [ticket for ticket in loaded if ticket]


def likeness(place: str, words: str, other_place: str, other_words: str) -> float:
    """How likely two reports of one category in one compound are the same matter; 0 where they are not."""
    near = nearness(place, other_place)
    score = fuzz.ratio(essence(words), essence(other_words))
    return score + 20 * near if score >= LIKE_ENOUGH[near] else 0.0

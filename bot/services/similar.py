"""Open tickets that may be about what somebody is about to report, and what a stranger may read of them."""

from bot.domain.likeness import Told, coarse, likeness
from bot.domain.tickets import Ticket
from bot.services.turn import Office
from bot.storage import similar as rows
from bot.storage import tickets
from bot.storage.database import Tx
from bot.texts.similar import Known
from bot.texts.words import day_face

MOST_SHOWN = 3
RECENT_MS = 30 * 86_400_000


async def similar_tickets(
    tx: Tx, office: Office, *, person_id: str, compound_id: str, category: str, place: str, words: str, now_ms: int
) -> list[Ticket]:
    """At most three open tickets of the compound that may be the same matter, the likeliest first.

    None that `person_id` reported or follows, and none older than 30 days. `words` and `place` are the draft's.
    """
    category = office.settings.category(category).name
    told = Told.of(place, words)
    found = await rows.candidates(tx, compound_id, category, told.building, person_id, now_ms - RECENT_MS)
    scored = ((likeness(told, Told.of(row["place"], row["words"])), row["created_at"], row["id"]) for row in found)
    best = sorted((one for one in scored if one[0]), reverse=True)[:MOST_SHOWN]
    loaded = [await tickets.load(tx, ticket_id) for _, _, ticket_id in best]
    return [ticket for ticket in loaded if ticket]


def known(ticket: Ticket) -> Known:
    """What a stranger may read of a ticket: never its words, nor behind which door it is (docs/privacy.md)."""
    return ticket.number, ticket.category, coarse(ticket.place), ticket.state, day_face(ticket.created_at)

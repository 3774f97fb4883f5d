"""What is known of already, as somebody may read it who is about to report the same."""

from bot.domain.clock import from_millis
from bot.services.notices import notices_for
from bot.services.report.draft import Draft
from bot.services.similar import known, similar_tickets
from bot.services.turn import Turn
from bot.storage import tickets
from bot.storage.database import Tx
from bot.texts.deadlines import by_when
from bot.texts.similar import Similar

NOTICE = "n:"


async def found_alike(turn: Turn, tx: Tx, draft: Draft, compound_id: str) -> tuple[str, ...]:
    """What was announced and what neighbours reported, by id; without what was shown already."""
    announced = await notices_for(tx, turn.office, compound_id, draft.category, turn.now)
    reported = await similar_tickets(
        tx,
        turn.office,
        person_id=turn.person.id,
        compound_id=compound_id,
        category=draft.category,
        place=draft.place,
        words=draft.words,
        now_ms=turn.now,
    )
    ids = (*(f"{NOTICE}{notice.id}" for notice in announced), *(ticket.id for ticket in reported))
    return tuple(found for found in ids if found not in draft.seen)


async def shown_alike(
    turn: Turn, tx: Tx, draft: Draft, compound_id: str
) -> tuple[Similar, tuple[tuple[str, str], ...]]:
    """`draft.similar` in words, and (id, number) of the tickets among them, which can be joined."""
    announced = await notices_for(tx, turn.office, compound_id, draft.category, turn.now)
    loaded = [await tickets.load(tx, found) for found in draft.similar if not found.startswith(NOTICE)]
    reported = [ticket for ticket in loaded if ticket]
    prompt = Similar(
        notices=tuple(
            (notice.words, by_when(turn.moment, from_millis(notice.until)))
            for notice in announced
            if f"{NOTICE}{notice.id}" in draft.similar
        ),
        known=tuple(map(known, reported)),
    )
    return prompt, tuple((ticket.id, ticket.number) for ticket in reported)

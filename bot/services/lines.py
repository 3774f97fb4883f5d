"""A line that says what is the matter, then the ticket's card at the bottom of the chat."""

from collections.abc import Sequence

from bot.domain.messages import Choices, Outbound, Prompt, Reply, Urgency
from bot.domain.tickets import Ticket
from bot.services import desk_cards
from bot.services.turn import Turn
from bot.storage.database import Tx


async def with_card(
    turn: Turn,
    tx: Tx,
    ticket: Ticket,
    people: Sequence[str],
    line: Prompt,
    *,
    urgency: Urgency | None = None,
    choices: Choices = (),
    card: str | None = None,
) -> list[Reply]:
    """For each of `people`; as urgent as the ticket is, where nothing else is said.

    `card`: the line's own name, where a later line takes its place; `choices` stand under the line.
    """
    soon = desk_cards.URGENCY[ticket.severity] if urgency is None else urgency
    said = [Outbound(one, line, choices, soon, card=card, replaces=card is not None) for one in people]
    shown = await desk_cards.at_desks(tx, turn.office, ticket, people, soon, edits=False, replaces=True)
    return [*said, *shown]

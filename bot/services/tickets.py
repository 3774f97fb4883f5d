"""What several desks ask of a ticket: who took it, its files as messages can carry them."""

from collections.abc import Sequence

from bot.domain.messages import MediaRef
from bot.domain.tickets import Ticket
from bot.storage import tickets
from bot.storage.database import Tx
from bot.texts.words import OFFICES

MOST_IN_ALBUM = 10


async def taken_by(tx: Tx, ticket: Ticket) -> str:
    """The office that acted on it last; empty while nobody but its reporter did."""
    role = await tickets.last_role(tx, ticket.id)
    return OFFICES.get(role, "") if role else ""


async def albums_of(tx: Tx, ticket: Ticket) -> list[tuple[MediaRef, ...]]:
    """The ticket's files as messages can carry them."""
    return in_albums(await tickets.media_of(tx, ticket.id))


def in_albums(files: Sequence[MediaRef]) -> list[tuple[MediaRef, ...]]:
    """Files as messages can carry them: what is looked at together, each sound alone."""
    looked_at = [ref for ref in files if ref.kind in ("photo", "video")]
    albums = [tuple(looked_at[at : at + MOST_IN_ALBUM]) for at in range(0, len(looked_at), MOST_IN_ALBUM)]
    return [*albums, *((ref,) for ref in files if ref not in looked_at)]

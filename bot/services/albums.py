"""A ticket's files as messages can carry them; how it was and how it is, side by side."""

from collections.abc import Sequence
from typing import TypeAlias

from bot.domain.messages import MediaRef, Prompt
from bot.domain.tickets import Ticket
from bot.storage import tickets
from bot.storage.database import Tx
from bot.texts.photos import AfterPhotos, BeforeAndAfter, Files

# With what a file came: as it was, as it is.
REPORTED, DONE = "report", "done"
MOST_IN_ALBUM = 10
EACH_SIDE = MOST_IN_ALBUM // 2
# A picture that came as a file is shown as a photo: its copy.
LOOKED_AT = ("photo", "video", "document")

# The line over it, and its files.
Album: TypeAlias = tuple[Prompt, tuple[MediaRef, ...]]


def in_albums(files: Sequence[MediaRef]) -> list[tuple[MediaRef, ...]]:
    """What is looked at together, each sound alone."""
    looked_at = [ref for ref in files if ref.kind in LOOKED_AT]
    albums = [tuple(looked_at[at : at + MOST_IN_ALBUM]) for at in range(0, len(looked_at), MOST_IN_ALBUM)]
    return [*albums, *((ref,) for ref in files if ref not in looked_at)]


async def of_ticket(tx: Tx, ticket: Ticket) -> list[Album]:
    """Its files as the desks see them: as it was beside as it is, whoever sent them."""
    before = await tickets.media_at(tx, ticket.id, REPORTED)
    return side_by_side(ticket.number, before, await tickets.media_at(tx, ticket.id, DONE))


def side_by_side(number: str, before: Sequence[MediaRef], after: Sequence[MediaRef]) -> list[Album]:
    """One album of how it was and how it is, at most five of each; then whatever else there is."""
    was, now = _first(before), _first(after)
    if not was or not now:
        return [*_each(Files(number), before), *_each(AfterPhotos(number), after)]
    rest = [ref for ref in (*before, *after) if ref not in was and ref not in now]
    return [(BeforeAndAfter(number, len(was), len(now)), (*was, *now)), *_each(Files(number), rest)]


def _first(files: Sequence[MediaRef]) -> tuple[MediaRef, ...]:
    return tuple([ref for ref in files if ref.kind in LOOKED_AT][:EACH_SIDE])


def _each(line: Prompt, files: Sequence[MediaRef]) -> list[Album]:
    return [(line, album) for album in in_albums(files)]

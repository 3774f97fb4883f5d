"""Pictures that come as files: written down to be looked at, and refused with a kind word (ADR 33)."""

from bot.domain.clock import from_millis
from bot.domain.messages import ChatKind, Media, Outbound, Reply
from bot.domain.pictures import Flaw, Picture
from bot.services import deeds, report, rounds
from bot.services.delivery import Parcel, post
from bot.services.turn import Office, Turn
from bot.storage import due, people, pictures, wishes
from bot.storage.database import Tx
from bot.storage.due import Due
from bot.texts.pictures import NotTaken

COPY = "copy_picture"
# Whoever sends many waits for their own: so long after each other those of one person are looked at.
APART_MS = 1000
# What goes with the picture alone: nothing of the platform's is passed on.
ORIGINAL = "document"


async def expect(turn: Turn, tx: Tx) -> None:
    """Have a copy made of each picture that came as a file with this message."""
    if turn.inbound is None or turn.inbound.chat_kind is not ChatKind.PRIVATE or not isinstance(turn.content, Media):
        return
    for ref in turn.content.files:
        if ref.kind == ORIGINAL and await pictures.expect(tx, ref, turn.inbound.channel, turn.person.id, turn.now):
            before = await pictures.waiting_of(tx, turn.person.id) - 1
            await due.plan(tx, COPY, ref.unique_id, turn.now + APART_MS * before)


async def keep(tx: Tx, duty: Due, content: bytes) -> list[Parcel]:
    """The copy is made; nobody is told."""
    if await due.take(tx, duty):
        await pictures.keep_copy(tx, duty.subject, content)
    return []


async def refuse(
    tx: Tx, office: Office, duty: Due, picture: Picture, flaw: Flaw, now: int, token: str | None
) -> list[Parcel]:
    """Nobody will see it: whoever sent it hears why and what to do.

    What it was sent for stays without it, and where it was counted it counts no more.
    """
    if not await due.take(tx, duty):
        return []
    await pictures.refuse(tx, picture.unique_id)
    person = await people.load(tx, picture.person_id)
    redrawn = await _taken_out(Turn(None, person, office, from_millis(now)), tx, picture) if person else []
    said = Outbound(picture.person_id, NotTaken(flaw, office.settings.photos.max_mb))
    return await post(tx, [*redrawn, said], now, token=token)


async def _taken_out(turn: Turn, tx: Tx, picture: Picture) -> list[Reply]:
    """Out of a report that is written, a step at a desk, a round, a wish that was fulfilled; the cards that say so."""
    await wishes.drop_file(tx, turn.person.id, picture.unique_id)
    return [
        *await report.without_file(turn, tx, picture.unique_id),
        *await deeds.without_file(turn, tx, picture.unique_id),
        *await rounds.without_file(turn, tx, picture.unique_id),
    ]

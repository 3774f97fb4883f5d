"""Pictures that come as files: written down to be looked at, and refused with a kind word (ADR 33)."""

from dataclasses import replace

from bot.domain.messages import ChatKind, Media, Outbound
from bot.domain.pictures import Flaw, Picture
from bot.services.delivery import Parcel, post
from bot.services.report import draft as drafts
from bot.services.turn import Turn
from bot.storage import due, pictures
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
    tx: Tx, duty: Due, picture: Picture, flaw: Flaw, most_mb: int, now: int, token: str | None
) -> list[Parcel]:
    """Nobody will see it: whoever sent it hears why and what to do; what they were writing stays, without it."""
    if not await due.take(tx, duty):
        return []
    await pictures.refuse(tx, picture.unique_id)
    if draft := await drafts.load(tx, picture.person_id):
        kept = tuple(ref for ref in draft.files if ref.unique_id != picture.unique_id)
        if kept != draft.files:
            await drafts.save(tx, picture.person_id, replace(draft, files=kept), now)
    return await post(tx, [Outbound(picture.person_id, NotTaken(flaw, most_mb))], now, token=token)

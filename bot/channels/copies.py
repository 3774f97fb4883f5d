"""What may be shown of a message's files: of a picture that came as a file its copy alone, at this one door."""

from dataclasses import replace

from bot.domain.errors import ChannelUnavailable
from bot.domain.messages import MediaRef, Outbound
from bot.services.pictures import ORIGINAL
from bot.storage import pictures
from bot.storage.database import Tx
from bot.storage.pictures import Copy
from bot.texts.pictures import WithoutSome

# As long a message waits for the copies of what came just now; the chat looks again so often, should it burn elsewhere.
A_MOMENT_MS = 20_000
AGAIN_S = 0.5

# A message, and the bytes of those of its files that the platform has not seen yet, by their unique ids.
Showable = tuple[Outbound, dict[str, bytes]]


async def showable(tx: Tx, message: Outbound, now: int) -> Showable:
    """The message with the copies in place of what they were made of; what has none is left out, and that is said.

    Raises `ChannelUnavailable` where one came just now: its copy is worth a moment.
    """
    asked = [ref.unique_id for ref in message.media if ref.kind == ORIGINAL]
    if not asked:
        return message, {}
    found = await pictures.copies(tx, asked)
    media = tuple(shown for ref in message.media if (shown := _shown(ref, found)))
    fresh = {one.unique_id: one.content for one in found.values() if one.content and not one.file_id}
    left_out = len(message.media) - len(media)
    if not left_out:
        return replace(message, media=media), fresh
    waiting = [one.at for one in found.values() if one.waiting]
    if waiting and now - max(waiting) < A_MOMENT_MS:
        raise ChannelUnavailable("its copies are being made", AGAIN_S)
    line = WithoutSome(message.prompt.text(), len(waiting), left_out - len(waiting))
    return replace(message, media=media, prompt=line), fresh


def _shown(ref: MediaRef, found: dict[str, Copy]) -> MediaRef | None:
    if ref.kind != ORIGINAL:
        return ref
    one = found.get(ref.unique_id)
    return None if one is None or one.waiting else MediaRef("photo", one.file_id or "", ref.unique_id)

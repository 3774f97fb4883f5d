"""InputMedia: albums, and putting other media into a message."""

from typing import Any

from sandbox.chats import Message
from sandbox.errors import BadRequest
from sandbox.formatting import read_caption
from sandbox.markup import read_inline_markup
from sandbox.methods.common import deliver_all, message_of, writable_chat
from sandbox.methods.editing import editable, replace
from sandbox.methods.files import read_file
from sandbox.params import Params
from sandbox.wire import JSON
from sandbox.world import World

MOST_ITEMS = 10
KINDS = ("photo", "video", "document")
MEDIA = {*KINDS, "voice", "text", "entities", "caption", "caption_entities"}


def send_media_group(world: World, params: Params) -> list[Message]:
    """2 to 10 photos and videos together, or documents; a single one goes alone, as on Telegram."""
    items: Any = params.parsed("media", "InputMedia")
    if items is None and "media" not in params.values:
        raise BadRequest('parameter "media" is required')
    if not items or not isinstance(items, list):
        raise BadRequest("there are no messages to send")
    if len(items) > MOST_ITEMS:
        raise BadRequest("too many messages to send as an album")
    kinds = {str(item.get("type")) for item in items if isinstance(item, dict)}
    if "document" in kinds and len(kinds) > 1:
        raise BadRequest("document can't be mixed with other media types")
    contents = [_content(world, params, item) for item in items]
    if len(contents) > 1:
        group = str(13_000_000_000_000_000 + world.dice.getrandbits(40))
        contents = [content | {"media_group_id": group} for content in contents]
    return deliver_all(world, params, contents)


def edit_media(world: World, params: Params) -> Message:
    markup = read_inline_markup(params)
    chat = writable_chat(world, params)
    old = editable(message_of(chat, params, "edit"))
    body = old.body
    if "voice" in body:
        raise BadRequest("message media can't be edited")
    content = _content(world, params, params.parsed("media", "InputMedia"))
    if "media_group_id" in body and ("document" in body) != ("document" in content):
        raise BadRequest("can't change media type in the album")
    return replace(world, chat, old, content | ({"reply_markup": markup} if markup else {}), MEDIA | {"reply_markup"})


def _content(world: World, params: Params, item: Any) -> JSON:
    if not isinstance(item, dict):
        raise BadRequest("can't parse InputMedia: expected an Object")
    kind = str(item.get("type"))
    if kind not in KINDS:
        raise BadRequest(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    where = str(item.get("media") or "")
    if not where or (where.startswith("attach://") and where.removeprefix("attach://") not in params.files):
        raise BadRequest("can't parse InputMedia: media not found")
    own = Params(item, params.files)
    return {kind: read_file(world, own, kind, where, "")} | read_caption(own)

"""Sending again what a chat already holds."""

from sandbox.chats import Chat, Message
from sandbox.errors import BadRequest
from sandbox.formatting import read_caption
from sandbox.methods.common import deliver
from sandbox.params import Params
from sandbox.wire import dumps
from sandbox.world import World

HEAD = {"message_id", "from", "chat", "date", "edit_date", "reply_to_message", "media_group_id"}


def forward_message(world: World, params: Params) -> Message:
    message = _source(world, params, "forward")
    body = message.body
    origin = {"type": "user", "sender_user": body["from"], "date": body["date"]}
    content = {key: value for key, value in body.items() if key not in HEAD | {"reply_markup"}}
    return deliver(world, params, {"forward_origin": origin} | content)


def copy_message(world: World, params: Params) -> str:
    """The content without its origin and keyboard; a caption given replaces the old one."""
    message = _source(world, params, "copy")
    dropped = HEAD | {"reply_markup", "forward_origin"}
    if params.has("caption"):
        dropped |= {"caption", "caption_entities"}
    content = {key: value for key, value in message.body.items() if key not in dropped}
    return dumps({"message_id": deliver(world, params, content | read_caption(params)).id})


def _source(world: World, params: Params, what: str) -> Message:
    chat: Chat | None = world.chats.get(params.integer("from_chat_id"))
    if chat is None:
        raise BadRequest("chat not found")
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise BadRequest(f"message to {what} not found")
    return message

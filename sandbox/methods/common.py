"""What the methods share: finding the chat, the message, the reply, and posting."""

from collections.abc import Awaitable

from sandbox.chats import Chat, Message
from sandbox.errors import BadRequest, Forbidden
from sandbox.markup import read_markup
from sandbox.params import Params
from sandbox.wire import JSON
from sandbox.world import World

Outcome = str | Message | list[Message]
"""JSON text of the result, or the messages that are it."""
Answer = Outcome | Awaitable[Outcome]


def known_chat(world: World, params: Params) -> Chat:
    """The call's chat; refuses an id nobody has."""
    value = params.values.get("chat_id")
    if value in (None, ""):
        raise BadRequest("chat_id is empty")
    chat = world.chats.get(params.integer("chat_id"))
    if chat is None:
        raise BadRequest("chat not found")
    return chat


def writable_chat(world: World, params: Params) -> Chat:
    """The call's chat, if the bot may write there."""
    chat = known_chat(world, params)
    if chat.blocked:
        raise Forbidden("bot was blocked by the user" if chat.private else "bot was kicked from the supergroup chat")
    if not chat.started:
        raise Forbidden("bot can't initiate conversation with a user")
    return chat


def message_of(chat: Chat, params: Params, what: str) -> Message:
    """The message the call speaks of; `what` ends the refusal's sentence ("edit", "delete")."""
    if not params.has("message_id"):
        raise BadRequest("message identifier is not specified")
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise BadRequest(f"message to {what} not found")
    return message


def reply_to(chat: Chat, params: Params) -> JSON:
    """`reply_to_message` for the new message, if the call replies to one."""
    value = params.parsed("reply_parameters", "reply parameters")
    if isinstance(value, dict) and "message_id" not in value:
        raise BadRequest('can\'t find field "message_id"')
    wanted = value if isinstance(value, dict) else {"message_id": params.integer("reply_to_message_id")}
    number = Params(wanted).integer("message_id")
    if not number:
        return {}
    message = chat.messages.get(number)
    if message is not None:
        return {"reply_to_message": message.quoted}
    if wanted.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return {}
    raise BadRequest("message to be replied not found")


def deliver(world: World, params: Params, content: JSON) -> Message:
    """Post content as the bot, with the call's markup, reply and protection."""
    return deliver_all(world, params, [content])[0]


def deliver_all(world: World, params: Params, contents: list[JSON]) -> list[Message]:
    """As `deliver`, for several messages that go together or not at all."""
    markup = read_markup(params)
    chat = writable_chat(world, params)
    around = reply_to(chat, params)
    if params.flag("protect_content"):
        around["has_protected_content"] = True
    if markup is not None and markup.inline:
        around["reply_markup"] = markup.inline
    if world.limits is not None:
        world.limits.take(chat.id, len(contents))
    keyboard = markup.body if markup is not None and markup.kind != "inline" else None
    silent = params.flag("disable_notification")
    return [world.post(chat, content | around, keyboard=keyboard, silent=silent) for content in contents]

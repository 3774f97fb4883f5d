"""Changing, deleting, and answering presses."""

from sandbox.chats import Chat, Message
from sandbox.errors import BadRequest
from sandbox.formatting import read_caption, read_text
from sandbox.markup import read_inline_markup
from sandbox.methods.common import message_of, writable_chat
from sandbox.params import Params
from sandbox.wire import JSON, TRUE
from sandbox.world import World

MOST_ANSWER = 200
MOST_AGE, DICE_AGE = 48 * 3600, 24 * 3600
"""Seconds after which a message can no longer be deleted, and before which a dice in a private chat cannot be
(https://core.telegram.org/bots/api#deletemessage)."""
MOST_DELETED = 100
SHOWN = {"text", "entities", "caption", "caption_entities", "photo", "video", "document", "voice", "reply_markup"}


def edit_text(world: World, params: Params) -> Message:
    content = read_text(params)
    return _edit(world, params, content, drop={"entities"}, needs="text")


def edit_caption(world: World, params: Params) -> Message:
    content = read_caption(params)
    return _edit(world, params, content, drop={"caption", "caption_entities"}, needs="caption")


def edit_markup(world: World, params: Params) -> Message:
    return _edit(world, params, {}, drop=set(), needs="")


def _edit(world: World, params: Params, content: JSON, drop: set[str], needs: str) -> Message:
    markup = read_inline_markup(params)
    chat = writable_chat(world, params)
    old = editable(message_of(chat, params, "edit"))
    body = old.body
    if needs == "text" and "text" not in body:
        raise BadRequest("there is no text in the message to edit")
    if needs == "caption" and not body.keys() & {"photo", "video", "document", "voice"}:
        raise BadRequest("there is no caption in the message to edit")
    return replace(world, chat, old, content | ({"reply_markup": markup} if markup else {}), drop | {"reply_markup"})


def editable(message: Message) -> Message:
    """The message, if the bot wrote it and it bears no reply keyboard."""
    if message.out or not message.editable:
        raise BadRequest("message can't be edited")
    return message


def replace(world: World, chat: Chat, old: Message, content: JSON, drop: set[str]) -> Message:
    """Put new content into a message; refuses to change nothing."""
    before = old.body
    body = {key: value for key, value in before.items() if key not in drop} | content
    if all(body.get(key) == before.get(key) for key in SHOWN):
        raise BadRequest(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    if content.keys() - {"reply_markup"}:
        body["edit_date"] = int(world.clock.now())
    return world.change(chat, old, body)


def delete_message(world: World, params: Params) -> str:
    chat = writable_chat(world, params)
    return _delete(world, chat, [message_of(chat, params, "delete")])


def delete_messages(world: World, params: Params) -> str:
    """Up to 100 at once, all or none; what is not there is skipped."""
    ids = params.parsed("message_ids", "message identifiers")
    if not isinstance(ids, list) or not 1 <= len(ids) <= MOST_DELETED:
        raise BadRequest(
            "message identifiers are not specified" if not ids else "too many message identifiers specified"
        )
    chat = writable_chat(world, params)
    wanted = dict.fromkeys(item for item in ids if isinstance(item, int))
    return _delete(world, chat, [chat.messages[message_id] for message_id in wanted if message_id in chat.messages])


def _delete(world: World, chat: Chat, messages: list[Message]) -> str:
    for message in messages:
        _check_deletable(world, chat, message)
    for message in messages:
        world.remove(chat, message.id)
    return TRUE


def _check_deletable(world: World, chat: Chat, message: Message) -> None:
    """In a group the bot is no administrator here: what others wrote is not its own to delete."""
    if message.out and not chat.private:
        raise BadRequest("message can't be deleted")
    body = message.body
    age = world.clock.now() - body["date"]
    if age > MOST_AGE or (chat.private and "dice" in body and age < DICE_AGE):
        raise BadRequest("message can't be deleted for everyone")


def answer_callback(world: World, params: Params) -> str:
    text = params.text("text")
    if len(text) > MOST_ANSWER:
        raise BadRequest("MESSAGE_TOO_LONG")
    press = world.presses.take(params.text("callback_query_id"))
    if press is None:
        raise BadRequest("query is too old and response timeout expired or query ID is invalid")
    kind = "alert" if params.flag("show_alert") else "toast"
    world.feed.publish(press.chat_id, kind, text=text, callback_query_id=press.id)
    return TRUE

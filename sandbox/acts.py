"""What people do: say, edit, press, block. Each shows on their phone and becomes an update for the bot."""

from dataclasses import dataclass
from typing import Any

from sandbox.chats import Chat, Message
from sandbox.entities import found_in
from sandbox.markup import buttons
from sandbox.wire import JSON, dumps
from sandbox.world import World


class Refused(Exception):
    """Something a person cannot do; `status` is HTTP's, `facts` go with the answer."""

    def __init__(self, status: int, error: str, **facts: Any) -> None:
        super().__init__(error)
        self.status = status
        self.facts = {"error": error, **facts}


@dataclass(frozen=True, slots=True)
class Around:
    """What comes with a message besides its content."""

    reply_to: int | None = None
    forwarded_from: str | None = None
    media_group_id: str | None = None


def say(world: World, chat: Chat, sender: JSON, content: JSON, around: Around | None = None) -> Message:
    """Post as a person. Whoever blocked the bot must unblock it first, as on a phone."""
    if chat.blocked:
        raise Refused(409, "this person has blocked the bot")
    chat.started = True
    around = around or Around()
    message = world.post(chat, content | _around(world, chat, around), sender=sender)
    world.updates.add("message", chat.id, message.raw)
    return message


def text_of(text: str) -> JSON:
    """A text message's content, with what Telegram finds in it."""
    entities = found_in(text)
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_of(text: str) -> JSON:
    """As `text_of`, under a photo or file."""
    entities = found_in(text)
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def _around(world: World, chat: Chat, around: Around) -> JSON:
    more: JSON = {}
    if around.reply_to is not None:
        more["reply_to_message"] = _message(chat, around.reply_to).quoted
    if around.forwarded_from is not None:
        date = int(world.clock.now())
        more["forward_origin"] = {"type": "hidden_user", "sender_user_name": around.forwarded_from, "date": date}
    if around.media_group_id is not None:
        more["media_group_id"] = around.media_group_id
    return more


def edit(world: World, chat: Chat, message_id: int, text: str) -> Message:
    """Change the text of one's own message."""
    old = _message(chat, message_id)
    kept = old.body
    if not old.out or "text" not in kept:
        raise Refused(409, "only one's own text messages can be edited")
    kept.pop("entities", None)
    message = world.change(chat, old, kept | text_of(text) | {"edit_date": int(world.clock.now())})
    world.updates.add("edited_message", chat.id, message.raw)
    return message


def press(world: World, chat: Chat, sender: JSON, message_id: int | None, data: str | None, label: str | None) -> str:
    """Press an inline button, found by its data or its label, and return the callback query's id.

    Data need not be on the button: a client other than Telegram's can send anything.
    Without a message id the newest message that has the label is meant. What was deleted cannot be pressed, even by
    somebody whose phone does not know it yet: Telegram refuses, and the bot hears nothing of it.
    """
    if message_id is None:
        message, data = _newest(chat, label)
    else:
        message = _message(chat, message_id)
        data = data if data is not None else _data(message, label)
    query = world.presses.add(chat.id)
    head = dumps({"id": query.id, "from": sender, "chat_instance": chat.instance, "data": data})
    world.updates.add("callback_query", chat.id, f'{head[:-1]},"message":{message.raw}}}')
    return query.id


def _newest(chat: Chat, label: str | None) -> tuple[Message, str]:
    seen: list[str] = []
    for message in chat.newest_first():
        for button in buttons(message.body.get("reply_markup")):
            if button["text"] == label and "callback_data" in button:
                return message, button["callback_data"]
            seen.append(button["text"])
    raise Refused(404, f"no message has a button «{label}»", labels=seen[:100])


def _data(message: Message, label: str | None) -> str:
    found = buttons(message.body.get("reply_markup"))
    for button in found:
        if button["text"] == label and "callback_data" in button:
            data: str = button["callback_data"]
            return data
    raise Refused(404, f"message {message.id} has no button «{label}»", labels=[button["text"] for button in found])


def _message(chat: Chat, message_id: int) -> Message:
    message = chat.messages.get(message_id)
    if message is None:
        raise Refused(404, f"no message {message_id} in this chat")
    return message


def block(world: World, chat: Chat, sender: JSON, *, blocked: bool) -> None:
    """Block or unblock the bot, which is told by `my_chat_member`; doing it twice changes nothing."""
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    world.tell_membership(chat, sender, old, new)

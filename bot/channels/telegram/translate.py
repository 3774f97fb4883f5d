"""A Telegram update → what a person did. Pure; knows nothing of what will be made of it."""

import re
from datetime import UTC, datetime
from typing import Any, TypeAlias

from bot.channels.telegram.payload import Signer
from bot.domain.errors import ForgedPayload
from bot.domain.messages import (
    ChatKind,
    Command,
    Contact,
    Content,
    Inbound,
    Media,
    MediaRef,
    Other,
    Place,
    Presence,
    Pressed,
    Text,
)

JSON: TypeAlias = dict[str, Any]

CHANNEL = "telegram"
FORGED = "forged"
PRIVATE = "private"

_COMMAND = re.compile(r"/([^\s@]*)(?:@(\S*))?\s*(.*)", re.DOTALL)
_GONE = ("kicked", "left")
# In the order of usefulness; the kinds that we do not read are named, so that the answer can name them.
_FILES = ("voice", "video", "video_note")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")
_NAMED = ("sticker", "animation", "dice", "poll", "document", "audio", "story", "game")
# What Telegram itself writes into a private chat.
_SERVICE = (
    "pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "users_shared", "chat_shared",
    "successful_payment", "refunded_payment", "chat_background_set", "boost_added", "web_app_data", "passport_data",
    "connected_website", "proximity_alert_triggered", "new_chat_members", "left_chat_member", "new_chat_title",
    "new_chat_photo", "delete_chat_photo", "group_chat_created", "supergroup_chat_created", "migrate_to_chat_id",
    "migrate_from_chat_id", "forum_topic_created", "video_chat_started", "video_chat_ended", "gift", "unique_gift",
)  # fmt: skip


def to_inbound(update: JSON, signer: Signer, received: datetime, username: str) -> Inbound | None:
    """What `update` says to the bot `username`; None where it is none of ours.

    Not ours are channel posts, what other bots say, what Telegram itself writes, and a command in a group that names
    another bot.

    Raises whatever a malformed one leads to. The library's types are not asked: of a message's hundred fields we read
    six, and to build the rest cost a tenth of a step.
    """
    number = update["update_id"]
    if query := _part(update, "callback_query"):
        return _pressed(number, query, signer, received)
    if change := _part(update, "my_chat_member"):
        return _presence(number, change)
    said = _part(update, "message")
    message = said or _part(update, "edited_message")
    if message is None or not _is_a_person(message.get("from")) or _names_another(message, username):
        return None
    content = _content(message)
    # A live location comes as an edit every few seconds: it is one pin, the first.
    if content is None or (said is None and isinstance(content, Place)):
        return None
    return _inbound(number, message, _moment(message), content, edited=said is None)


def link_to(username: str, code: str) -> str:
    """The address that opens the bot with `code` (Telegram's deep link: at most 64 of A-Z, a-z, 0-9, _ and -)."""
    return f"https://t.me/{username}?start={code}"


def chat_of(raw: JSON) -> str:
    """The chat whose order a raw update must keep; empty where none can be read from it."""
    for kind in ("message", "edited_message", "my_chat_member", "channel_post"):
        if isinstance(part := raw.get(kind), dict) and isinstance(chat := part.get("chat"), dict):
            return str(chat.get("id", ""))
    query = raw.get("callback_query")
    sender = query.get("from") if isinstance(query, dict) else None
    return str(sender.get("id", "")) if isinstance(sender, dict) else ""


def _part(update: JSON, kind: str) -> JSON | None:
    """What the update tells of that kind. Raises `TypeError` where that is no object, or an empty one."""
    part = update.get(kind)
    if part is not None and not (isinstance(part, dict) and part):
        raise TypeError(kind)
    return part


def _words(value: object) -> str:
    """What should be text. Raises `TypeError` where it is anything else: nobody behind this has to ask again."""
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _bytes(value: object) -> int:
    """How large a file is said to be; 0 where nothing is said. Raises `TypeError` where that is no size."""
    if value is not None and (type(value) is not int or not 0 <= value < 2**62):
        raise TypeError("size")
    return value or 0


def _id(value: object) -> str:
    """The id of a chat or person, as we keep it. Raises `TypeError` where it can be none."""
    if type(value) is not int or abs(value) >= 2**62:
        raise TypeError("id")
    return str(value)


def _degrees(pin: JSON) -> tuple[float, float]:
    """Where a pin is. Raises `TypeError` or `ValueError` where that is nowhere on earth."""
    latitude, longitude = float(pin["latitude"]), float(pin["longitude"])
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError("nowhere")
    return latitude, longitude


def _is_a_person(user: JSON | None) -> bool:
    return user is not None and not user["is_bot"]


def _names_another(message: JSON, username: str) -> bool:
    """Whether it is 「/help@another_bot」 in a group. In a private chat there is nobody else."""
    command = _COMMAND.match(message.get("text") or "") if message["chat"]["type"] != PRIVATE else None
    return bool(command and command[2] and command[2].lower() != username.lower())


def _moment(part: JSON) -> datetime:
    return datetime.fromtimestamp(part["date"], UTC)


def _inbound(number: int, part: JSON, at: datetime, content: Content, *, edited: bool = False) -> Inbound:
    """`part` says who and where."""
    chat = part["chat"]
    kind = ChatKind.PRIVATE if chat["type"] == PRIVATE else ChatKind.GROUP
    return Inbound(CHANNEL, number, _id(part["from"]["id"]), _id(chat["id"]), kind, at, content, edited)


def _pressed(number: int, query: JSON, signer: Signer, at: datetime) -> Inbound | None:
    if not query.get("message") or not _is_a_person(query.get("from")):
        return None
    where = {"chat": query["message"]["chat"], "from": query["from"]}
    try:
        what, which, version = signer.open(_words(query.get("data") or ""), str(where["chat"]["id"]))
    except ForgedPayload:
        what, which, version = FORGED, "", 0
    return _inbound(number, where, at, Pressed(what, which, version, _words(query["id"])))


def _presence(number: int, change: JSON) -> Inbound | None:
    if change["chat"]["type"] != PRIVATE:
        return None
    here = change["new_chat_member"]["status"] not in _GONE
    return _inbound(number, change, _moment(change), Presence(here))


def _content(message: JSON) -> Content | None:
    caption, album = _words(message.get("caption") or ""), message.get("media_group_id")
    if album is not None:
        album = _words(album)
    if (text := message.get("text")) is not None:
        return _text(text)
    if photos := message.get("photo"):
        return Media((_ref("photo", photos[-1]),), caption, album)
    for kind in _FILES:
        if file := message.get(kind):
            return Media((_ref(kind, file),), caption, album)
    if _is_picture(document := message.get("document") or {}):
        return Media((_ref("document", document),), caption, album)
    return _place_or_other(message)


def _is_picture(document: JSON) -> bool:
    """A photo sent 「as a file」; some phones tell its name alone."""
    named = str(document.get("file_name", "")).lower().endswith(_PICTURES)
    return named or str(document.get("mime_type", "")).startswith("image/")


def _ref(kind: str, file: JSON) -> MediaRef:
    return MediaRef(kind, _words(file["file_id"]), _words(file["file_unique_id"]), _bytes(file.get("file_size")))


def _text(text: str) -> Content:
    command = _COMMAND.match(text)
    return Command(command[1].lower(), command[3].strip()) if command else Text(text)


def _place_or_other(message: JSON) -> Content | None:
    if venue := message.get("venue"):
        return Place(*_degrees(venue["location"]), _words(venue["title"]))
    if pin := message.get("location"):
        return Place(*_degrees(pin))
    if contact := message.get("contact"):
        return Contact(_words(contact["phone_number"]), contact.get("user_id") == message["from"]["id"])
    kind = next((kind for kind in _NAMED if message.get(kind)), "unknown")
    if caption := message.get("caption"):
        # What bears the words cannot be read; the words can.
        return Text(caption, under=kind)
    if any(service in message for service in _SERVICE):
        return None
    return Other(kind)

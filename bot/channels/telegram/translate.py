"""A Telegram update → what a person did. Pure; knows nothing of what will be made of it."""

from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User

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

CHANNEL = "telegram"
FORGED = "forged"

# In the order of usefulness; the kinds that we do not read are named, so that the answer can name them.
_FILES = ("voice", "video", "video_note")
_NAMED = ("sticker", "animation", "dice", "poll", "document", "audio", "story", "game")


def to_inbound(update: Update, signer: Signer, received: datetime) -> Inbound | None:
    """What `update` says; None where it is none of ours (channel posts, other bots, service messages)."""
    if update.callback_query:
        return _pressed(update.update_id, update.callback_query, signer, received)
    if update.my_chat_member:
        return _presence(update.update_id, update.my_chat_member)
    message = update.message or update.edited_message
    if message is None or not _is_a_person(message.from_user):
        return None
    content = _content(message)
    if content is None:
        return None
    return _inbound(update.update_id, message.chat, message.from_user, message.date, content, update.edited_message)


def chat_of(raw: dict[str, Any]) -> str:
    """The chat whose order a raw update must keep; empty where none can be read from it."""
    for kind in ("message", "edited_message", "my_chat_member", "channel_post"):
        if isinstance(part := raw.get(kind), dict) and isinstance(chat := part.get("chat"), dict):
            return str(chat.get("id", ""))
    query = raw.get("callback_query")
    sender = query.get("from") if isinstance(query, dict) else None
    return str(sender.get("id", "")) if isinstance(sender, dict) else ""


def _is_a_person(user: User | None) -> bool:
    return user is not None and not user.is_bot


def _inbound(
    update_id: int, chat: Chat, user: User | None, at: datetime, content: Content, edited: object = None
) -> Inbound | None:
    if user is None:
        return None
    private = chat.type == Chat.PRIVATE
    kind = ChatKind.PRIVATE if private else ChatKind.GROUP
    return Inbound(CHANNEL, update_id, str(user.id), str(chat.id), kind, at, content, edited is not None)


def _pressed(update_id: int, query: CallbackQuery, signer: Signer, at: datetime) -> Inbound | None:
    chat = query.message.chat if query.message else None
    if chat is None or not _is_a_person(query.from_user):
        return None
    try:
        what, which, version = signer.open(query.data or "", str(chat.id))
    except ForgedPayload:
        what, which, version = FORGED, "", 0
    return _inbound(update_id, chat, query.from_user, at, Pressed(what, which, version, query.id))


def _presence(update_id: int, change: ChatMemberUpdated) -> Inbound | None:
    if change.chat.type != Chat.PRIVATE:
        return None
    here = change.new_chat_member.status not in (ChatMember.BANNED, ChatMember.LEFT)
    return _inbound(update_id, change.chat, change.from_user, change.date, Presence(here))


def _content(message: Message) -> Content | None:
    caption = message.caption or ""
    if message.text is not None:
        return _text(message)
    if message.photo:
        largest = message.photo[-1]
        return Media((MediaRef("photo", largest.file_id, largest.file_unique_id),), caption, message.media_group_id)
    for kind in _FILES:
        if file := getattr(message, kind):
            ref = MediaRef(kind, file.file_id, file.file_unique_id)
            return Media((ref,), caption, message.media_group_id)
    return _place_or_other(message)


def _text(message: Message) -> Content:
    text = message.text or ""
    if not text.startswith("/"):
        return Text(text)
    name, _, argument = text[1:].partition(" ")
    return Command(name.partition("@")[0].lower(), argument.strip())


def _place_or_other(message: Message) -> Content | None:
    if message.venue:
        pin = message.venue.location
        return Place(pin.latitude, pin.longitude, message.venue.title)
    if message.location:
        return Place(message.location.latitude, message.location.longitude)
    if message.contact:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        return Contact(message.contact.phone_number, own)
    kind = next((kind for kind in _NAMED if getattr(message, kind)), None)
    return Other(kind) if kind else None

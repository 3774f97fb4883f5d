"""Our messages as Telegram's: texts, buttons, albums, toasts; Telegram's refusals as ours."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    Message,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.telegram.payload import Signer
from bot.domain.errors import ChannelUnavailable, RejectedMessage, Undeliverable
from bot.domain.messages import Choice, Choices, MediaRef, Menu, Outbound, Toast
from bot.texts.buttons import BUTTONS

MOST_TEXT = 4096
MOST_CAPTION = 1024
MOST_TOAST = 200
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Telegram's words (400) for a chat that takes nothing, and for an edit or answer that has nothing left to do.
_GONE = ("chat not found", "user is deactivated", "bot was blocked", "peer_id_invalid", "user_is_blocked")
_NOTHING_TO_DO = ("message is not modified",)
_NOT_THERE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_TOO_LATE = ("query is too old", "query id is invalid")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TelegramChannel:
    """The way out to Telegram."""

    bot: Bot
    signer: Signer

    async def send(self, chat: str, message: Outbound, edits: str | None) -> str | None:
        """Send or redraw; a card that cannot be redrawn any more is sent anew."""
        markup = self._markup(message.choices, chat)
        text = message.prompt.text()
        if message.media:
            return await self._send_files(chat, text, message.media)
        if edits:
            try:
                return await self._edit(chat, edits, text, markup)
            except _NotThere:
                pass
        sent = await _spoken(
            self.bot.send_message(
                chat_id=chat, text=text[:MOST_TEXT], reply_markup=markup, link_preview_options=_NO_PREVIEW
            )
        )
        return str(sent.message_id)

    async def answer(self, query: str, toast: Toast | None) -> None:
        """Stop the button's spinning, with a notice where there is one."""
        text = toast.prompt.text()[:MOST_TOAST] if toast else None
        try:
            await self.bot.answer_callback_query(query, text=text, show_alert=bool(toast and toast.alert))
        except BadRequest as error:
            if not _says(error, _TOO_LATE):
                raise RejectedMessage(error.message) from error
        except TelegramError as error:
            raise _translated(error) from None

    async def set_menu(self, chat: str, menu: Menu) -> None:
        """The commands of this one chat; everybody else keeps the usual menu."""
        commands = [BotCommand(command, words) for command, words in menu.commands]
        await _spoken(self.bot.set_my_commands(commands, scope=BotCommandScopeChat(chat)))

    def is_group(self, chat: str) -> bool:
        """Groups and channels have negative ids."""
        return chat.startswith("-")

    async def _edit(self, chat: str, message_id: str, text: str, markup: InlineKeyboardMarkup | None) -> str:
        try:
            await self.bot.edit_message_text(
                text=text[:MOST_TEXT],
                chat_id=chat,
                message_id=int(message_id),
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as error:
            if _says(error, _NOT_THERE):
                raise _NotThere from None
            if not _says(error, _NOTHING_TO_DO):
                raise _translated(error) from error
        except TelegramError as error:
            raise _translated(error) from None
        return message_id

    async def _send_files(self, chat: str, caption: str, media: tuple[MediaRef, ...]) -> str:
        text = caption[:MOST_CAPTION]
        first = media[0]
        if len(media) > 1:
            kinds = {"photo": InputMediaPhoto, "video": InputMediaVideo}
            album = [kinds[ref.kind](ref.file_id, caption=text if ref is first else None) for ref in media]
            sent = await _spoken(self.bot.send_media_group(chat_id=chat, media=album))
            return str(sent[0].message_id)
        return str((await _spoken(self._send_file(chat, text, first))).message_id)

    def _send_file(self, chat: str, caption: str, ref: MediaRef) -> Awaitable[Message]:
        match ref.kind:
            case "photo":
                return self.bot.send_photo(chat_id=chat, photo=ref.file_id, caption=caption)
            case "voice":
                return self.bot.send_voice(chat_id=chat, voice=ref.file_id, caption=caption)
            case "video":
                return self.bot.send_video(chat_id=chat, video=ref.file_id, caption=caption)
            case "video_note":
                return self.bot.send_video_note(chat_id=chat, video_note=ref.file_id)
            case kind:
                raise RejectedMessage(f"a file of kind {kind!r} cannot be sent")

    def _markup(self, choices: Choices, chat: str) -> InlineKeyboardMarkup | None:
        if not choices:
            return None
        return InlineKeyboardMarkup([[self._button(choice, chat) for choice in row] for row in choices])

    def _button(self, choice: Choice, chat: str) -> InlineKeyboardButton:
        label = choice.label or BUTTONS[choice.what]
        if choice.url:
            return InlineKeyboardButton(label, url=choice.url)
        return InlineKeyboardButton(label, callback_data=self.signer.seal(choice, chat))


class _NotThere(Exception):
    """The message to redraw is gone or too old."""


async def _spoken(call: Awaitable[T]) -> T:
    """The result of a call to Telegram, its refusals as ours."""
    try:
        return await call
    except TelegramError as error:
        raise _translated(error) from None


def _says(error: TelegramError, words: tuple[str, ...]) -> bool:
    said = error.message.lower()
    return any(word in said for word in words)


def _translated(error: TelegramError) -> Exception:
    """Ours for Telegram's. Mind the order: `BadRequest` and `TimedOut` are kinds of `NetworkError`."""
    match error:
        case RetryAfter():
            wait = error.retry_after  # a number of seconds, or a duration where PTB_TIMEDELTA is set
            return ChannelUnavailable("asked to wait", wait if isinstance(wait, int) else wait.total_seconds())
        case Forbidden():
            return Undeliverable(error.message)
        case BadRequest():
            return Undeliverable(error.message) if _says(error, _GONE) else RejectedMessage(error.message)
        case InvalidToken() | Conflict() | NetworkError():
            return ChannelUnavailable(type(error).__name__)
        case _:
            # Telegram's remaining codes (5xx without a body it explains) mean: later.
            return ChannelUnavailable(error.message)

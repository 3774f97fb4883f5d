"""Our messages as Telegram's: texts, buttons, albums, toasts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.telegram.api import Api, says
from bot.channels.telegram.payload import Signer
from bot.channels.telegram.request import FilePart
from bot.domain.errors import RejectedMessage
from bot.domain.messages import Choice, Choices, MediaRef, Menu, Outbound, Toast
from bot.texts.buttons import BUTTONS

MOST_TEXT = 4096
MOST_CAPTION = 1024
MOST_TOAST = 200
COPY_NAME = "photo.jpg"
_SHOWN = ("photo", "voice", "video", "video_note")
_NO_PREVIEW = {"is_disabled": True}
# Telegram's words (400) for an edit or answer that has nothing left to do.
_NOTHING_TO_DO = ("message is not modified",)
_NOT_THERE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_GONE_ALREADY = ("message to delete not found", "message_id_invalid")
_TOO_LATE = ("query is too old", "query id is invalid")
# How a file of each kind is sent alone: the method and the parameter that bears it.
_ALONE = {
    "photo": ("sendPhoto", "photo"),
    "voice": ("sendVoice", "voice"),
    "video": ("sendVideo", "video"),
    "document": ("sendDocument", "document"),
    "video_note": ("sendVideoNote", "video_note"),
}


@dataclass(frozen=True, slots=True)
class TelegramChannel:
    """The way out to Telegram."""

    api: Api
    signer: Signer

    async def send(self, chat: str, message: Outbound, edits: str | None) -> str | None:
        """Send or redraw; a card that cannot be redrawn any more is sent anew."""
        text = message.prompt.text()
        shown = {
            "chat_id": chat,
            "text": text[:MOST_TEXT],
            "reply_markup": self._markup(message.choices, chat),
            "link_preview_options": _NO_PREVIEW,
        }
        if edits and await self._redrawn(edits, shown):
            return edits
        return _id(await self.api.call("sendMessage", **shown, disable_notification=message.silent or None))

    async def show(self, chat: str, message: Outbound, fresh: Mapping[str, bytes]) -> tuple[str, dict[str, str]]:
        """Files, alone or as an album."""
        for ref in message.media:
            if ref.kind not in _SHOWN:
                raise RejectedMessage(f"a file of kind {ref.kind!r} is not passed on")
        sent = await self._send_files(chat, message.prompt.text()[:MOST_CAPTION], message.media, fresh)
        known = {
            ref.unique_id: answer["photo"][-1]["file_id"]
            for ref, answer in zip(message.media, sent, strict=False)
            if ref.unique_id in fresh and answer.get("photo")
        }
        return _id(sent[0]), known

    async def download(self, file_id: str, most: int) -> bytes:
        """As Telegram gives it: by a path that it names."""
        found = await self.api.call("getFile", file_id=file_id)
        return await self.api.download(str(found.get("file_path", "")), most)

    async def upload(self, chat: str, message: Outbound, content: bytes) -> str:
        """Upload a file of our own; its words are the caption, its buttons stand beneath."""
        if message.upload is None or message.upload.kind not in _ALONE:
            raise RejectedMessage("nothing that could be uploaded")
        method, parameter = _ALONE[message.upload.kind]
        caption, markup = message.prompt.text()[:MOST_CAPTION], self._markup(message.choices, chat)
        file = FilePart(parameter, message.upload.name, content)
        return _id(await self.api.upload(method, file, chat_id=chat, caption=caption, reply_markup=markup))

    async def remove(self, chat: str, message_id: str) -> None:
        """Delete a message; one that is older than Telegram lets us delete (48 hours) loses its buttons instead."""
        where = {"chat_id": chat, "message_id": int(message_id)}
        try:
            await self.api.call("deleteMessage", **where)
        except RejectedMessage as error:
            if not says(str(error), _GONE_ALREADY):
                await self._disarm(where)

    async def answer(self, query: str, toast: Toast | None) -> None:
        """Stop the button's spinning, with a notice where there is one."""
        text = toast.prompt.text()[:MOST_TOAST] if toast else None
        alert = True if toast and toast.alert else None
        try:
            await self.api.call("answerCallbackQuery", callback_query_id=query, text=text, show_alert=alert)
        except RejectedMessage as error:
            if not says(str(error), _TOO_LATE):
                raise

    async def set_menu(self, chat: str, menu: Menu) -> None:
        """The commands of this one chat; everybody else keeps the usual menu."""
        commands = [{"command": command, "description": words} for command, words in menu.commands]
        await self.api.call("setMyCommands", commands=commands, scope={"type": "chat", "chat_id": chat})

    def is_group(self, chat: str) -> bool:
        """Groups and channels have negative ids."""
        return chat.startswith("-")

    async def _redrawn(self, message_id: str, shown: dict[str, Any]) -> bool:
        """Whether the message could be redrawn; it may look like that already."""
        try:
            await self.api.call("editMessageText", message_id=int(message_id), **shown)
        except RejectedMessage as error:
            if says(str(error), _NOT_THERE):
                return False
            if not says(str(error), _NOTHING_TO_DO):
                raise
        return True

    async def _disarm(self, where: dict[str, Any]) -> None:
        """Take the buttons away; there may be none."""
        try:
            await self.api.call("editMessageReplyMarkup", **where)
        except RejectedMessage as error:
            if not says(str(error), _NOTHING_TO_DO + _NOT_THERE):
                raise

    async def _send_files(
        self, chat: str, caption: str, media: tuple[MediaRef, ...], fresh: Mapping[str, bytes]
    ) -> list[dict[str, Any]]:
        """The messages that it became."""
        files = [FilePart(ref.unique_id, COPY_NAME, fresh[ref.unique_id]) for ref in media if ref.unique_id in fresh]
        where = [f"attach://{ref.unique_id}" if ref.unique_id in fresh else ref.file_id for ref in media]
        if len(media) > 1:
            album = [{"type": ref.kind, "media": at} for ref, at in zip(media, where, strict=True)]
            album[0]["caption"] = caption
            return list(await self.api.upload("sendMediaGroup", *files, chat_id=chat, media=album))
        method, parameter = _ALONE[media[0].kind]
        words = None if media[0].kind == "video_note" else caption
        return [await self.api.upload(method, *files, chat_id=chat, caption=words, **{parameter: where[0]})]

    def _markup(self, choices: Choices, chat: str) -> dict[str, Any] | None:
        if not choices:
            return None
        return {"inline_keyboard": [[self._button(choice, chat) for choice in row] for row in choices]}

    def _button(self, choice: Choice, chat: str) -> dict[str, str]:
        label = choice.label or BUTTONS[choice.what]
        return {
            "text": label,
            **({"url": choice.url} if choice.url else {"callback_data": self.signer.seal(choice, chat)}),
        }


def _id(message: dict[str, Any]) -> str:
    return str(message["message_id"])

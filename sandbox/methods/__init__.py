"""The one ordered table of the Bot API methods that the sandbox knows."""

from collections.abc import Callable

from sandbox.methods import albums, copying, editing, files, profile, receiving, sending
from sandbox.methods.common import Answer, Outcome
from sandbox.params import Params
from sandbox.world import World

__all__ = ["METHODS", "Method", "Outcome", "find_method"]

Method = Callable[[World, Params], Answer]

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "logOut": receiving.log_out,
    "close": receiving.log_out,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": files.send_photo,
    "sendDocument": files.send_document,
    "sendVoice": files.send_voice,
    "sendVideo": files.send_video,
    "sendMediaGroup": albums.send_media_group,
    "sendLocation": sending.send_location,
    "sendVenue": sending.send_venue,
    "sendContact": sending.send_contact,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageMedia": albums.edit_media,
    "editMessageReplyMarkup": editing.edit_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "forwardMessage": copying.forward_message,
    "copyMessage": copying.copy_message,
    "answerCallbackQuery": editing.answer_callback,
    "getFile": receiving.get_file,
    "getChat": profile.get_chat,
    "setMyCommands": profile.set_commands,
    "getMyCommands": profile.get_commands,
    "deleteMyCommands": profile.delete_commands,
    "setMyDescription": profile.set_description,
    "getMyDescription": profile.get_description,
    "setMyShortDescription": profile.set_short_description,
    "getMyShortDescription": profile.get_short_description,
    "setChatMenuButton": profile.set_menu_button,
    "getChatMenuButton": profile.get_menu_button,
}

_BY_LOWER_NAME = {name.lower(): (name, method) for name, method in METHODS.items()}


def find_method(name: str) -> tuple[str, Method] | None:
    """The method of a name, whatever its case, and how it is spelt."""
    return _BY_LOWER_NAME.get(name.lower())

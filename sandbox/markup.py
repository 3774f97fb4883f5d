"""Keyboards under messages: their shapes and limits (https://core.telegram.org/bots/api#inlinekeyboardmarkup)."""

from dataclasses import dataclass
from typing import Any, Literal

from sandbox.errors import BadRequest
from sandbox.params import Params
from sandbox.wire import JSON

Kind = Literal["inline", "keyboard", "remove", "force"]

MOST_BUTTONS = 100
MOST_DATA_BYTES = 64
INLINE_ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)


@dataclass(frozen=True, slots=True)
class Markup:
    """A checked reply markup."""

    kind: Kind
    body: JSON

    @property
    def inline(self) -> JSON | None:
        """What a message shows of it: only inline keyboards, and not empty ones."""
        return self.body if self.kind == "inline" and any(self.body["inline_keyboard"]) else None


def read_markup(params: Params) -> Markup | None:
    """The call's reply_markup, refused as Telegram refuses it."""
    value = params.parsed("reply_markup", "reply keyboard markup")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise BadRequest("object expected as reply markup")
    if "inline_keyboard" in value:
        return Markup("inline", {"inline_keyboard": _rows(value["inline_keyboard"], "inline keyboard", _inline_button)})
    if "keyboard" in value:
        return Markup("keyboard", {**value, "keyboard": _rows(value["keyboard"], "keyboard", _reply_button)})
    if value.get("remove_keyboard"):
        return Markup("remove", value)
    return Markup("force", value) if value.get("force_reply") else None


def read_inline_markup(params: Params) -> JSON | None:
    """As `read_markup`, for edits: only inline keyboards can be put under an existing message."""
    markup = read_markup(params)
    if markup is not None and markup.kind != "inline":
        raise BadRequest("inline keyboard expected")
    return markup.inline if markup else None


def buttons(markup: JSON | None) -> list[JSON]:
    """The buttons of an inline keyboard in reading order."""
    return [button for row in (markup or {}).get("inline_keyboard", []) for button in row]


def _rows(rows: Any, what: str, check: Any) -> list[list[JSON]]:
    if not isinstance(rows, list):
        raise BadRequest(f'can\'t parse {what}: Field "{what.replace(" ", "_")}" must be of type Array')
    checked = []
    for row in rows:
        if not isinstance(row, list):
            raise BadRequest(f"can't parse {what}: Expected an Array of buttons")
        if row:
            checked.append([check(button) for button in row])
    if sum(map(len, checked)) > MOST_BUTTONS:
        raise BadRequest("reply markup is too long")
    return checked


def _inline_button(button: Any) -> JSON:
    if not isinstance(button, dict):
        raise BadRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    _has_text(button, "inline keyboard button")
    actions = INLINE_ACTIONS & button.keys()
    if not actions:
        raise BadRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in actions:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= MOST_DATA_BYTES:
            raise BadRequest("BUTTON_DATA_INVALID")
    if "url" in actions and not _is_link(button["url"]):
        raise BadRequest(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return button


def _reply_button(button: Any) -> JSON:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise BadRequest("can't parse keyboard button: KeyboardButton must be a String or an Object")
    _has_text(button, "keyboard button")
    return button


def _has_text(button: JSON, what: str) -> None:
    text = button.get("text")
    if not isinstance(text, str):
        raise BadRequest(f"can't parse {what}: Can't find field \"text\"")
    if not text.strip():
        raise BadRequest(f"{what} text must be non-empty")


def _is_link(url: Any) -> bool:
    return isinstance(url, str) and url.split(":", 1)[0] in {"http", "https", "tg", "tel"} and " " not in url

"""Keyboards under messages: their shapes and limits (https://core.telegram.org/bots/api#inlinekeyboardmarkup)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.errors import BadRequest
from sandbox.params import Params
from sandbox.wire import JSON

Kind = Literal["inline", "keyboard", "remove", "force"]

MOST_INLINE, MOST_INLINE_IN_ROW = 100, 8
MOST_REPLY, MOST_REPLY_IN_ROW = 300, 12
"""Buttons; Telegram documents none of the four, clients and servers keep them."""
MOST_DATA_BYTES = 64
QUERIES = ("switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat")
INLINE_ACTIONS = ("callback_data", "url", "web_app", "login_url", *QUERIES, "copy_text", "callback_game", "pay")
FLAGS = {"force_reply", "remove_keyboard", "selective", "one_time_keyboard", "is_persistent", "resize_keyboard"}


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
    _check_flags(value)
    if "inline_keyboard" in value:
        rows = _rows(value["inline_keyboard"], "inline_keyboard", _inline_button, MOST_INLINE, MOST_INLINE_IN_ROW)
        return Markup("inline", {"inline_keyboard": rows})
    if "keyboard" in value:
        rows = _rows(value["keyboard"], "keyboard", _reply_button, MOST_REPLY, MOST_REPLY_IN_ROW)
        return Markup("keyboard", {**value, "keyboard": rows})
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


def _check_flags(value: JSON) -> None:
    for name in FLAGS & value.keys():
        if not isinstance(value[name], bool):
            raise BadRequest(f'field "{name}" must be of type Boolean')


def _rows(rows: Any, field: str, check: Callable[[Any], JSON], most: int, most_in_row: int) -> list[list[JSON]]:
    if not isinstance(rows, list):
        raise BadRequest(f'field "{field}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise BadRequest(f'field "{field}" must be an Array of Arrays')
    checked = [[check(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > most or any(len(row) > most_in_row for row in checked):
        raise BadRequest("REPLY_MARKUP_TOO_LONG")
    return checked


def _inline_button(button: Any) -> JSON:
    if not isinstance(button, dict):
        raise BadRequest("can't parse inline keyboard button: expected an Object")
    _check_text(button, "inline keyboard button")
    action = next((name for name in INLINE_ACTIONS if button.get(name) not in (None, "")), None)
    if action is None and not any(name in button for name in QUERIES):
        raise BadRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if action in _CHECKS:
        _CHECKS[action](button[action])
    return button


def _check_data(data: Any) -> None:
    if not isinstance(data, str) or len(data.encode()) > MOST_DATA_BYTES:
        raise BadRequest("BUTTON_DATA_INVALID")


def _check_url(url: Any) -> None:
    protocol, colon, rest = str(url).partition("://")
    if protocol not in {"http", "https", "tg"} and colon:
        raise BadRequest(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if not (colon and rest.strip("/")) and "." not in str(url):
        raise BadRequest(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_web_app(app: Any) -> None:
    url = app.get("url") if isinstance(app, dict) else app
    if not str(url).startswith("https://"):
        raise BadRequest(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _check_copy(copied: Any) -> None:
    text = copied.get("text") if isinstance(copied, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= 256:
        raise BadRequest("BUTTON_COPY_TEXT_INVALID")


def _refuse_type(_value: Any) -> None:
    raise BadRequest("BUTTON_TYPE_INVALID")


_CHECKS: dict[str, Callable[[Any], None]] = {
    "callback_data": _check_data,
    "url": _check_url,
    "web_app": _check_web_app,
    "copy_text": _check_copy,
    "pay": _refuse_type,
    "callback_game": _refuse_type,
}


def _reply_button(button: Any) -> JSON:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise BadRequest("can't parse keyboard button: expected an Object or a String")
    _check_text(button, "keyboard button")
    return button


def _check_text(button: JSON, what: str) -> None:
    if "text" not in button:
        raise BadRequest(f"can't parse {what}: Can't find field \"text\"")
    text = button["text"]
    if not isinstance(text, str):
        raise BadRequest(f'can\'t parse {what}: Field "text" must be of type String')
    if not text.strip():
        raise BadRequest(f"{what} text must be non-empty")

"""The Bot API's methods that carry our messages, called straight: JSON there, JSON back, refusals as ours.

python-telegram-bot's `Bot` builds objects from our parameters and a `Message` with all its parts from each answer, of
which we read one number: two thirds of what a send cost.
"""

import json
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json, to_json
from telegram.error import NetworkError

from bot.channels.telegram.request import AiohttpRequest, FilePart
from bot.domain.errors import BadPicture, ChannelUnavailable, RejectedMessage, Undeliverable
from bot.domain.pictures import Flaw

# Telegram's words (400) for a chat that takes nothing.
_GONE = ("chat not found", "user is deactivated", "bot was blocked", "peer_id_invalid", "user_is_blocked")


@dataclass(frozen=True, slots=True)
class Api:
    """Calls methods under `url`, and takes files from `file_url`; both bear the token and are never logged."""

    request: AiohttpRequest
    url: str
    file_url: str = ""

    async def call(self, method: str, **parameters: object) -> Any:
        """The method's result; parameters that are None are left out.

        Raises `ChannelUnavailable` (also where the answer was lost: it may have arrived), `Undeliverable` or
        `RejectedMessage`, in Telegram's own words.
        """
        given = {name: value for name, value in parameters.items() if value is not None}
        return await _result(self.request.post_json(f"{self.url}/{method}", to_json(given)))

    async def upload(self, method: str, *files: FilePart, **parameters: object) -> Any:
        """The same with files of our own: what is not text is JSON within the form. Raises as `call`."""
        if not files:
            return await self.call(method, **parameters)
        given = {name: _as_field(value) for name, value in parameters.items() if value is not None}
        return await _result(self.request.post_files(f"{self.url}/{method}", given, files))

    async def download(self, path: str, most: int) -> bytes:
        """The file that `getFile` named. Raises `BadPicture` where it is larger than `most` bytes, else as `call`."""
        try:
            status, body = await self.request.fetch(f"{self.file_url}/{path}", most + 1)
        except NetworkError as error:
            raise ChannelUnavailable(type(error).__name__) from None
        if status != 200:
            raise RejectedMessage("file is gone") if status in {400, 404} else ChannelUnavailable(f"answered {status}")
        if len(body) > most:
            raise BadPicture(Flaw.TOO_LARGE)
        return body


async def _result(asking: Awaitable[tuple[int, bytes]]) -> Any:
    try:
        status, body = await asking
    except NetworkError as error:  # `TimedOut` is one of them
        raise ChannelUnavailable(type(error).__name__) from None
    answer = _read(body)
    if status == 200 and "result" in answer:
        return answer["result"]
    raise refusal(status, answer)


def _as_field(value: object) -> str:
    return value if isinstance(value, str) else to_json(value).decode()


def refusal(status: int, answer: dict[str, Any]) -> Exception:
    """What to raise for an answer that brings no result (https://core.telegram.org/bots/api#making-requests)."""
    said = str(answer.get("description", ""))
    match status:
        case 429:
            wait = (answer.get("parameters") or {}).get("retry_after")
            return ChannelUnavailable("asked to wait", wait)
        case 403 | 400 if answer.get("ok") is not False:
            # A proxy in between says so, not Telegram: it is no word about this chat or this message.
            return ChannelUnavailable(f"answered {status}")
        case 403:
            return Undeliverable(said)
        case 400:
            return Undeliverable(said) if says(said, _GONE) else RejectedMessage(said)
        case _:
            # An unknown token and another poller among them: for the message they all mean, later.
            return ChannelUnavailable(f"answered {status}")


def says(said: str, words: tuple[str, ...]) -> bool:
    """Whether one of `words` stands in Telegram's sentence."""
    lower = said.lower()
    return any(word in lower for word in words)


def _read(body: bytes) -> dict[str, Any]:
    """The answer; empty where something between us and Telegram answered in its place."""
    try:
        answer = _parsed(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _parsed(body: bytes) -> Any:
    """Half a surrogate pair, which Python's own reader takes, may be in the name of a chat that is told back to us."""
    try:
        return from_json(body)
    except ValueError:
        return json.loads(body)

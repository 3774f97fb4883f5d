"""Long polling that acknowledges only what is stored: the next request's offset follows the commit."""

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.channels.intake import Intake
from bot.channels.telegram.application import is_numbered, received
from bot.domain.errors import BadToken, Transient

log = structlog.get_logger(__name__)

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
PAGE = 100
BACKOFF_S = (1.0, 2.0, 5.0, 10.0, 30.0)
STORE_RETRY_S = 2.0


@dataclass(slots=True)
class Poller:
    """Asks `url` (with the token, never logged) for updates and hands them to `intake`. `hold_s`: of a long poll."""

    request: BaseRequest
    url: str
    intake: Intake
    hold_s: int
    _offset: int | None = None

    async def run(self) -> None:
        """Until cancelled. Raises `BadToken` where the platform does not know us any more."""
        failures = 0
        while True:
            try:
                updates = await self._ask()
                await self.intake.accept([received(raw) for raw in updates])
                self._offset = _next_offset(updates, self._offset)
                failures = 0
            except InvalidToken as error:
                raise BadToken("Telegram no longer accepts this bot token") from error
            except (TelegramError, Transient) as error:
                await asyncio.sleep(_patience(error, failures))
                failures += 1

    async def _ask(self) -> list[Any]:
        query: dict[str, Any] = {"timeout": self.hold_s, "limit": PAGE, "allowed_updates": _json_list(ALLOWED)}
        if self._offset is not None:
            query["offset"] = self._offset
        updates = await self.request.post(
            f"{self.url}/getUpdates?{urlencode(query)}", read_timeout=self.hold_s + 15, connect_timeout=10
        )
        return updates if isinstance(updates, list) else []


def _next_offset(updates: list[Any], offset: int | None) -> int | None:
    """One more than the greatest id; what bears none is confirmed along with its neighbours."""
    ids = [raw["update_id"] for raw in updates if is_numbered(raw)]
    return max(ids) + 1 if ids else offset


def _patience(error: Exception, failures: int) -> float:
    """Seconds to wait after a failed poll, and a word to the operator about why."""
    wait = BACKOFF_S[min(failures, len(BACKOFF_S) - 1)]
    match error:
        case Conflict():
            log.error("another_poller", advice="another program polls with this bot's token; stop one of the two")
        case RetryAfter():
            asked = error.retry_after
            wait = asked if isinstance(asked, int) else asked.total_seconds()
            log.warning("polling_asked_to_wait", wait_s=wait)
        case Transient():
            # Nobody at Telegram is troubled by it: as soon as the store takes them, they are asked for again.
            wait = min(wait, STORE_RETRY_S)
            log.warning("polling_interrupted", kind=type(error).__name__, wait_s=wait)
        case _:
            log.warning("polling_interrupted", kind=type(error).__name__, wait_s=wait)
    return wait


def _json_list(names: tuple[str, ...]) -> str:
    return "[" + ",".join(f'"{name}"' for name in names) + "]"

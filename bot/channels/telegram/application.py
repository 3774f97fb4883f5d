"""python-telegram-bot's Application, its handler made from the table of routes; updates come to it from the inbox."""

import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeGuard

import structlog
from telegram import Bot
from telegram.ext import Application, ApplicationBuilder, BaseHandler, CallbackContext, ExtBot

from bot.channels.telegram.payload import Signer
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.translate import CHANNEL, chat_of, to_inbound
from bot.config import Secrets
from bot.domain.clock import from_millis
from bot.domain.trace import followed
from bot.handlers.dispatch import Arrival, Dispatcher
from bot.handlers.route import Route
from bot.handlers.table import Table
from bot.services.delivery import Parcel
from bot.storage.inbox import Received, Waiting

log = structlog.get_logger(__name__)

# Beyond it the store's integers end.
GREATEST_ID = 2**62

Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
App = Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]


@dataclass(slots=True)
class Passage:
    """An arrival on its way through the Application, which row answers it, and what came of it."""

    arrival: Arrival
    route: Route | None = None
    parcels: list[Parcel] = field(default_factory=list)
    failure: Exception | None = None


class TableHandler(BaseHandler[Passage, Context, None]):
    """The table of routes as a handler of the Application."""

    __slots__ = ("_dispatcher", "_table")

    def __init__(self, table: Table, dispatcher: Dispatcher) -> None:
        super().__init__(self._run)
        self._table = table
        self._dispatcher = dispatcher

    def check_update(self, update: object) -> Route | None:
        """The row that answers it."""
        inbound = update.arrival.inbound if isinstance(update, Passage) else None
        return self._table.first(inbound) if inbound is not None else None

    def collect_additional_context(
        self,
        context: Context,  # noqa: ARG002 - the signature is python-telegram-bot's
        update: Passage,
        application: Any,  # noqa: ARG002
        check_result: object,
    ) -> None:
        """Keep the row that `check_update` found."""
        update.route = check_result if isinstance(check_result, Route) else None

    async def _run(self, update: Passage, _: Context) -> None:
        if update.route is None:
            return
        # The Application would log an error and go on; whoever owns the inbox row must hear of it instead.
        try:
            update.parcels = await self._dispatcher.handle(update.route, update.arrival)
        except Exception as error:  # noqa: BLE001 - handed on, not swallowed
            update.failure = error


def build_bot(secrets: Secrets, request: AiohttpRequest) -> ExtBot[None]:
    """The client of the Bot API, calling by `request`; nothing is called yet."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    return ExtBot(
        token=secrets.token.get_secret_value(),
        base_url=secrets.base_url,
        base_file_url=secrets.base_file_url,
        request=request,
        get_updates_request=AiohttpRequest(),
    )


def build_application(bot: Bot, routes: Iterable[Route], dispatcher: Dispatcher) -> App:
    """The Application with the table as its handler."""
    application = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    application.add_handler(TableHandler(Table.of(routes), dispatcher))
    return application  # type: ignore[return-value]  # the builder forgets that there is no job queue


@dataclass(frozen=True, slots=True)
class Desk:
    """Takes stored updates through the Application and hands what they lead to to the sender."""

    application: App
    dispatcher: Dispatcher
    signer: Signer
    offer: Callable[[Sequence[Parcel]], None]

    async def process(self, waiting: Waiting, epoch: int) -> None:
        """Handle one update to its end. Raises `Transient` alone."""
        with followed(f"u{waiting.seq}"):
            await self._process(waiting, epoch)

    async def _process(self, waiting: Waiting, epoch: int) -> None:
        try:
            at, username = from_millis(waiting.received_at), self.application.bot.username
            inbound = to_inbound(json.loads(waiting.raw), self.signer, at, username)
            arrival = Arrival(waiting, epoch, inbound)
        except Exception as error:  # noqa: BLE001 - whatever a malformed update leads to, only it suffers
            log.warning("update_quarantined", update=waiting.update_id, kind=type(error).__name__)
            await self.dispatcher.quarantine(Arrival(waiting, epoch, None), f"unreadable: {type(error).__name__}")
            return
        if arrival.inbound is None:
            await self.dispatcher.ignore(arrival)
            return
        passage = Passage(arrival)
        await self.application.process_update(passage)
        if passage.failure:
            raise passage.failure
        self.offer(passage.parcels)


def is_numbered(raw: object) -> TypeGuard[dict[str, Any]]:
    """Whether a raw update bears an id that can be one."""
    return isinstance(raw, dict) and type(raw.get("update_id")) is int and 0 <= raw["update_id"] < GREATEST_ID


def received(raw: object) -> Received:
    """A raw update for the inbox. One that cannot even be numbered gets a number of its own, below all real ones."""
    text = _NUL.sub(r"\1\\u0001", _whole(json.dumps(raw, ensure_ascii=False, separators=(",", ":"))))
    if is_numbered(raw):
        return Received(CHANNEL, raw["update_id"], _whole(chat_of(raw)).replace("\0", "\1"), text)
    return Received(CHANNEL, -1 - int.from_bytes(sha256(text.encode()).digest()[:6]), "", text)


# As JSON spells U+0000, which PostgreSQL keeps nowhere: it is read as another control character, nobody sees either.
# Before it stands an even number of backslashes: behind an odd one it would be five letters.
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def _whole(text: str) -> str:
    """Half a surrogate pair, which JSON can spell and no store can keep, becomes a question mark."""
    return text.encode(errors="replace").decode()

"""One bot at Telegram: getting to know each other, the command menu, and the two ways in."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, repeat

import structlog
from telegram import BotCommand
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.channels.intake import Intake
from bot.channels.telegram import webhook
from bot.channels.telegram.api import Api
from bot.channels.telegram.application import build_bot
from bot.channels.telegram.payload import Signer
from bot.channels.telegram.polling import ALLOWED, Poller
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.sending import TelegramChannel
from bot.config import Secrets
from bot.config.sections import Telegram as TelegramSettings
from bot.domain.errors import BadConfiguration, BadToken

log = structlog.get_logger(__name__)

PATIENCE_S = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Telegram:
    """The connection; made by `connect`."""

    bot: ExtBot[None]
    request: AiohttpRequest
    secrets: Secrets
    signer: Signer

    @classmethod
    async def connect(cls, secrets: Secrets) -> "Telegram":
        """Ask Telegram who we are, again and again while there is no network.

        Raises `BadToken` where it does not know us.
        """
        request = AiohttpRequest()
        signer = Signer.for_token(secrets.token.get_secret_value())
        telegram = cls(build_bot(secrets, request), request, secrets, signer)
        try:
            await _patiently(telegram._meet)
        except BaseException:
            await telegram.close()
            raise
        return telegram

    async def _meet(self) -> None:
        try:
            await self.bot.initialize()
        except InvalidToken as error:
            raise BadToken("Telegram does not know this bot token: check TELEGRAM_BOT_TOKEN") from error
        log.info("connected", bot=self.bot.username)

    @property
    def channel(self) -> TelegramChannel:
        """The way out."""
        return TelegramChannel(Api(self.request, self._url, self._file_url), self.signer)

    @property
    def _url(self) -> str:
        """Where the methods are; bears the token."""
        return f"{self.secrets.base_url}{self.secrets.token.get_secret_value()}"

    @property
    def _file_url(self) -> str:
        """Where files are; bears the token."""
        return f"{self.secrets.base_file_url}{self.secrets.token.get_secret_value()}"

    async def introduce(self, menu: Sequence[tuple[str, str]]) -> None:
        """Set the command menu that everybody sees. Without it the bot works all the same."""
        try:
            await self.bot.set_my_commands([BotCommand(command, words) for command, words in menu])
        except TelegramError as error:
            log.warning("menu_not_set", kind=type(error).__name__)

    async def listen(self, settings: TelegramSettings, intake: Intake) -> None:
        """Take updates in, the way that the settings say, until cancelled."""
        await (self._poll(settings, intake) if settings.mode == "polling" else self._wait(settings, intake))

    async def _poll(self, settings: TelegramSettings, intake: Intake) -> None:
        await _patiently(self.bot.delete_webhook)  # while one is set, Telegram answers no poll
        async with AiohttpRequest() as request:
            await Poller(request, self._url, intake, settings.poll_timeout_s).run()

    async def _wait(self, settings: TelegramSettings, intake: Intake) -> None:
        secret = self.secrets.webhook_secret.get_secret_value() if self.secrets.webhook_secret else ""
        async with webhook.serve(settings, intake, secret) as address:
            log.info("webhook_listening", address=address)
            await _patiently(partial(self._hook, settings.webhook_url, secret))
            await asyncio.Event().wait()

    async def _hook(self, url: str, secret: str) -> None:
        try:
            await self.bot.set_webhook(url, secret_token=secret, allowed_updates=list(ALLOWED))
        except BadRequest as error:
            raise BadConfiguration(f"telegram.webhook_url: Telegram refuses it: {error.message}") from error

    async def close(self) -> None:
        """Let go of the connections."""
        await self.bot.shutdown()


async def _patiently(call: Callable[[], Awaitable[object]]) -> None:
    """Call until Telegram answers, however long the network is away. What `call` makes of an answer passes through."""
    for wait in chain(PATIENCE_S, repeat(PATIENCE_S[-1])):
        try:
            await call()
        except TelegramError as error:
            log.warning("telegram_unreachable", kind=type(error).__name__, again_in_s=wait)
            await asyncio.sleep(wait)
        else:
            return

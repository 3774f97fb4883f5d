"""The webhook: checks the secret, limits the body, stores, and only then answers 200 (DESIGN §2)."""

import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from aiohttp import web

from bot.channels.intake import Intake
from bot.channels.telegram.application import received
from bot.config.sections import Telegram
from bot.domain.errors import BadConfiguration, Transient

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


@dataclass(frozen=True, slots=True)
class Webhook:
    """One address to which Telegram posts. `secret` is what it must know."""

    intake: Intake
    secret: str

    async def handle(self, request: web.Request) -> web.Response:
        """200 once stored; 403 without the secret, 400 for what is no JSON, 413 for too much, 503: send it again."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self.secret.encode()):
            log.warning("webhook_refused", reason="wrong or missing secret")
            return web.Response(status=403)
        try:
            raw = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        try:
            await self.intake.accept([received(raw)])
        except Transient:
            return web.Response(status=503)
        return web.Response()


@asynccontextmanager
async def serve(settings: Telegram, intake: Intake, secret: str) -> AsyncIterator[str]:
    """Listen while the block runs; the address listened at. Raises `BadConfiguration` where the port cannot be had."""
    application = web.Application(client_max_size=settings.max_body_bytes)
    application.router.add_post(settings.webhook_listen.path, Webhook(intake, secret).handle)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=5)
    await runner.setup()
    listen = settings.webhook_listen
    try:
        site = web.TCPSite(runner, listen.host, listen.port)
        try:
            await site.start()
        except OSError as error:
            where = f"{listen.host}:{listen.port}"
            raise BadConfiguration(f"telegram.webhook_listen: cannot listen on {where}: {error.strerror}") from error
        yield f"http://{listen.host}:{listen.port}{listen.path}"
    finally:
        await runner.cleanup()

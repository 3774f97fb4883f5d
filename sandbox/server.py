"""The sandbox as a whole: its routes, where it listens, how it starts and stops."""

import ipaddress
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox import page
from sandbox.api import BotApi
from sandbox.control import Control
from sandbox.groups import Groups
from sandbox.http import guarded
from sandbox.people import People
from sandbox.stream import stream_events
from sandbox.world import World

TOKEN = "424242:sandbox"  # noqa: S105 - a token of the sandbox opens nothing
MOST_BODY = 60 * 2**20


class NotLoopback(ValueError):
    """The sandbox plays people without asking who calls; it listens on loopback only."""


class Sandbox:
    """A Bot API server with its people, run in the present loop by `async with`.

    `port` 0 takes a free one; `url` says which. `limits` keeps Telegram's pace; `in_order` makes a webhook
    get everything of one chat one after another, where Telegram orders messages and presses apart.
    Raises NotLoopback for a host beyond this machine and OSError for a port in use.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        token: str = TOKEN,
        limits: bool = False,
        seed: int = 0,
        in_order: bool = False,
    ) -> None:
        self._host = loopback(host)
        self._port = port
        self.world = World(token, seed, limits=limits, in_order=in_order)
        self._runner = web.AppRunner(
            application(self.world), access_log=None, shutdown_timeout=1.0, handler_cancellation=True
        )

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def url(self) -> str:
        """`http://host:port`, without a slash at the end."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.world.close()
        await self._runner.cleanup()


def loopback(host: str) -> str:
    """The address to listen on; refuses what is not this machine's own."""
    address = "127.0.0.1" if host == "localhost" else host
    try:
        own = ipaddress.ip_address(address).is_loopback
    except ValueError:
        own = False
    if not own:
        raise NotLoopback(f"the sandbox listens on loopback only, not on {host}")
    return address


def application(world: World) -> web.Application:
    """Every route, in one table."""
    bot, people, groups, control = BotApi(world), People(world), Groups(world), Control(world)

    async def events(request: web.Request) -> web.StreamResponse:
        return await stream_events(world, request)

    app = web.Application(client_max_size=MOST_BODY)
    app.router.add_route("*", "/bot{token:[^/]*}/{method}", bot.call)
    app.router.add_get("/file/bot{token:[^/]*}/{path:.+}", bot.download)
    app.router.add_get("/", page.index)
    app.router.add_get("/page/{name:.+}", page.page_file)
    for verb, path, handler in (
        ("GET", "/people", people.index),
        ("POST", "/people", people.settle),
        ("POST", "/posters", people.put_posters),
        ("POST", "/people/{id:\\d+}/send", people.send),
        ("POST", "/people/{id:\\d+}/press", people.press),
        ("POST", "/people/{id:\\d+}/start", people.start),
        ("POST", "/people/{id:\\d+}/block", people.block),
        ("POST", "/people/{id:\\d+}/unblock", people.block),
        ("GET", "/people/{id:\\d+}/chat", people.chat),
        ("GET", "/people/{id:\\d+}/events", people.events),
        ("POST", "/groups", groups.settle),
        ("POST", "/groups/{id:-\\d+}/send", groups.send),
        ("POST", "/groups/{id:-\\d+}/press", groups.press),
        ("GET", "/groups/{id:-\\d+}/chat", groups.chat),
        ("GET", "/groups/{id:-\\d+}/events", groups.events),
        ("GET", "/events", events),
        ("GET", "/media/{name}", people.media),
        ("POST", "/control/faults", control.put_faults),
        ("DELETE", "/control/faults", control.drop_faults),
        ("POST", "/control/seed", control.seed),
        ("POST", "/control/updates", control.put_updates),
        ("GET", "/control/updates", control.updates),
        ("GET", "/control/calls", control.calls),
        ("POST", "/control/clock", control.clock),
        ("POST", "/control/reset", control.reset),
    ):
        app.router.add_route(verb, path, guarded(handler))
    return app

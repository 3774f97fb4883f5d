"""The sandbox as a whole: where it listens, how it starts and stops."""

import ipaddress
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox.routes import routes
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
        app = web.Application(client_max_size=MOST_BODY)
        app.add_routes(routes(self.world))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0, handler_cancellation=True)

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

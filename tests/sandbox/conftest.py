"""A sandbox, the people in it, and the real python-telegram-bot that talks to it over HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientSession
from telegram import Bot
from telegram.request import HTTPXRequest

from sandbox import Sandbox
from sandbox.client import Phone, SandboxClient

AUNT = {"id": 1001, "first_name": "王阿姨", "username": "aunt_wang", "note": "居民 · 翠湖苑"}
SECRETARY = {"id": 2001, "first_name": "李书记"}

Call = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture(autouse=True)
def durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot library warns of the type its durations have unless it is told to use the coming one."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def limits() -> bool:
    """Whether the sandbox keeps Telegram's pace; a test that wants it says so."""
    return False


@pytest.fixture
async def sandbox(limits: bool) -> AsyncIterator[Sandbox]:  # noqa: FBT001 - pytest calls it
    async with Sandbox(limits=limits) as running:
        yield running


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[SandboxClient]:
    async with SandboxClient(sandbox.url) as client:
        await client.settle(AUNT, SECRETARY)
        yield client


@pytest.fixture
async def phone(client: SandboxClient) -> Phone:
    """The aunt's phone, in a chat that she began."""
    phone = client.phone(AUNT["id"])
    await phone.scan()
    return phone


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with bot_at(sandbox, sandbox.token) as bot:
        yield bot


def bot_at(sandbox: Sandbox, token: str) -> Bot:
    """The real client, not yet initialised. Loading certificates takes long, and loopback has no use for them."""
    request, updates = (HTTPXRequest(read_timeout=5, httpx_kwargs={"verify": False}) for _ in range(2))
    where = {"base_url": f"{sandbox.url}/bot", "base_file_url": f"{sandbox.url}/file/bot"}
    return Bot(token, **where, request=request, get_updates_request=updates)


@pytest.fixture
async def call(sandbox: Sandbox) -> AsyncIterator[Call]:
    """A bare call of a method with JSON parameters; the whole answer."""
    async with ClientSession() as session:

        async def call(method: str, **parameters: Any) -> dict[str, Any]:
            async with session.post(f"{sandbox.url}/bot{sandbox.token}/{method}", json=parameters) as response:
                answer: dict[str, Any] = await response.json()
                assert answer["ok"] or answer["error_code"] == response.status
                return answer

        yield call

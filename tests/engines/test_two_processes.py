"""Two `python -m bot run` on one server: one works, the other stands by and takes over."""

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox import Sandbox
from sandbox.client import SandboxClient
from tests.conversations.process import PATIENCE_S, running
from tests.conversations.town import TOKEN
from tests.engines.server import Server

pytestmark = pytest.mark.postgres


@pytest.fixture
async def config(server: Server, tables: str, tmp_path: Path) -> AsyncIterator[Path]:
    own, name = tmp_path / "config.toml", await server.create(tables)
    own.write_text(f'[database]\nurl = "{server.url_of(name)}"\n', "utf-8")
    yield own
    await server.drop(name)


async def test_the_second_answers_when_the_first_was_stopped(config: Path) -> None:
    async with Sandbox(port=0, token=TOKEN) as sandbox, SandboxClient(sandbox.url) as client:
        port = int(sandbox.url.rsplit(":", 1)[1])
        await client.settle({"id": 501, "first_name": "人"})
        async with running(config, port) as first:
            await first.until("connected")
            await client.phone(501).say("/help")
            assert "怎么用" in (await client.phone(501).next(timeout=PATIENCE_S))["message"]["text"]
            async with running(config, port) as second:
                await second.until("another_process_works_here")
                first.process.send_signal(signal.SIGTERM)
                assert await first.end() == 0, first.words
                await client.phone(501).say("/help")
                assert "怎么用" in (await client.phone(501).next(timeout=PATIENCE_S))["message"]["text"]
                second.process.send_signal(signal.SIGTERM)
                assert await second.end() == 0, second.words
                assert "Traceback" not in first.words + second.words

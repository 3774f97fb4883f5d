"""`python -m bot run` as an operator meets it: a process of its own, with what it says and the code it ends with."""

import asyncio
import signal
from pathlib import Path

import pytest

from sandbox import Sandbox
from sandbox.client import SandboxClient
from tests.conversations.process import PATIENCE_S, running
from tests.conversations.town import TOKEN, free_port


@pytest.fixture
def config(tmp_path: Path) -> Path:
    own = tmp_path / "config.toml"
    levels = '[logging]\nlevel = "DEBUG"\n'
    own.write_text(f'{levels}[database]\nurl = "sqlite:{tmp_path}/bot.db"\n[delivery]\nper_chat_burst = 20\n', "utf-8")
    return own


async def test_a_wrong_token_is_named_but_not_shown(config: Path) -> None:
    async with (
        Sandbox(port=0) as sandbox,
        running(config, int(sandbox.url.rsplit(":", 1)[1]), "424242:mistyped") as bot,
    ):
        assert await bot.end() == 2
        assert bot.words.splitlines()[-1].startswith("chuishao: Telegram does not know this bot token")
        assert "TELEGRAM_BOT_TOKEN" in bot.words
        assert "mistyped" not in bot.words
        assert "Traceback" not in bot.words


async def test_a_missing_token_and_a_wrong_setting_are_named(config: Path) -> None:
    async with running(config, 1, token="") as bot:
        assert await bot.end() == 2
        assert "chuishao: TELEGRAM_BOT_TOKEN is not set" in bot.words
    config.write_text("[telegram]\nmood = 'polling'\n", "utf-8")
    async with running(config, 1) as bot:
        assert await bot.end() == 2
        assert "telegram.mood: unknown key (did you mean 'mode'?)" in bot.words


async def test_it_waits_for_the_network_is_alone_on_its_store_and_stops_without_losing_anything(config: Path) -> None:
    port, people = free_port(), range(501, 521)
    async with running(config, port) as bot:
        await bot.until("telegram_unreachable")
        assert TOKEN not in bot.words
        async with Sandbox(port=port, token=TOKEN) as sandbox, SandboxClient(sandbox.url) as client:
            await client.settle(*({"id": person, "first_name": f"人{person}"} for person in people))
            await bot.until("connected")

            async with running(config, port) as second:
                assert await second.end() == 2, second.words
                assert f"chuishao: process {bot.process.pid} holds this database" in second.words

            for person in people:
                await client.phone(person).say("/help")
            assert "怎么用" in (await client.phone(people[0]).next(timeout=PATIENCE_S))["message"]["text"]
            for person in people:
                await client.phone(person).say("垃圾没人收")
            began = asyncio.get_running_loop().time()
            bot.process.send_signal(signal.SIGTERM)
            assert await bot.end() == 0
            assert asyncio.get_running_loop().time() - began < 10
            assert "stopped" in bot.words

            # Said in the last moment, and while nobody was there: all of it is answered after the next start.
            for person in people:
                await client.phone(person).say("/my")
            async with running(config, port) as again:
                for person in people:
                    expected = ("怎么用", "您好", "您还没报过", "您好")[person == people[0] :]
                    for words in expected:
                        assert words in (await client.phone(person).next(timeout=PATIENCE_S))["message"]["text"]
                again.process.send_signal(signal.SIGINT)
                assert await again.end() == 0

"""Two districts by one command, in two schemas of one database: what is said in one is nowhere in the other."""

import asyncio
import os
import signal
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
import pytest

from bot.storage.vault import VARIABLE, new_key
from sandbox import Sandbox
from sandbox.client import SandboxClient
from tests.conversations.process import PATIENCE_S, ROOT
from tests.engines.server import Server

pytestmark = pytest.mark.postgres

CELLS = {"hepu": "424242:sandbox", "liucheng": "434343:sandbox"}
PERSON = 501


def settle(folder: Path, name: str, url: str, port: int) -> None:
    schema = f"{'&' if '?' in url else '?'}search_path={name}"
    config = f'[district]\nname = "{name}区"\n[database]\nurl = "{url}{schema}"\n'
    (folder / f"{name}.toml").write_text(config, "utf-8")
    kept = folder / f"{name}.secrets"
    kept.write_text(
        f"TELEGRAM_BOT_TOKEN={CELLS[name]}\nTELEGRAM_BASE_URL=http://127.0.0.1:{port}/bot\n{VARIABLE}={new_key()}\n"
    )
    kept.chmod(0o600)


async def helped(client: SandboxClient) -> str:
    await client.phone(PERSON).say("/help")
    return str((await client.phone(PERSON).next(timeout=PATIENCE_S))["message"]["text"])


async def test_two_districts_in_one_group(server: Server, tmp_path: Path) -> None:
    database = await server.create()
    async with AsyncExitStack() as held:
        held.push_async_callback(server.drop, database)
        clients = {}
        for name, token in CELLS.items():
            sandbox = await held.enter_async_context(Sandbox(port=0, token=token))
            clients[name] = await held.enter_async_context(SandboxClient(sandbox.url))
            await clients[name].settle({"id": PERSON, "first_name": "人"})
            settle(tmp_path, name, server.url_of(database), int(sandbox.url.rsplit(":", 1)[1]))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "cells", "run", str(tmp_path),
            env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=tmp_path, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        held.callback(lambda: process.returncode is None and process.kill())
        assert "怎么用" in await helped(clients["hepu"])
        assert await people(server.url_of(database)) == {"hepu": 1, "liucheng": 0}
        assert "怎么用" in await helped(clients["liucheng"])
        assert await people(server.url_of(database)) == {"hepu": 1, "liucheng": 1}
        process.send_signal(signal.SIGTERM)
        _, said = await asyncio.wait_for(process.communicate(), PATIENCE_S)
        assert process.returncode == 0, said.decode()
        assert not any(token in said.decode() for token in CELLS.values())
        assert {"cell=hepu", "cell=liucheng"} <= set(said.decode().split())


async def people(url: str) -> dict[str, int]:
    """How many each district knows; waits until it has its tables."""
    connection = await asyncpg.connect(url)
    try:
        found = {}
        for name in CELLS:
            async with asyncio.timeout(PATIENCE_S):
                while await connection.fetchval("SELECT to_regclass($1)", f"{name}.person") is None:
                    await asyncio.sleep(0.1)
            found[name] = await connection.fetchval(f"SELECT count(*) FROM {name}.person")
        return found
    finally:
        await connection.close()

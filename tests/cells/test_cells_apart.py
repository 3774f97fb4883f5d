"""Two districts by one command, each in a file of its own: what is said in one is nowhere in the other.

That two live in the schemas of one PostgreSQL database: `tests/storage/test_migrations_postgres.py`.
"""

import asyncio
import os
import signal
import sqlite3
import sys
from contextlib import AsyncExitStack, closing
from pathlib import Path

from bot.storage.vault import VARIABLE, new_key
from sandbox import Sandbox
from sandbox.client import SandboxClient
from tests.conversations.process import PATIENCE_S, ROOT

CELLS = {"hepu": "424242:sandbox", "liucheng": "434343:sandbox"}
PERSON = 501


def settle(folder: Path, name: str, port: int) -> None:
    config = f'[district]\nname = "{name}区"\n[database]\nurl = "sqlite:{folder / name}.db"\n'
    (folder / f"{name}.toml").write_text(config, "utf-8")
    kept = folder / f"{name}.secrets"
    kept.write_text(
        f"TELEGRAM_BOT_TOKEN={CELLS[name]}\nTELEGRAM_BASE_URL=http://127.0.0.1:{port}/bot\n{VARIABLE}={new_key()}\n"
    )
    kept.chmod(0o600)


async def helped(client: SandboxClient) -> str:
    await client.phone(PERSON).say("/help")
    return str((await client.phone(PERSON).next(timeout=PATIENCE_S))["message"]["text"])


async def test_two_districts_in_one_group(tmp_path: Path) -> None:
    async with AsyncExitStack() as held:
        clients = {}
        for name, token in CELLS.items():
            sandbox = await held.enter_async_context(Sandbox(port=0, token=token))
            clients[name] = await held.enter_async_context(SandboxClient(sandbox.url))
            await clients[name].settle({"id": PERSON, "first_name": "人"})
            settle(tmp_path, name, int(sandbox.url.rsplit(":", 1)[1]))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "cells", "run", str(tmp_path),
            env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=tmp_path, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        held.callback(lambda: process.returncode is None and process.kill())
        assert "怎么用" in await helped(clients["hepu"])
        assert people(tmp_path) == {"hepu": 1, "liucheng": 0}
        assert "怎么用" in await helped(clients["liucheng"])
        assert people(tmp_path) == {"hepu": 1, "liucheng": 1}
        process.send_signal(signal.SIGTERM)
        _, said = await asyncio.wait_for(process.communicate(), PATIENCE_S)
        assert process.returncode == 0, said.decode()
        assert not any(token in said.decode() for token in CELLS.values())
        assert {"cell=hepu", "cell=liucheng"} <= set(said.decode().split())


def people(folder: Path) -> dict[str, int]:
    """How many each district knows."""
    found = {}
    for name in CELLS:
        with closing(sqlite3.connect(folder / f"{name}.db")) as connection:
            there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'person'").fetchone()
            found[name] = connection.execute("SELECT count(*) FROM person").fetchone()[0] if there else 0
    return found

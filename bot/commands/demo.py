"""`python -m bot demo`: a sandbox, the bot, and an invented district, all on this machine."""

import asyncio
import contextlib
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any

import aiohttp
import typer
from pydantic import SecretStr

from bot.app import open_database
from bot.app import run as run_program
from bot.commands.options import ConfigPath
from bot.commands.stopping import until_stopped
from bot.config import Secrets, Settings, field_keys, load_settings
from bot.demo.district import DemoDistrict, load_district, posters, sandbox_people
from bot.demo.fill import fill
from bot.demo.history import fill_history, load_history
from bot.demo.merits import fill_merits, load_merits
from bot.domain.clock import SystemClock
from bot.logs import configure_logs
from bot.storage.vault import new_key

TOKEN = "424242:sandbox"  # noqa: S105 - opens the sandbox alone
START_S = 15.0
# The phones that the page opens with: 王阿姨, and the two secretaries of her compound.
SHOWN = "1001,1401,1402"


def demo(
    port: Annotated[int, typer.Option(help="Of the chat page; 0 takes a free one.")] = 8080,
    database: Annotated[Path, typer.Option(help="Where the demo keeps its data.", dir_okay=False)] = Path(
        "var/demo.db"
    ),
    data_only: Annotated[bool, typer.Option("--data-only", help="Fill the database and start nothing.")] = False,
    config: ConfigPath = None,
) -> None:
    """The command `demo`."""
    if data_only:
        asyncio.run(fill_demo(config, database))
    else:
        until_stopped(serve_demo(config, database, port))


def keys_for(database: Path) -> str:
    """Keys for a demo: those of the environment, else some of its own, kept beside its database for the next start."""
    beside = database.with_name(f"{database.name}.keys")
    if own := field_keys():
        return own
    if not beside.exists():
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.touch(mode=0o600)
        beside.write_text(f"{new_key()}\n", "utf-8")
    return beside.read_text("utf-8").strip()


async def fill_demo(config: Path | None, database: Path) -> None:
    """Fill `database` with the invented district. Raises `DatabaseNotEmpty` where it holds anything else."""
    settings = _settings(config, database)
    await _fill(settings, load_district(), keys_for(database))
    typer.echo(f"{database}: the demo district is in it")


async def serve_demo(config: Path | None, database: Path, port: int) -> None:
    """Fill, start the sandbox as a process of its own, people it, run the bot until cancelled."""
    settings, district = _settings(config, database), load_district()
    keys = keys_for(database)
    configure_logs(settings.logging, secrets_for("http://localhost", keys).hidden())
    await _fill(settings, district, keys)
    async with _sandbox(port or _free_port()) as url:
        await _people(url, district)
        typer.echo(f"\n  吹哨 demo: open  {url}/#phones={SHOWN}\n  Ctrl-C stops it.\n")
        await run_program(settings, secrets_for(url, keys))


def secrets_for(url: str, keys: str) -> Secrets:
    """The addresses of a sandbox at `url`, and the keys of the demo's store."""
    return Secrets(
        token=SecretStr(TOKEN),
        base_url=f"{url}/bot",
        file_url=f"{url}/file/bot",
        webhook_secret=None,
        database_password=None,
        field_keys=SecretStr(keys),
    )


def _settings(config: Path | None, database: Path) -> Settings:
    """The operator's settings, but for the demo's own database and the name of its district."""
    settings = load_settings(config)
    own = settings.database.model_copy(update={"url": f"sqlite:{database}"})
    demo = load_district()
    named = settings.district.model_copy(update={"name": demo.unit(demo.id).name})
    return settings.model_copy(update={"database": own, "district": named})


async def _fill(settings: Settings, district: DemoDistrict, keys: str) -> None:
    db = await open_database(settings, keys)
    try:
        await fill(db, district, settings, SystemClock())
        await fill_history(db, load_history(), settings, SystemClock())
        await fill_merits(db, load_merits(), settings, SystemClock())
    finally:
        await db.close()


@contextlib.asynccontextmanager
async def _sandbox(port: int) -> AsyncIterator[str]:
    """The sandbox on `port`, as a process of its own so that the bot meets it over real HTTP."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "sandbox",
        "--port",
        str(port),
        "--token",
        TOKEN,
        "--limits",
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        yield await _answering(f"http://127.0.0.1:{port}", process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _answering(url: str, process: asyncio.subprocess.Process) -> str:
    async with asyncio.timeout(START_S), aiohttp.ClientSession() as session:
        while process.returncode is None:
            try:
                async with session.get(f"{url}/people"):
                    return url
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)
    typer.echo(f"the sandbox could not start at {url}: another --port may be free", err=True)
    raise typer.Exit(2)


async def _people(url: str, district: DemoDistrict) -> None:
    async with aiohttp.ClientSession(url, raise_for_status=True) as session:
        await _post(session, "/people", sandbox_people(district))
        await _post(session, "/posters", posters(district))
        # A bot may not write to somebody who never wrote to it: whoever works here has said hello.
        for person in district.people:
            if person.posts:
                await _post(session, f"/people/{person.id}/start", {"payload": ""})


async def _post(session: aiohttp.ClientSession, path: str, body: Any) -> None:
    async with session.post(path, json=body):
        return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

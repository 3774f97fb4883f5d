"""What an operator types, with the store on a server."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.audit import audit_points
from bot.commands.audit_log import verify
from bot.commands.backup import back_up, put_back
from bot.commands.corrections import write
from bot.commands.doctor import look
from bot.commands.importing.command import export_file, import_file
from bot.commands.inbox import show
from bot.commands.migrate import bring_up_to_date
from bot.domain.clock import SystemClock, to_millis
from bot.domain.errors import AlreadyRunning, CannotStart
from bot.domain.sharing import EVERY_JOB, Job
from bot.storage import inbox, leases
from bot.storage.migrate import head
from bot.storage.postgres import PostgresDatabase
from tests.engines.server import Server
from tests.importing.sheets import district, xlsx

pytestmark = pytest.mark.postgres


@pytest.fixture
def config(server: Server, tmp_path: Path) -> Iterator[Path]:
    """A config.toml with an empty database."""
    own, name = tmp_path / "config.toml", asyncio.run(server.create())
    own.write_text(f'[database]\nurl = "{server.url_of(name)}"\n', "utf-8")
    yield own
    asyncio.run(server.drop(name))


def url_in(config: Path) -> str:
    return config.read_text("utf-8").split('"')[1]


async def findings(config: Path) -> dict[str, tuple[bool, str]]:
    return {
        found.what: (found.well, found.said) async for found in look(config, None, SystemClock().now(), offline=True)
    }


def test_migrate_says_where_it_is(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        asyncio.run(bring_up_to_date(config))
        assert capsys.readouterr().out == f"PostgreSQL: revision {head()}\n"


def test_the_doctor_looks_at_the_server(config: Path) -> None:
    assert asyncio.run(findings(config))["store"] == (False, "none at PostgreSQL")
    asyncio.run(bring_up_to_date(config))
    found = asyncio.run(findings(config))
    assert found["store"] == (True, f"PostgreSQL, revision {head()}")
    assert found["updates"] == (True, "none waits")
    assert "disk" not in found
    config.write_text('[database]\nurl = "postgresql://nobody@127.0.0.1:1/none"\n', "utf-8")
    well, said = asyncio.run(findings(config))["store"]
    assert not well
    assert said.startswith("cannot open the database: ConnectionRefusedError")


def test_quarantine_is_seen_and_changed_while_a_bot_runs(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def poison() -> None:
        db = await PostgresDatabase.open(url_in(config))
        await db.write(inbox.store, [inbox.Received("telegram", 77, "1", "{}")], 0)
        await db.write(lambda tx: tx.execute("UPDATE inbox SET state = 'poison', error = 'unreadable'"))
        await show(config, retry=None, drop=None)
        await show(config, retry=1, drop=None)
        assert await db.read(inbox.counts) == {"waiting": 1, "poison": 0}
        await db.close()

    asyncio.run(bring_up_to_date(config))
    asyncio.run(poison())
    assert "77" in capsys.readouterr().out


def test_corrections_are_written_down(config: Path, tmp_path: Path) -> None:
    asyncio.run(bring_up_to_date(config))
    write(config, tmp_path / "kept.tsv")
    assert (tmp_path / "kept.tsv").read_text("utf-8") == "category\ttext\n"


def test_a_district_is_imported_while_no_bot_runs_and_comes_out_again(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = xlsx(tmp_path / "in.xlsx", district())
    with pytest.raises(CannotStart, match="migrate"):
        asyncio.run(import_file(config, file, apply=False))
    asyncio.run(bring_up_to_date(config))
    asyncio.run(while_somebody_works(config, file))
    capsys.readouterr()
    for apply in (False, True):
        asyncio.run(import_file(config, file, apply=apply))
        assert "新增 12" in capsys.readouterr().out
    asyncio.run(export_file(config, tmp_path / "out.xlsx"))
    capsys.readouterr()
    asyncio.run(import_file(config, tmp_path / "out.xlsx", apply=False))
    assert capsys.readouterr().out.strip() == "没有变化。"
    asyncio.run(verify(config, ""))
    assert "PostgreSQL: 1 rows, each as it was written" in capsys.readouterr().out
    assert asyncio.run(audit_points(config))


async def while_somebody_works(config: Path, file: Path) -> None:
    """Nothing is brought in: the bot reads the units when it starts."""
    db = await PostgresDatabase.open(url_in(config))
    now = SystemClock().now()
    await db.write(leases.prepare)
    await db.write(leases.beat, "bot", "here:1", EVERY_JOB - {Job.CLOCK}, to_millis(now), to_millis(now))
    _, free = (await db.read(leases.look)).at(Job.WORKER)
    await db.write(leases.take, "bot", free[:40])
    found = {one.what: one async for one in look(config, None, now, offline=True)}
    assert found["worker"].well
    assert found["worker"].said.startswith("here:1 holds 40 since ")
    assert (found["clock"].well, found["clock"].said) == (False, "nobody")
    with pytest.raises(AlreadyRunning):
        await import_file(config, file, apply=True)
    await db.write(leases.resign, "bot")
    await db.close()


def test_copies_are_the_servers_matter(config: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="pg_dump"):
        asyncio.run(back_up(config, tmp_path, 0))
    with pytest.raises(CannotStart, match="pg_dump"):
        put_back(config, tmp_path / "copy.db", replace=False)

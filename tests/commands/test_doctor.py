"""What the doctor sees in an installation that is well, and in those that are not."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from aiohttp import ClientSession

from bot.commands.doctor import examine, look
from bot.domain.clock import to_millis
from bot.storage import backups, due
from bot.storage.sqlite import SqliteDatabase
from sandbox import Sandbox
from tests.conversations.town import TOKEN


@pytest.fixture
async def sandbox(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sandbox]:
    async with Sandbox(port=0, token=TOKEN) as sandbox:
        monkeypatch.setenv("TELEGRAM_BASE_URL", f"{sandbox.url}/bot")
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
        yield sandbox


@pytest.fixture
def config(migrated: Path, tmp_path: Path) -> Path:
    # Whenever this runs, the working days of the next year are known.
    days = [f"{year}-02-15" for year in range(2024, datetime.now(UTC).year + 3)]
    own = tmp_path / "config.toml"
    worktime = f"[worktime]\nworkdays = [{', '.join(days)}]\n"
    own.write_text(f'[database]\nurl = "sqlite:{tmp_path}/bot.db"\n{worktime}', "utf-8")
    shutil.copy(migrated, tmp_path / "bot.db")
    return own


async def seen(config: Path, folder: Path | None = None, *, offline: bool = False) -> dict[str, tuple[bool, str, str]]:
    found = [one async for one in look(config, folder, datetime.now(UTC), offline=offline)]
    return {one.what: (one.well, one.said, one.remedy) for one in found}


async def test_an_installation_that_is_well(config: Path, sandbox: Sandbox, tmp_path: Path) -> None:
    await backups.make(tmp_path / "bot.db", tmp_path / "copies", datetime.now(UTC))
    found = await seen(config, tmp_path / "copies")
    assert [what for what, (well, *_) in found.items() if not well] == []
    assert list(found) == [
        "config.toml", "token", "way in", "clock", "store", "keys", "updates", "messages", "due work", "quarantine",
        "refused messages", "disk", "calendar", "copies",
    ]  # fmt: skip
    assert found["token"][1] == "@chuishao_bot"
    await examine(config, tmp_path / "copies", offline=False)


async def test_a_key_that_is_wrong_is_named_and_nothing_else_is_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text("[telegram]\nmood = 'polling'\n", "utf-8")
    ((what, (well, said, _)),) = (await seen(tmp_path / "config.toml")).items()
    assert (what, well) == ("config.toml", False)
    assert "telegram.mood" in said
    with pytest.raises(typer.Exit):
        await examine(tmp_path / "config.toml", None, offline=True)
    # What looks like mark-up is printed as it is.
    assert "!!" in capsys.readouterr().out


async def test_no_token_a_wrong_one_and_no_network(
    config: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN")
    assert "TELEGRAM_BOT_TOKEN is not set" in (await seen(config))["secrets"][1]
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "424242:mistyped")
    well, said, _ = (await seen(config))["token"]
    assert (well, "401" in said or "404" in said) == (False, True)
    monkeypatch.setenv("TELEGRAM_BASE_URL", "http://127.0.0.1:9/bot")
    well, said, _ = (await seen(config))["Telegram"]
    assert not well
    assert "mistyped" not in said
    assert not {"secrets", "token", "Telegram"} & (await seen(config, offline=True)).keys()


async def test_a_webhook_that_is_left_while_the_bot_polls(config: Path, sandbox: Sandbox) -> None:
    async with ClientSession() as session:
        hook = {"url": "http://127.0.0.1:9/hook"}
        await session.post(f"{sandbox.url}/bot{TOKEN}/setWebhook", json=hook)
    well, said, remedy = (await seen(config))["way in"]
    assert (well, said.startswith("polling"), "start the bot anew" in remedy) == (False, True, True)


async def test_a_clock_that_is_wrong(config: Path, sandbox: Sandbox) -> None:
    later = datetime.now(UTC) + timedelta(minutes=5)
    (clock,) = [one async for one in look(config, None, later, offline=False) if one.what == "clock"]
    assert not clock.well


async def test_a_store_that_is_missing_old_or_damaged(config: Path, tmp_path: Path) -> None:
    store = tmp_path / "bot.db"
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    well, said, remedy = (await seen(config, offline=True))["store"]
    assert (well, "0001" in said, "migrate" in remedy) == (False, True, True)
    store.write_bytes(b"no database at all" * 100)
    well, _, remedy = (await seen(config, offline=True))["store"]
    assert (well, "restore" in remedy) == (False, True)
    store.unlink()
    assert not (await seen(config, offline=True))["store"][0]


async def test_what_waits_too_long_and_what_was_set_aside(config: Path, tmp_path: Path) -> None:
    ago = to_millis(datetime.now(UTC) - timedelta(hours=1))
    store = await SqliteDatabase.open(tmp_path / "bot.db")
    await store.write(due.plan, "alert_repeat", "x", ago)
    await store.close()
    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection:
        inbox = (
            "INSERT INTO inbox (channel, update_id, chat, part, raw, state, received_at)"
            " VALUES ('t', ?, '1', 0, '', ?, ?)"
        )
        connection.executemany(inbox, [(1, "waiting", ago), (2, "poison", ago)])
        outbox = (
            "INSERT INTO outbox (channel, chat, kind, body, urgency, state, created_at, visible_at)"
            " VALUES ('t', '1', 'message', '', 2, ?, ?, ?)"
        )
        connection.executemany(outbox, [("waiting", ago, ago), ("waiting", ago, ago * 2), ("parked", ago, ago)])
        connection.commit()
    found = await seen(config, offline=True)
    assert [what for what, (well, *_) in found.items() if not well] == [
        "updates", "messages", "due work", "quarantine", "refused messages",
    ]  # fmt: skip
    assert found["updates"][1] == "the oldest waits 3600 s"


async def test_copies_that_are_missing_or_stale(config: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    assert not (await seen(config, folder, offline=True))["copies"][0]
    await backups.make(tmp_path / "bot.db", folder, datetime.now(UTC))
    later = datetime.now(UTC) + timedelta(hours=30)
    (copies,) = [one async for one in look(config, folder, later, offline=True) if one.what == "copies"]
    assert (copies.well, copies.said) == (False, "the newest is 30 h old")

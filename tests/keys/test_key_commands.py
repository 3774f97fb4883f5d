"""`python -m bot keys …` and what else an operator sees of the keys."""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer

from bot.app import open_database
from bot.commands import keys
from bot.commands.demo import keys_for
from bot.commands.doctor import look
from bot.config import Settings, load_settings
from bot.domain.errors import AlreadyRunning, BadConfiguration, WrongKey
from bot.storage import roster
from bot.storage.lock import DatabaseLock
from bot.storage.roster import Member
from bot.storage.vault import VARIABLE, Vault, new_key

OLD, NEW = new_key(), new_key()
(OLD_NAME,), (NEW_NAME,) = Vault.of(OLD).names, Vault.of(NEW).names


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: Path) -> Path:
    """A config.toml with a store in which one number was sealed with the old key."""
    monkeypatch.setenv(VARIABLE, OLD)
    own = tmp_path / "config.toml"
    own.write_text(f'[database]\nurl = "sqlite:{tmp_path}/bot.db"\n', "utf-8")
    asyncio.run(put(load_settings(own)))
    return own


async def put(settings: Settings) -> None:
    db = await open_database(settings)
    await db.write(roster.put, [Member("1", "李大山", "+8613800000000")])
    await db.close()


async def doctor_says(config: Path) -> tuple[bool, str]:
    found = {one.what: one async for one in look(config, None, datetime.now(UTC), offline=True)}
    return found["keys"].well, found["keys"].said


def test_a_new_key_is_printed_and_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    keys.new()
    said = capsys.readouterr()
    assert len(Vault.of(said.out).names) == 1
    assert said.out.strip() not in said.err


def test_rotate_and_status(config: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(VARIABLE, f"{NEW},{OLD}")
    asyncio.run(keys.status(config))
    before = capsys.readouterr().out
    assert re.search(r"roster.phone\D+", before)
    assert asyncio.run(doctor_says(config)) == (True, f"{NEW_NAME} seals, {OLD_NAME} still in use")
    asyncio.run(keys.rotate(config))
    said = capsys.readouterr().out
    assert "2 values sealed anew" in said
    assert f"older copies of it: {OLD_NAME}" in said
    monkeypatch.setenv(VARIABLE, NEW)
    assert asyncio.run(doctor_says(config)) == (True, f"{NEW_NAME} seals")
    monkeypatch.setenv(VARIABLE, OLD)
    with pytest.raises(WrongKey):
        asyncio.run(keys.status(config))
    assert not asyncio.run(doctor_says(config))[0]


def test_beside_a_bot_that_runs_it_says_who_does_it(config: Path) -> None:
    with DatabaseLock(config.with_name("bot.db")), pytest.raises(AlreadyRunning, match="by itself"):
        asyncio.run(keys.rotate(config))


def test_what_does_not_open_is_counted_and_exits_with_1(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def spoil() -> None:
        db = await open_database(load_settings(config))
        await db.write(lambda tx: tx.execute("UPDATE roster SET name = phone"))
        await db.close()

    asyncio.run(spoil())
    monkeypatch.setenv(VARIABLE, f"{NEW},{OLD}")
    with pytest.raises(typer.Exit):
        asyncio.run(keys.rotate(config))


def test_without_a_key_nothing_starts(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    with pytest.raises(BadConfiguration, match=f"{VARIABLE} is not set.*keys new"):
        asyncio.run(open_database(load_settings(config)))
    well, said = asyncio.run(doctor_says(config))
    assert (well, VARIABLE in said) == (False, True)


def test_a_demo_keeps_its_key_beside_its_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    database = tmp_path / "var" / "demo.db"
    first = keys_for(database)
    kept = database.with_name("demo.db.keys")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert keys_for(database) == first == kept.read_text("utf-8").strip()
    monkeypatch.setenv(VARIABLE, OLD)
    assert keys_for(database) == OLD

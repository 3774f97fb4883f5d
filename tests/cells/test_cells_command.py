"""`python -m bot cells check|each`: what an operator types, and what they read."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.domain.errors import BadConfiguration
from bot.storage import migrate
from tests.conversations.process import ROOT


def cells(*words: str) -> Result:
    return CliRunner().invoke(app, ["cells", *words])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("COLUMNS", "120")
    for number, name in enumerate(("hepu", "liucheng")):
        (tmp_path / f"{name}.toml").write_text(
            f'[district]\nname = "{name}区"\n[database]\nurl = "sqlite:{tmp_path}/{name}.db"\n', "utf-8"
        )
        kept = tmp_path / f"{name}.secrets"
        kept.write_text(f"TELEGRAM_BOT_TOKEN={number}:secret-{name}\n")
        kept.chmod(0o600)
    return tmp_path


def test_check_names_them(folder: Path) -> None:
    done = cells("check", str(folder))
    assert done.exit_code == 0, done.output
    assert all(words in done.output for words in ("hepu区", "liucheng区", "polling"))
    assert "secret" not in done.output


def test_check_says_what_is_shared(folder: Path) -> None:
    (folder / "liucheng.secrets").write_text((folder / "hepu.secrets").read_text())
    done = cells("check", str(folder))
    assert isinstance(done.exception, BadConfiguration)
    assert str(done.exception) == "hepu and liucheng share the bot"


def test_each_runs_a_command_in_every_cell_and_names_where_it_failed(folder: Path) -> None:
    migrate.upgrade(folder / "hepu.db")  # the other has no store yet
    done = cells("each", str(folder), "--", "backup", f"{folder}/{{}}", "--keep", "1")
    assert (done.exit_code, done.output.splitlines()[-1]) == (1, "failed: liucheng")
    assert len(list((folder / "hepu").glob("*.db"))) == 1
    assert not list((folder / "liucheng").glob("*.db"))

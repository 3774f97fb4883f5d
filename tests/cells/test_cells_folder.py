"""A folder of cells is read whole, or refused with all that is wrong; no two share what they must not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands.cells.apart import keep_apart
from bot.commands.cells.folder import read
from bot.domain.errors import BadConfiguration

Write = Callable[..., None]
SECRET = "424242:not-to-be-said"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, config: str = "", secrets: str | None = None, mode: int = 0o600) -> None:
        number = 1000 + len(list(tmp_path.glob("*.toml")))
        district = f'[district]\nname = "{name}区"\n' if "[district]" not in config else ""
        store = f'[database]\nurl = "sqlite:{tmp_path}/{name}.db"\n' if "[database]" not in config else ""
        (tmp_path / f"{name}.toml").write_text(district + store + config, "utf-8")
        kept = tmp_path / f"{name}.secrets"
        kept.write_text(f"TELEGRAM_BOT_TOKEN={number}:{name}\n" if secrets is None else secrets, "utf-8")
        kept.chmod(mode)

    return written


def test_each_cell_has_its_own_settings_and_secrets(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", SECRET)
    monkeypatch.setenv("CHUISHAO_DATABASE_PASSWORD", SECRET)
    write("hepu")
    write(
        "liucheng", secrets="TELEGRAM_BOT_TOKEN=7:b\nTELEGRAM_BASE_URL=http://x/bot # nearer\n\nCHUISHAO_FIELD_KEYS=\n"
    )
    hepu, liucheng = read(tmp_path)
    assert (hepu.name, hepu.settings.district.name) == ("hepu", "hepu区")
    told = liucheng.environment()
    assert {name: value for name, value in told.items() if name.startswith(("TELEGRAM_", "CHUISHAO_"))} == {
        "TELEGRAM_BOT_TOKEN": "7:b",
        "TELEGRAM_BASE_URL": "http://x/bot",
        "CHUISHAO_CELL": "liucheng",
    }
    assert "PATH" in told
    assert SECRET not in hepu.environment().values()
    keep_apart((hepu, liucheng))


def refused(folder: Path) -> str:
    with pytest.raises(BadConfiguration) as error:
        keep_apart(read(folder))
    return str(error.value)


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path, write: Write) -> None:
    write("open", mode=0o640)
    write("tokenless", secrets="CHUISHAO_FIELD_KEYS=x\n")
    write("stranger", secrets=f"TELEGRAM_BOT_TOKEN={SECRET}\nLD_PRELOAD=/evil.so\n")
    write("config", config="[delivery]\nper_second = 0\n")
    write("missing")
    (tmp_path / "missing.secrets").unlink()
    (tmp_path / "Big.toml").write_text("")
    words = refused(tmp_path)
    for part in (
        "open.secrets: others may read it",
        "tokenless.secrets: TELEGRAM_BOT_TOKEN is missing",
        "stranger.secrets: 'LD_PRELOAD' is none of",
        "config.toml:",
        "missing.secrets: cannot be read",
        "Big.toml: a cell's name",
    ):
        assert part in words
    assert SECRET not in words


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    assert "has no NAME.toml" in refused(tmp_path)


def test_what_is_not_utf8_is_refused(tmp_path: Path, write: Write) -> None:
    write("hepu")
    (tmp_path / "hepu.secrets").write_bytes(b"TELEGRAM_BOT_TOKEN=\xff\xfe")
    assert "cannot be read: not UTF-8" in refused(tmp_path)


URL = '[database]\nurl = "postgresql://c@db.example/{}"\n'


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        (
            {"config": '[district]\nname = "合浦区"\n'},
            {"config": '[district]\nname = "合浦区"\n'},
            "the name of the district",
        ),
        ({"secrets": "TELEGRAM_BOT_TOKEN=5:old"}, {"secrets": "TELEGRAM_BOT_TOKEN=5:new"}, "the bot"),
        (
            {"config": '[database]\nurl = "sqlite:a.db"\n'},
            {"config": '[database]\nurl = "sqlite:./b/../a.db"\n'},
            "the store",
        ),
        ({"config": URL.format("c")}, {"config": URL.format("c?search_path=public")}, "the store"),
        (
            {"config": URL.format("c").replace("db.example", "db.example:5432")},
            {"config": URL.format("c?sslmode=require")},
            "the store",
        ),
        (
            {"config": "[metrics]\nenabled = true\n"},
            {"config": "[metrics]\nenabled = true\n"},
            "the port of the metrics",
        ),
        (
            {"config": '[telegram]\nmode = "webhook"\nwebhook_url = "https://a.example/1"\n'},
            {"config": '[telegram]\nmode = "webhook"\nwebhook_url = "https://a.example/2"\n'},
            "the webhook's port",
        ),
        (
            {"secrets": "TELEGRAM_BOT_TOKEN=5:a\nCHUISHAO_FIELD_KEYS=1:k"},
            {"secrets": "TELEGRAM_BOT_TOKEN=6:a\nCHUISHAO_FIELD_KEYS=1:k"},
            "a key for fields",
        ),
    ],
)
def test_two_cells_share_nothing(
    tmp_path: Path, write: Write, one: dict[str, str], other: dict[str, str], what: str
) -> None:
    write("hepu", **one)
    write("liucheng", **other)
    words = refused(tmp_path)
    assert words == f"hepu and liucheng share {what}"


def test_a_schema_for_each_is_apart(tmp_path: Path, write: Write) -> None:
    for name in ("hepu", "liucheng", "baishu"):
        write(name, config=URL.format(f"c?search_path={name}"))
    keep_apart(read(tmp_path))

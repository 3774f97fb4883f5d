"""Secrets come from the environment, and no sentence repeats one."""

import pytest

from bot.config import load_secrets
from bot.domain.errors import BadConfiguration

TOKEN = "123456:" + "Aa0_-" * 7


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOT_TOKEN", "BASE_URL", "BASE_FILE_URL", "WEBHOOK_SECRET"):
        monkeypatch.delenv(f"TELEGRAM_{name}", raising=False)
    monkeypatch.delenv("CHUISHAO_FIELD_KEYS", raising=False)


def test_a_token_alone_means_telegram_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", f" {TOKEN}\n")
    secrets = load_secrets()
    assert secrets.token.get_secret_value() == TOKEN
    assert secrets.base_url == "https://api.telegram.org/bot"
    assert secrets.base_file_url == "https://api.telegram.org/file/bot"
    assert secrets.hidden() == (TOKEN,)
    assert TOKEN not in repr(secrets) + str(secrets) + secrets.model_dump_json()


def test_the_address_of_files_follows_the_other_unless_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:t")
    monkeypatch.setenv("TELEGRAM_BASE_URL", "http://127.0.0.1:8081/bot")
    assert load_secrets().base_file_url == "http://127.0.0.1:8081/file/bot"
    monkeypatch.setenv("TELEGRAM_BASE_FILE_URL", "http://127.0.0.1:9/file/bot")
    assert load_secrets().base_file_url == "http://127.0.0.1:9/file/bot"


@pytest.mark.parametrize("token", [None, "", "  "])
def test_a_missing_token_is_said_in_a_sentence(token: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if token is not None:
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    with pytest.raises(BadConfiguration, match=r"^TELEGRAM_BOT_TOKEN is not set: put the token .* into this"):
        load_secrets()


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("TELEGRAM_BOT_TOKEN", "hush", "is not a bot token"),
        ("TELEGRAM_BOT_TOKEN", "12 34:hush", "is not a bot token"),
        ("TELEGRAM_BOT_TOKEN", "１:hush", "is not a bot token"),
        ("TELEGRAM_BASE_URL", "127.0.0.1/bot", "must be an http"),
        ("TELEGRAM_BASE_URL", "http://127.0.0.1", "ends in /bot"),
        ("TELEGRAM_WEBHOOK_SECRET", "hush hush", "must be 1 to 256"),
        ("TELEGRAM_WEBHOOK_SECRET", "h" * 257, "must be 1 to 256"),
    ],
)
def test_a_wrong_value_is_refused_and_not_repeated(
    variable: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadConfiguration) as refused:
        load_secrets()
    assert str(refused.value).startswith(f"{variable} ")
    assert said in str(refused.value)
    assert "hush" not in str(refused.value)
    assert refused.value.__cause__ is None, "the cause holds the value"


def test_every_wrong_variable_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BASE_URL", "x")
    with pytest.raises(BadConfiguration) as refused:
        load_secrets()
    assert [line.split()[0] for line in str(refused.value).splitlines()] == ["TELEGRAM_BOT_TOKEN", "TELEGRAM_BASE_URL"]


def test_a_webhook_needs_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    with pytest.raises(BadConfiguration, match="TELEGRAM_WEBHOOK_SECRET is not set"):
        load_secrets(webhook=True)
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", "s-1")
    assert load_secrets(webhook=True).hidden() == (TOKEN, "s-1")


def test_every_key_of_sealed_fields_is_hidden_from_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    first, second = "A" * 43 + "=", "B" * 43 + "="
    monkeypatch.setenv("CHUISHAO_FIELD_KEYS", f"k1:{first}, k2:{second}")
    assert load_secrets().hidden() == (TOKEN, first, second)
    assert first not in repr(load_secrets())

"""Secrets and addresses: from the environment and from nowhere else."""

import os
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.errors import BadConfiguration

TELEGRAM = "https://api.telegram.org/bot"
DATABASE_PASSWORD = "CHUISHAO_DATABASE_PASSWORD"  # noqa: S105 - its name
FIELD_KEYS = "CHUISHAO_FIELD_KEYS"

_TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)
_WEBHOOK_SECRET = re.compile(r"[\w-]{1,256}", re.ASCII)

MISSING = "is not set: put the token that @BotFather gave you into this environment variable"


def _is_a_token(secret: SecretStr) -> SecretStr:
    if not secret:
        raise ValueError(MISSING)
    if not _TOKEN.fullmatch(secret.get_secret_value()):
        raise ValueError("is not a bot token: those look like 123456:letters-and-digits")
    return secret


def _is_a_webhook_secret(secret: SecretStr) -> SecretStr:
    # The characters that setWebhook allows: https://core.telegram.org/bots/api#setwebhook
    if not _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
        raise ValueError("must be 1 to 256 of A-Z, a-z, 0-9, _ and -")
    return secret


def _ends_where_the_token_follows(url: str) -> str:
    if not url.startswith(("https://", "http://")) or not url.endswith("/bot"):
        raise ValueError(f"must be an http(s) address that ends in /bot, such as {TELEGRAM}")
    return url


_Stripped = BeforeValidator(lambda value: value.strip() if isinstance(value, str) else value)
Token = Annotated[SecretStr, _Stripped, AfterValidator(_is_a_token)]
WebhookSecret = Annotated[SecretStr, _Stripped, AfterValidator(_is_a_webhook_secret)]
Address = Annotated[str, _Stripped, AfterValidator(_ends_where_the_token_follows)]


class Secrets(BaseSettings):
    """TELEGRAM_BOT_TOKEN, TELEGRAM_BASE_URL, TELEGRAM_BASE_FILE_URL, TELEGRAM_WEBHOOK_SECRET, the database's
    and the keys of sealed fields.

    The addresses are as python-telegram-bot takes them: the token is appended. Where only the first is given, the
    one for files follows it (`…/file/bot`).
    """

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, populate_by_name=True, extra="ignore")

    token: Token = Field(validation_alias="TELEGRAM_BOT_TOKEN")
    base_url: Address = Field(TELEGRAM, validation_alias="TELEGRAM_BASE_URL")
    file_url: Address | None = Field(None, validation_alias="TELEGRAM_BASE_FILE_URL")
    webhook_secret: WebhookSecret | None = Field(None, validation_alias="TELEGRAM_WEBHOOK_SECRET")
    database_password: SecretStr | None = Field(None, validation_alias=DATABASE_PASSWORD)
    field_keys: SecretStr | None = Field(None, validation_alias=FIELD_KEYS)

    @property
    def base_file_url(self) -> str:
        """Where files are downloaded from."""
        return self.file_url or f"{self.base_url.removesuffix('/bot')}/file/bot"

    def hidden(self) -> tuple[str, ...]:
        """Every plain secret; for the log's redaction and nothing else."""
        secrets = (self.token, self.webhook_secret, self.database_password)
        keys = self.field_keys.get_secret_value().split(",") if self.field_keys else ()
        alone = (key.rpartition(":")[2].strip() for key in keys)
        return (*(secret.get_secret_value() for secret in secrets if secret), *filter(None, alone))


def database_password() -> str | None:
    """CHUISHAO_DATABASE_PASSWORD; None where it is not set: PGPASSFILE, or the server's own way of knowing us."""
    return os.environ.get(DATABASE_PASSWORD) or None


def field_keys() -> str:
    """CHUISHAO_FIELD_KEYS as it was set; empty where it was not."""
    return os.environ.get(FIELD_KEYS, "")


def load_secrets(*, webhook: bool = False) -> Secrets:
    """The secrets from the environment; with `webhook` the webhook's secret must be there too.

    Raises `BadConfiguration` that names each variable and never its value.
    """
    try:
        secrets = Secrets()  # type: ignore[call-arg]  # the environment gives the rest
    except ValidationError as error:
        raise BadConfiguration("\n".join(_sentence(found) for found in error.errors(include_input=False))) from None
    if webhook and secrets.webhook_secret is None:
        raise BadConfiguration("TELEGRAM_WEBHOOK_SECRET is not set: telegram.mode is 'webhook' and needs a secret")
    return secrets


def _sentence(found: Any) -> str:
    variable = found["loc"][0]
    return f"{variable} {MISSING if found['type'] == 'missing' else found['ctx']['error']}"

"""What an operator may change: `config.toml` as frozen models, and the secrets from the environment."""

from bot.config.environment import Secrets, database_password, field_keys, load_secrets
from bot.config.loading import load_settings
from bot.config.settings import Settings

__all__ = ["Secrets", "Settings", "database_password", "field_keys", "load_secrets", "load_settings"]

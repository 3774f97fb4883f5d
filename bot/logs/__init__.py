"""Logs that bear ids and nothing that a resident wrote."""

from bot.logs.redaction import Redactor
from bot.logs.setup import configure_logs

__all__ = ["Redactor", "configure_logs"]

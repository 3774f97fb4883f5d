"""Platforms: how their events come in and how our messages go out. `telegram/` alone knows Telegram."""

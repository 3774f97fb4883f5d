"""Telegram: the only place that imports `telegram`."""

"""The tables. The source of the migrations and of nothing on the hot path: queries are plain SQL beside their nouns.

Times are BIGINT milliseconds of UTC, JSON is TEXT, identifiers are random TEXT (`bot/domain/ids.py`). What both
SQLite and PostgreSQL take, and no more: no trigger, no sequence beyond an integer key, no engine's own type.
"""

from bot.storage.schema import (
    activities,
    audit,
    handling,
    machinery,
    notices,
    people,
    pictures,
    points,
    responsibilities,
    roster,
    shop,
    tickets,
    volunteers,
    wishes,
)
from bot.storage.schema.columns import metadata

__all__ = [
    "activities",
    "audit",
    "handling",
    "machinery",
    "metadata",
    "notices",
    "people",
    "pictures",
    "points",
    "responsibilities",
    "roster",
    "shop",
    "tickets",
    "volunteers",
    "wishes",
]

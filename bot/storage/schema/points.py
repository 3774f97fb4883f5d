"""Points (docs/points.md): entries that are never edited, and the sums kept beside them."""

import sqlalchemy
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.storage.schema.columns import big, metadata, nothing, serial, text

_RANKED = sqlalchemy.text("compound_id IS NOT NULL")
_VALID = sqlalchemy.text("revoked_at IS NULL")

# What a person has. `balance` can be spent, `held` is reserved for what they ordered; `lifetime` only grows, and
# `corrected` is how much of it was given by mistake.
account = Table(
    "account",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    big("balance", default="0"),
    big("held", default="0"),
    big("lifetime", default="0"),
    big("corrected", default="0"),
    CheckConstraint("balance >= 0", name="balance"),
    CheckConstraint("held >= 0", name="held"),
    CheckConstraint("corrected >= 0 AND corrected <= lifetime", name="corrected"),
)

# One row for each movement, from one purse into another; the key lets nothing in twice. `worth` is what a deed would
# have given without caps: where these left no room, its row stands with 0, so that it is told and counts once.
transfer = Table(
    "transfer",
    metadata,
    serial("id"),
    text("key"),
    text("person_id", ForeignKey("person.id")),
    text("kind"),
    text("debit"),
    text("credit"),
    big("amount"),
    big("worth", default="0"),
    nothing("matter"),
    nothing("dimension"),
    # The month of Shanghai in which it counts as earned; of what is taken back, that of the award.
    nothing("month"),
    text("source"),
    text("source_id"),
    text("reason"),
    # Who did it by hand; nobody where it followed from what was done.
    text("by_id", ForeignKey("person.id"), null=True),
    # The entry that this one takes back, or the reservation that it ends: each once.
    text("ends", null=True),
    big("at"),
    CheckConstraint("amount > 0 OR (amount = 0 AND kind = 'award')", name="amount"),
    CheckConstraint("debit <> credit", name="two_purses"),
    UniqueConstraint("key"),
    UniqueConstraint("ends"),
    Index("ix_transfer_person_id_id", "person_id", "id"),
    Index("ix_transfer_person_id_at_kind", "person_id", "at", "kind"),
)

# What somebody earned in a month of Shanghai, less what was taken back of it: for the caps and the pictures.
points_month = Table(
    "points_month",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("month", Text, primary_key=True),
    Column("matter", Text, primary_key=True),
    Column("dimension", Text, primary_key=True),
    big("points"),
)

# The same over all matters, by month («2026-03»), by year («2026») and in all (''): for the honours of a year, and for
# the ranking. `compound_id`: in whose ranking they stand; NULL where they do not want to be seen.
points_sum = Table(
    "points_sum",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("period", Text, primary_key=True),
    big("points"),
    text("compound_id", ForeignKey("unit.id"), null=True),
    Index(
        "ix_points_sum_ranking",
        *("compound_id", "period", "points", "person_id"),
        sqlite_where=_RANKED,
        postgresql_where=_RANKED,
    ),
)

# What somebody was honoured for: `star` (0: for a year) or `year` (empty: for a star), and how many points that took.
# `code` is in the link that verifies it. Revoked where a correction left them with fewer points than `needed`.
certificate = Table(
    "certificate",
    metadata,
    serial("id"),
    text("code"),
    text("person_id", ForeignKey("person.id")),
    text("name"),
    big("star"),
    nothing("year"),
    big("needed"),
    big("at"),
    big("revoked_at", null=True),
    UniqueConstraint("code"),
    Index(
        "uq_certificate_valid", "person_id", "star", "year", unique=True, sqlite_where=_VALID, postgresql_where=_VALID
    ),
)

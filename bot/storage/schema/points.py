"""Points (DOMAIN §6): entries that are never edited, and the sums kept beside them."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.storage.schema.columns import big, metadata, nothing, serial, text

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

# One row for each movement, from one purse into another; the key lets nothing in twice.
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
    nothing("matter"),
    nothing("dimension"),
    text("source"),
    text("source_id"),
    text("reason"),
    # Who did it by hand; nobody where it followed from what was done.
    text("by_id", ForeignKey("person.id"), null=True),
    # The entry that this one takes back, or the reservation that it ends: each once.
    text("ends", null=True),
    big("at"),
    CheckConstraint("amount > 0", name="amount"),
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

"""Who is expected (the office's list of people), until they come themselves and afterwards."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.storage.schema.columns import big, metadata, nothing, text

# `key`: the office's own (a staff number). `phone`: E.164, by which they are known when they share it themselves; it is
# looked up by its blind index.
roster = Table(
    "roster",
    metadata,
    Column("key", Text, primary_key=True),
    text("name"),
    text("phone"),
    nothing("phone_index"),
    # What they bring along from before; entered into the ledger once they are known.
    big("opening", default="0"),
    nothing("opening_reason"),
    # Who they turned out to be; and who showed this number last and was asked whether it is them.
    text("person_id", ForeignKey("person.id"), null=True),
    big("claimed_at", null=True),
    text("offered_to", ForeignKey("person.id"), null=True),
    big("offered_at", null=True),
    UniqueConstraint("person_id"),
    Index("ix_roster_phone_index", "phone_index"),
    Index("ix_roster_offered_to", "offered_to"),
)

# Whoever answers for a grid: their posts in the compounds that lie in it are rows of `roster_post`, which follow it.
roster_grid = Table(
    "roster_grid",
    metadata,
    Column("key", Text, ForeignKey("roster.key"), primary_key=True),
    Column("grid_id", Text, ForeignKey("unit.id"), primary_key=True),
    big("shown", default="0"),
)

# `shown`: named in public too. `given`: 0 not yet; 1 whoever they are has the post from here, and it ends with this
# row; 2 they held it before, and keep it.
roster_post = Table(
    "roster_post",
    metadata,
    Column("key", Text, ForeignKey("roster.key"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("unit_id", Text, ForeignKey("unit.id"), primary_key=True),
    big("shown", default="0"),
    big("given", default="0"),
    Index("ix_roster_post_unit_id", "unit_id"),
)

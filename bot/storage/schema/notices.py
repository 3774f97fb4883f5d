"""What is told to residents: notices that meet a report, and broadcasts that are pushed to everybody at home there."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Table, Text

from bot.storage.schema.columns import big, metadata, nothing, text

# Outages that are shown before a report is sent. A broadcast of the like has its id.
notice = Table(
    "notice",
    metadata,
    Column("id", Text, primary_key=True),
    text("unit_id", ForeignKey("unit.id")),
    text("category"),
    text("words"),
    text("person_id", ForeignKey("person.id")),
    big("at"),
    big("until"),
    Index("ix_notice_unit_id_until", "unit_id", "until"),
)

# From the first words to the last message.
broadcast = Table(
    "broadcast",
    metadata,
    Column("id", Text, primary_key=True),
    text("unit_id", ForeignKey("unit.id")),
    nothing("building"),
    text("category"),
    text("words"),
    text("person_id", ForeignKey("person.id")),
    text("office_id", ForeignKey("unit.id"), null=True),
    nothing("role"),
    big("urgent", default="0"),
    big("until", default="0"),
    text("state", default="draft"),
    big("version", default="1"),
    big("begins_at", default="0"),
    big("expires_at", default="0"),
    # How far the people of the compound were gone through (by id), whether to the end, and when the last time.
    nothing("reached"),
    big("written", default="0"),
    big("served_at", default="0"),
    big("total", default="0"),
    big("sent", default="0"),
    big("gone", default="0"),
    big("shown_at", default="0"),
    big("at"),
    CheckConstraint("state IN ('draft', 'sending', 'done', 'stopped')", name="state"),
    Index("ix_broadcast_state_unit_id", "state", "unit_id"),
    Index("ix_broadcast_person_id_state", "person_id", "state"),
)

# How many went to a compound in a day.
broadcast_day = Table(
    "broadcast_day",
    metadata,
    Column("unit_id", Text, ForeignKey("unit.id"), primary_key=True),
    Column("day", Text, primary_key=True),
    Column("urgent", BigInteger, primary_key=True, autoincrement=False),
    big("number"),
)

# Who has it in the outbox: the key lets nobody in twice.
broadcast_person = Table(
    "broadcast_person",
    metadata,
    Column("broadcast_id", Text, ForeignKey("broadcast.id"), primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    big("outbox_id"),
)

# Who wants no broadcasts of a compound, but those of danger.
muted = Table(
    "muted",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("compound_id", Text, ForeignKey("unit.id"), primary_key=True),
    big("since"),
)

"""A report being written; tickets and what is kept beside them (docs/tickets.md); alerts."""

import sqlalchemy
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.storage.schema.columns import big, metadata, nothing, serial, text

LEFT = sqlalchemy.text("contact IS NOT NULL")

# One per person.
draft = Table(
    "draft",
    metadata,
    text("id"),
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    text("state"),
    text("data"),
    big("version"),
    big("updated_at"),
)

ticket = Table(
    "ticket",
    metadata,
    Column("id", Text, primary_key=True),
    text("number"),
    text("compound_id", ForeignKey("unit.id")),
    text("reporter_id", ForeignKey("person.id")),
    text("way_in"),
    text("state"),
    big("version"),
    text("category"),
    text("department"),
    text("urgency"),
    text("words"),
    text("place"),
    # What its place names, so that the like is found along an index; empty: none, or older than this column.
    nothing("building"),
    text("data"),
    big("anonymous", default="0"),
    text("contact", null=True),
    text("entered_by", null=True),
    text("desk", default="compound"),
    text("before", null=True),
    big("due_at", null=True),
    big("rung", default="0"),
    text("merged_into", null=True),
    text("holder_id", null=True),
    text("repetition_id", null=True),
    # Nothing personal is in it any more: it is old, or whoever reported it is forgotten.
    big("cleared", default="0"),
    big("created_at"),
    big("changed_at"),
    UniqueConstraint("number", "created_at"),
    Index("ix_ticket_cleared_changed_at", "cleared", "changed_at"),
    Index("ix_ticket_contact_changed_at", "changed_at", sqlite_where=LEFT, postgresql_where=LEFT),
    Index(
        "ix_ticket_compound_id_category_building_created_at_state",
        "compound_id",
        "category",
        "building",
        "created_at",
        "state",
    ),
    Index("ix_ticket_compound_id_created_at", "compound_id", "created_at"),
    Index("ix_ticket_compound_id_state_created_at", "compound_id", "state", "created_at"),
    Index("ix_ticket_desk_state_compound_id", "desk", "state", "compound_id"),
    Index("ix_ticket_holder_id_state", "holder_id", "state"),
    Index("ix_ticket_repetition_id", "repetition_id"),
    Index("ix_ticket_reporter_id_created_at", "reporter_id", "created_at"),
)

ticket_event = Table(
    "ticket_event",
    metadata,
    serial("id"),
    text("ticket_id", ForeignKey("ticket.id")),
    text("event"),
    text("was", null=True),
    text("became"),
    text("person_id", ForeignKey("person.id"), null=True),
    text("role"),
    nothing("reason"),
    big("at"),
    # Until when this step was due: with `at` it says for ever whether it came in time, whatever was granted later.
    big("due_at", null=True),
    Index("ix_ticket_event_ticket_id_id", "ticket_id", "id"),
    Index("ix_ticket_event_person_id", "person_id"),
)

ticket_media = Table(
    "ticket_media",
    metadata,
    serial("id"),
    text("ticket_id", ForeignKey("ticket.id")),
    text("kind"),
    text("file_id"),
    text("unique_id"),
    text("person_id", ForeignKey("person.id"), null=True),
    text("stage", default="report"),
    big("at"),
    UniqueConstraint("ticket_id", "unique_id"),
    Index("ix_ticket_media_person_id", "person_id"),
    Index("ix_ticket_media_unique_id", "unique_id"),
)

# Everybody who hears what becomes of it: who reported it, and who said 我也遇到.
follower = Table(
    "follower",
    metadata,
    Column("ticket_id", Text, ForeignKey("ticket.id"), primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    text("way"),
    big("since"),
    # Whether the ticket still goes on, kept beside it: a page of one's own is then read along the index alone.
    big("open", default="1"),
    CheckConstraint("way IN ('reported', 'joined', 'confirmed')", name="way"),
    Index("ix_follower_person_id_open_since_ticket_id", "person_id", "open", "since", "ticket_id"),
)

# What was said about it afterwards, by those who follow it.
ticket_note = Table(
    "ticket_note",
    metadata,
    serial("id"),
    text("ticket_id", ForeignKey("ticket.id")),
    text("person_id", ForeignKey("person.id")),
    text("words"),
    big("at"),
    Index("ix_ticket_note_ticket_id_id", "ticket_id", "id"),
    Index("ix_ticket_note_person_id", "person_id"),
)

# A link by which a resident confirms what somebody reported for them; used once.
ticket_link = Table(
    "ticket_link",
    metadata,
    Column("code", Text, primary_key=True),
    text("ticket_id", ForeignKey("ticket.id")),
    big("expires_at"),
    text("used_by", null=True),
    Index("ix_ticket_link_ticket_id", "ticket_id"),
)

# Who looked at the contact that a resident left, and when (docs/privacy.md).
contact_look = Table(
    "contact_look",
    metadata,
    serial("id"),
    text("ticket_id", ForeignKey("ticket.id")),
    text("person_id", ForeignKey("person.id")),
    text("role"),
    big("at"),
    Index("ix_contact_look_ticket_id", "ticket_id"),
)

# Where somebody knew better than the classifier; what was said is the ticket's.
correction = Table(
    "correction",
    metadata,
    serial("id"),
    text("ticket_id", ForeignKey("ticket.id")),
    text("was"),
    text("became"),
    text("role"),
    big("at"),
    Index("ix_correction_ticket_id", "ticket_id"),
)

# The last number that a day gave to a ticket.
day_serial = Table("day_serial", metadata, Column("day", Text, primary_key=True), big("last"))

# Who was told of what, and whether they said 收到.
alert = Table(
    "alert",
    metadata,
    Column("ticket_id", Text, ForeignKey("ticket.id"), primary_key=True),
    big("level"),
    big("times"),
    text("state"),
    text("acknowledged_by", ForeignKey("person.id"), null=True),
    big("at"),
    CheckConstraint("state IN ('open', 'acknowledged', 'exhausted')", name="state"),
)

"""Wishes (微心愿, docs/wishes.md)."""

import sqlalchemy
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text

from bot.storage.schema.columns import big, index_of, metadata, nothing, serial, text

SAID = sqlalchemy.text("words <> ''")

wish = Table(
    "wish",
    metadata,
    Column("id", Text, primary_key=True),
    text("person_id", ForeignKey("person.id")),
    big("at"),
    text("compound_id", ForeignKey("unit.id"), null=True),
    nothing("kind"),
    nothing("words"),
    # As everybody may read it.
    nothing("public"),
    nothing("for_name"),
    # For whoever claimed it, until it is over.
    nothing("contact"),
    nothing("address"),
    text("state", default="draft"),
    big("version", default="1"),
    big("since", default="0"),
    big("opened_at", null=True),
    text("claimer_id", ForeignKey("person.id"), null=True),
    big("due_at", null=True),
    big("extended", default="0"),
    big("pushed", default="0"),
    big("thanked", default="0"),
    big("looked_at", default="0"),
    # What its volunteer said and showed when it was fulfilled; the files as JSON.
    nothing("note"),
    nothing("files"),
    CheckConstraint(
        "state IN ('draft', 'pending_review', 'open', 'claimed', 'delivered', 'confirmed', 'rejected', 'withdrawn',"
        " 'expired')",
        name="state",
    ),
    CheckConstraint(
        "(claimer_id IS NOT NULL) = (state IN ('claimed', 'delivered', 'confirmed'))",
        name="claimer",
    ),
    CheckConstraint("claimer_id <> person_id", name="not_by_oneself"),
    CheckConstraint("compound_id IS NOT NULL OR state = 'draft'", name="compound"),
    Index("ix_wish_person_id_at", "person_id", "at"),
    Index("ix_wish_words_since", "since", sqlite_where=SAID, postgresql_where=SAID),
    Index("ix_wish_claimer_id_state", "claimer_id", "state"),
    Index("ix_wish_compound_id_state", "compound_id", "state"),
    index_of("draft", "uq_wish_draft", "person_id", unique=True),
    index_of("open", "ix_wish_pool", "compound_id", "kind", "opened_at", "id"),
)

# What happened, in order; never edited. `who`: as what they did it; `state`: what it led to. A look at the contact is
# one too.
wish_event = Table(
    "wish_event",
    metadata,
    serial("id"),
    text("wish_id", ForeignKey("wish.id")),
    text("event"),
    text("state"),
    text("person_id", ForeignKey("person.id"), null=True),
    text("who"),
    nothing("note"),
    big("at"),
    Index("ix_wish_event_wish_id_id", "wish_id", "id"),
)

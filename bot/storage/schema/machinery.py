"""The durable machinery: inbox, outbox, cards, due work, leases (DESIGN §2, §4); what is known of this installation."""

import sqlalchemy
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.schema.columns import big, index_of, metadata, serial, text

_CARD_WAITS = sqlalchemy.text("state = 'waiting' AND card IS NOT NULL")

meta = Table("meta", metadata, Column("key", Text, primary_key=True), text("value"))

inbox = Table(
    "inbox",
    metadata,
    serial("seq"),
    text("channel"),
    big("update_id"),
    text("chat"),
    big("part"),
    text("raw"),
    text("state", default="waiting"),
    text("error", null=True),
    big("received_at"),
    big("done_at", null=True),
    UniqueConstraint("channel", "update_id"),
    CheckConstraint("state IN ('waiting', 'done', 'poison')", name="state"),
    index_of("waiting", "ix_inbox_waiting", "seq"),
    index_of("poison", "ix_inbox_poison", "seq"),
    Index("ix_inbox_done_at", "done_at"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    serial("id"),
    text("channel"),
    text("chat"),
    text("person_id", ForeignKey("person.id"), null=True),
    text("kind"),
    text("body"),
    big("urgency"),
    text("card", null=True),
    text("state", default="waiting"),
    text("token", null=True),
    big("visible_at"),
    big("expires_at", null=True),
    big("attempts", default="0"),
    text("error", null=True),
    text("message_id", null=True),
    big("created_at"),
    big("done_at", null=True),
    big("part", default="0"),
    text("trace", null=True),
    CheckConstraint("state IN ('waiting', 'sent', 'parked', 'undeliverable', 'expired')", name="state"),
    index_of("waiting", "ix_outbox_waiting", "urgency", "id"),
    index_of("waiting", "ix_outbox_chat_waiting", "channel", "chat", "id"),
    Index("ix_outbox_card_waiting", "card", sqlite_where=_CARD_WAITS, postgresql_where=_CARD_WAITS),
    index_of("parked", "ix_outbox_parked", "id"),
    Index("ix_outbox_done_at", "done_at"),
    sqlite_autoincrement=True,
)

# What we made and send as a file: here until the message that bears it has left, so that it outlives a crash.
made_file = Table(
    "made_file",
    metadata,
    Column("id", Text, primary_key=True),
    big("outbox_id"),
    Column("content", LargeBinary, nullable=False),
    big("at"),
    Index("ix_made_file_outbox_id", "outbox_id"),
)

card = Table(
    "card",
    metadata,
    text("channel"),
    text("chat"),
    text("name"),
    text("message_id"),
    UniqueConstraint("channel", "chat", "name"),
    Index("ix_card_name", "name"),
)

due_work = Table(
    "due_work",
    metadata,
    serial("id"),
    text("kind"),
    text("subject"),
    big("due_at"),
    text("trace", null=True),
    UniqueConstraint("kind", "subject"),
    Index("ix_due_work_due_at", "due_at"),
    sqlite_autoincrement=True,
)

# Who works at what: a process as long as it beats.
member = Table(
    "member",
    metadata,
    Column("job", Text, primary_key=True),
    Column("owner", Text, primary_key=True),
    text("place"),
    big("since"),
    big("seen_at"),
    big("beat"),
)

lease = Table(
    "lease",
    metadata,
    Column("job", Text, primary_key=True),
    Column("part", BigInteger, primary_key=True, autoincrement=False),
    text("owner"),
    big("epoch"),
    Index("ix_lease_owner", "owner"),
)

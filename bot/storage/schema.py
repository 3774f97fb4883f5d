"""The tables. The source of the migrations and of nothing on the hot path: queries are plain SQL beside their nouns.

Times are BIGINT milliseconds of UTC, JSON is TEXT, identifiers are random TEXT (`bot/domain/ids.py`). What both
SQLite and PostgreSQL take, and no more: no trigger, no sequence beyond an integer key, no engine's own type.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

# SQLite gives an automatic key to INTEGER alone; elsewhere the same column is BIGINT. Where rows are deleted and keys
# mean an order or are remembered elsewhere, `sqlite_autoincrement` keeps SQLite from giving out the greatest again.
SERIAL = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *constraints: ForeignKey, null: bool = False, default: str | None = None) -> Column[str]:
    return Column(name, Text, *constraints, nullable=null, server_default=default)


def _nothing(name: str) -> Column[str]:
    """Words that may be missing. A plain "" as the default looks changed to Alembic for ever."""
    return Column(name, Text, nullable=False, server_default=text("''"))


def _big(name: str, *, null: bool = False, default: str | None = None) -> Column[int]:
    return Column(name, BigInteger, nullable=null, server_default=default)


# ── what is known of this installation ────────────────────────────────────────────────────────────────────────
meta = Table("meta", metadata, Column("key", Text, primary_key=True), _text("value"))

# ── units and people (DOMAIN §1, §2) ──────────────────────────────────────────────────────────────────────────
unit = Table(
    "unit",
    metadata,
    Column("id", Text, primary_key=True),
    _text("kind"),
    _text("parent_id", ForeignKey("unit.id"), null=True),
    _text("name"),
    _text("code"),
    Column("latitude", Float),
    Column("longitude", Float),
    UniqueConstraint("code"),
    Index("ix_unit_kind_parent_id", "kind", "parent_id"),
    Index("ix_unit_parent_id", "parent_id"),
)

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    _big("consent_version", default="0"),
    _big("consent_at", null=True),
    _text("home_id", ForeignKey("unit.id"), null=True),
    _big("simple", default="0"),
    # When they are not called for what can wait: their choice in /quiet, NULL until they make one.
    _text("quiet", null=True),
    _big("created_at"),
)

# Where they live or look after somebody; `person.home_id` is the one they usually mean.
home = Table(
    "home",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("compound_id", Text, ForeignKey("unit.id"), primary_key=True),
    _nothing("building"),
    _big("since"),
)

address = Table(
    "address",
    metadata,
    _text("channel"),
    _text("key"),
    _text("person_id", ForeignKey("person.id")),
    _big("reachable", default="1"),
    _big("seen_at"),
    UniqueConstraint("channel", "key"),
    Index("ix_address_person_id", "person_id"),
)

post = Table(
    "post",
    metadata,
    _text("person_id", ForeignKey("person.id")),
    _text("role"),
    _text("unit_id", ForeignKey("unit.id")),
    _big("since"),
    UniqueConstraint("person_id", "role", "unit_id"),
    Index("ix_post_unit_id_role", "unit_id", "role"),
)

# ── a report being written: one per person ────────────────────────────────────────────────────────────────────
draft = Table(
    "draft",
    metadata,
    _text("id"),
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    _text("state"),
    _text("data"),
    _big("version"),
    _big("updated_at"),
)

# ── tickets (DOMAIN §4) ───────────────────────────────────────────────────────────────────────────────────────
ticket = Table(
    "ticket",
    metadata,
    Column("id", Text, primary_key=True),
    _text("number"),
    _text("compound_id", ForeignKey("unit.id")),
    _text("reporter_id", ForeignKey("person.id")),
    _text("way_in"),
    _text("state"),
    _big("version"),
    _text("category"),
    _text("department"),
    _text("urgency"),
    _text("words"),
    _text("place"),
    _text("data"),
    _big("anonymous", default="0"),
    _text("contact", null=True),
    _text("entered_by", null=True),
    _text("desk", default="compound"),
    _text("before", null=True),
    _big("due_at", null=True),
    _big("rung", default="0"),
    _text("merged_into", null=True),
    _big("created_at"),
    _big("changed_at"),
    UniqueConstraint("number", "created_at"),
    Index("ix_ticket_compound_id_state_created_at", "compound_id", "state", "created_at"),
    Index("ix_ticket_desk_state_due_at", "desk", "state", "due_at"),
    Index("ix_ticket_reporter_id_created_at", "reporter_id", "created_at"),
)

ticket_event = Table(
    "ticket_event",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    _text("ticket_id", ForeignKey("ticket.id")),
    _text("event"),
    _text("was", null=True),
    _text("became"),
    _text("person_id", ForeignKey("person.id"), null=True),
    _text("role"),
    _nothing("reason"),
    _big("at"),
    Index("ix_ticket_event_ticket_id_id", "ticket_id", "id"),
)

ticket_media = Table(
    "ticket_media",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    _text("ticket_id", ForeignKey("ticket.id")),
    _text("kind"),
    _text("file_id"),
    _text("unique_id"),
    _text("person_id", ForeignKey("person.id"), null=True),
    _text("stage", default="report"),
    _big("at"),
    UniqueConstraint("ticket_id", "unique_id"),
)

# Who was asked to do it: a department (its unit), or somebody in the compound. One leads, the others help.
assignment = Table(
    "assignment",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    _text("ticket_id", ForeignKey("ticket.id")),
    _text("unit_id", ForeignKey("unit.id"), null=True),
    _text("person_id", ForeignKey("person.id"), null=True),
    _big("leads"),
    _text("state", default="asked"),
    _nothing("reason"),
    _big("at"),
    _big("changed_at"),
    CheckConstraint("state IN ('asked', 'came', 'returned', 'recalled', 'done')", name="state"),
    CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="one"),
    Index("ix_assignment_ticket_id", "ticket_id"),
    Index("ix_assignment_unit_id_state", "unit_id", "state"),
    Index("ix_assignment_person_id_state", "person_id", "state"),
)

# What somebody at a desk has begun with a ticket and still has to say more about: a reason, a text, whom.
deed = Table(
    "deed",
    metadata,
    _text("id"),
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    _text("ticket_id", ForeignKey("ticket.id")),
    _text("event"),
    _big("version"),
    _text("data"),
    _big("at"),
)

# More time (延期): asked for by whoever has it, granted by the level above; one open for each ticket.
extension = Table(
    "extension",
    metadata,
    Column("id", Text, primary_key=True),
    _text("ticket_id", ForeignKey("ticket.id")),
    _big("due_at"),
    _text("person_id", ForeignKey("person.id")),
    _text("role"),
    _big("days"),
    _nothing("reason"),
    _text("state", default="asked"),
    _text("decided_by", ForeignKey("person.id"), null=True),
    _nothing("answer"),
    _big("at"),
    _big("decided_at", null=True),
    CheckConstraint("state IN ('asked', 'granted', 'refused', 'dropped')", name="state"),
    Index(
        "ix_extension_asked",
        "ticket_id",
        unique=True,
        sqlite_where=text("state = 'asked'"),
        postgresql_where=text("state = 'asked'"),
    ),
)

# Everybody who hears what becomes of it: who reported it, and who said 我也遇到.
follower = Table(
    "follower",
    metadata,
    Column("ticket_id", Text, ForeignKey("ticket.id"), primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    _text("way"),
    _big("since"),
    # Whether the ticket still goes on, kept beside it: a page of one's own is then read along the index alone.
    _big("open", default="1"),
    CheckConstraint("way IN ('reported', 'joined', 'confirmed')", name="way"),
    Index("ix_follower_person_id_open_since_ticket_id", "person_id", "open", "since", "ticket_id"),
)

# What was said about it afterwards, by those who follow it.
ticket_note = Table(
    "ticket_note",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    _text("ticket_id", ForeignKey("ticket.id")),
    _text("person_id", ForeignKey("person.id")),
    _text("words"),
    _big("at"),
    Index("ix_ticket_note_ticket_id_id", "ticket_id", "id"),
)

# A link by which a resident confirms what somebody reported for them; used once.
ticket_link = Table(
    "ticket_link",
    metadata,
    Column("code", Text, primary_key=True),
    _text("ticket_id", ForeignKey("ticket.id")),
    _big("expires_at"),
    _text("used_by", null=True),
    Index("ix_ticket_link_ticket_id", "ticket_id"),
)

# Who looked at the contact that a resident left, and when (DOMAIN §8).
contact_look = Table(
    "contact_look",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    _text("ticket_id", ForeignKey("ticket.id")),
    _text("person_id", ForeignKey("person.id")),
    _text("role"),
    _big("at"),
    Index("ix_contact_look_ticket_id", "ticket_id"),
)

# Where somebody knew better than the classifier; what was said is the ticket's.
correction = Table(
    "correction",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    _text("ticket_id", ForeignKey("ticket.id")),
    _text("was"),
    _text("became"),
    _text("role"),
    _big("at"),
    Index("ix_correction_ticket_id", "ticket_id"),
)

# ── what a branch publishes: outages, and who is who (公示, DOMAIN S5) ────────────────────────────────────────
notice = Table(
    "notice",
    metadata,
    Column("id", Text, primary_key=True),
    _text("unit_id", ForeignKey("unit.id")),
    _text("category"),
    _text("words"),
    _text("person_id", ForeignKey("person.id")),
    _big("at"),
    _big("until"),
    Index("ix_notice_unit_id_until", "unit_id", "until"),
)

published = Table(
    "published",
    metadata,
    _text("unit_id", ForeignKey("unit.id")),
    _text("role"),
    _text("name"),
    _text("phone"),
    _big("position"),
    UniqueConstraint("unit_id", "role", "name"),
)

# ── patrols and visits (DOMAIN S17): one for each name, place and day ─────────────────────────────────────────
patrol_task = Table(
    "patrol_task",
    metadata,
    Column("id", Text, primary_key=True),
    _text("name"),
    _text("unit_id", ForeignKey("unit.id")),
    _text("role"),
    _text("way_in"),
    _text("day"),
    _big("due_at"),
    _text("state", default="open"),
    _text("done_by", ForeignKey("person.id"), null=True),
    _big("done_at", null=True),
    _text("ticket_id", ForeignKey("ticket.id"), null=True),
    _nothing("note"),
    _nothing("files"),
    _big("noting_at", null=True),
    UniqueConstraint("name", "unit_id", "day"),
    CheckConstraint("state IN ('open', 'done', 'missed')", name="state"),
    Index("ix_patrol_task_unit_id_day", "unit_id", "day"),
    Index("ix_patrol_task_state_due_at", "state", "due_at"),
    Index("ix_patrol_task_done_by_noting_at", "done_by", "noting_at"),
)

day_serial = Table("day_serial", metadata, Column("day", Text, primary_key=True), _big("last"))

# ── alerts: who was told of what, and whether they said 收到 ──────────────────────────────────────────────────
alert = Table(
    "alert",
    metadata,
    Column("ticket_id", Text, ForeignKey("ticket.id"), primary_key=True),
    _big("level"),
    _big("times"),
    _text("state"),
    _text("acknowledged_by", ForeignKey("person.id"), null=True),
    _big("at"),
    CheckConstraint("state IN ('open', 'acknowledged', 'exhausted')", name="state"),
)

# ── the durable machinery: inbox, outbox, cards, due work, leases (DESIGN §2, §4) ─────────────────────────────
inbox = Table(
    "inbox",
    metadata,
    Column("seq", SERIAL, primary_key=True, autoincrement=True),
    _text("channel"),
    _big("update_id"),
    _text("chat"),
    _big("part"),
    _text("raw"),
    _text("state", default="waiting"),
    _text("error", null=True),
    _big("received_at"),
    _big("done_at", null=True),
    UniqueConstraint("channel", "update_id"),
    CheckConstraint("state IN ('waiting', 'done', 'poison')", name="state"),
    Index(
        "ix_inbox_waiting", "seq", sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'")
    ),
    Index("ix_inbox_poison", "seq", sqlite_where=text("state = 'poison'"), postgresql_where=text("state = 'poison'")),
    Index("ix_inbox_done_at", "done_at"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    _text("channel"),
    _text("chat"),
    _text("person_id", ForeignKey("person.id"), null=True),
    _text("kind"),
    _text("body"),
    _big("urgency"),
    _text("card", null=True),
    _text("state", default="waiting"),
    _text("token", null=True),
    _big("visible_at"),
    _big("expires_at", null=True),
    _big("attempts", default="0"),
    _text("error", null=True),
    _text("message_id", null=True),
    _big("created_at"),
    _big("done_at", null=True),
    CheckConstraint("state IN ('waiting', 'sent', 'parked', 'undeliverable', 'expired')", name="state"),
    Index(
        "ix_outbox_waiting",
        "urgency",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index(
        "ix_outbox_chat_waiting",
        "channel",
        "chat",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index("ix_outbox_done_at", "done_at"),
    sqlite_autoincrement=True,
)

card = Table(
    "card",
    metadata,
    _text("channel"),
    _text("chat"),
    _text("name"),
    _text("message_id"),
    UniqueConstraint("channel", "chat", "name"),
    Index("ix_card_name", "name"),
)

due_work = Table(
    "due_work",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    _text("kind"),
    _text("subject"),
    _big("due_at"),
    UniqueConstraint("kind", "subject"),
    Index("ix_due_work_due_at", "due_at"),
    sqlite_autoincrement=True,
)

lease = Table(
    "lease",
    metadata,
    Column("part", BigInteger, primary_key=True, autoincrement=False),
    _text("owner"),
    _big("epoch"),
    _big("expires_at"),
)

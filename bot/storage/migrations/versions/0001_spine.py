"""The spine: units and people, drafts, tickets, alerts, and the durable machinery."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# An automatic key; SQLite gives one to INTEGER alone.
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Every table after those that it refers to."""
    _meta()
    _unit()
    _person()
    _address()
    _post()
    _draft()
    _ticket()
    _ticket_event()
    _ticket_media()
    _day_serial()
    _alert()
    _inbox()
    _outbox()
    _card()
    _due_work()
    _lease()


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )


def _unit() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    op.create_index("ix_unit_kind_parent_id", "unit", ["kind", "parent_id"])
    op.create_index("ix_unit_parent_id", "unit", ["parent_id"])


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("consent_version", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("consent_at", sa.BigInteger(), nullable=True),
        sa.Column("home_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["home_id"], ["unit.id"], name=op.f("fk_person_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )


def _address() -> None:
    op.create_table(
        "address",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("reachable", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_address_person_id")),
        sa.UniqueConstraint("channel", "key", name=op.f("uq_address_channel_key")),
    )
    op.create_index("ix_address_person_id", "address", ["person_id"])


def _post() -> None:
    op.create_table(
        "post",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_post_unit_id")),
        sa.UniqueConstraint("person_id", "role", "unit_id", name=op.f("uq_post_person_id_role_unit_id")),
    )
    op.create_index("ix_post_unit_id_role", "post", ["unit_id", "role"])


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_draft")),
    )


def _ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("compound_id", sa.Text(), nullable=False),
        sa.Column("reporter_id", sa.Text(), nullable=False),
        sa.Column("way_in", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["unit.id"], name=op.f("fk_ticket_compound_id")),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name=op.f("fk_ticket_reporter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("number", "created_at", name=op.f("uq_ticket_number_created_at")),
    )
    op.create_index("ix_ticket_compound_id_state_created_at", "ticket", ["compound_id", "state", "created_at"])
    op.create_index("ix_ticket_reporter_id_created_at", "ticket", ["reporter_id", "created_at"])


def _ticket_event() -> None:
    op.create_table(
        "ticket_event",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=True),
        sa.Column("became", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ticket_event_person_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_event_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_event")),
    )
    op.create_index("ix_ticket_event_ticket_id_id", "ticket_event", ["ticket_id", "id"])


def _ticket_media() -> None:
    op.create_table(
        "ticket_media",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("unique_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ticket_media_person_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_media_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_media")),
        sa.UniqueConstraint("ticket_id", "unique_id", name=op.f("uq_ticket_media_ticket_id_unique_id")),
    )


def _day_serial() -> None:
    op.create_table(
        "day_serial",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day_serial")),
    )


def _alert() -> None:
    op.create_table(
        "alert",
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("acknowledged_by", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'acknowledged', 'exhausted')", name=op.f("ck_alert_state")),
        sa.ForeignKeyConstraint(["acknowledged_by"], ["person.id"], name=op.f("fk_alert_acknowledged_by")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_alert_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_alert")),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("part", sa.BigInteger(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'done', 'poison')", name=op.f("ck_inbox_state")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_inbox")),
        sa.UniqueConstraint("channel", "update_id", name=op.f("uq_inbox_channel_update_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_done_at", "inbox", ["done_at"])
    op.create_index("ix_inbox_poison", "inbox", ["seq"], **_where("state = 'poison'"))
    op.create_index("ix_inbox_waiting", "inbox", ["seq"], **_where("state = 'waiting'"))


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("urgency", sa.BigInteger(), nullable=False),
        sa.Column("card", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("visible_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'parked', 'undeliverable', 'expired')", name=op.f("ck_outbox_state")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_chat_waiting", "outbox", ["channel", "chat", "id"], **_where("state = 'waiting'"))
    op.create_index("ix_outbox_done_at", "outbox", ["done_at"])
    op.create_index("ix_outbox_waiting", "outbox", ["urgency", "id"], **_where("state = 'waiting'"))


def _card() -> None:
    op.create_table(
        "card",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.UniqueConstraint("channel", "chat", "name", name=op.f("uq_card_channel_chat_name")),
    )


def _due_work() -> None:
    op.create_table(
        "due_work",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_work")),
        sa.UniqueConstraint("kind", "subject", name=op.f("uq_due_work_kind_subject")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_due_work_due_at", "due_work", ["due_at"])


def _lease() -> None:
    op.create_table(
        "lease",
        sa.Column("part", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_lease")),
    )


def _where(condition: str) -> dict[str, Any]:
    """Index only the rows that fulfil `condition`."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}

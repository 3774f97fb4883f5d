"""The report conversation: homes, followers, notes, links, looks, corrections, notices, names published."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """New tables, new columns, and what the old rows mean in them."""
    _home()
    _follower()
    _ticket_note()
    _ticket_link()
    _contact_look()
    _correction()
    _notice()
    _published()
    _columns()
    _carry_over()


def _home() -> None:
    op.create_table(
        "home",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("compound_id", sa.Text(), nullable=False),
        sa.Column("building", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["unit.id"], name=op.f("fk_home_compound_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_home_person_id")),
        sa.PrimaryKeyConstraint("person_id", "compound_id", name=op.f("pk_home")),
    )


def _follower() -> None:
    op.create_table(
        "follower",
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("way IN ('reported', 'joined', 'confirmed')", name=op.f("ck_follower_way")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follower_person_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_follower_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "person_id", name=op.f("pk_follower")),
    )
    op.create_index("ix_follower_person_id_since", "follower", ["person_id", "since"])


def _ticket_note() -> None:
    op.create_table(
        "ticket_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ticket_note_person_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_note_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_note")),
    )
    op.create_index("ix_ticket_note_ticket_id_id", "ticket_note", ["ticket_id", "id"])


def _ticket_link() -> None:
    op.create_table(
        "ticket_link",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_link_ticket_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_ticket_link")),
    )
    op.create_index("ix_ticket_link_ticket_id", "ticket_link", ["ticket_id"])


def _contact_look() -> None:
    op.create_table(
        "contact_look",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_look_person_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_contact_look_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_look")),
    )
    op.create_index("ix_contact_look_ticket_id", "contact_look", ["ticket_id"])


def _correction() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("became", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_correction_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index("ix_correction_ticket_id", "correction", ["ticket_id"])


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_notice_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_unit_id_until", "notice", ["unit_id", "until"])


def _published() -> None:
    op.create_table(
        "published",
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_published_unit_id")),
        sa.UniqueConstraint("unit_id", "role", "name", name=op.f("uq_published_unit_id_role_name")),
    )


def _columns() -> None:
    op.add_column("person", sa.Column("simple", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("ticket", sa.Column("anonymous", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("ticket", sa.Column("contact", sa.Text(), nullable=True))
    op.add_column("ticket", sa.Column("entered_by", sa.Text(), nullable=True))


def _carry_over() -> None:
    """Whoever reported a ticket follows it; the home that was known is the first of several."""
    op.execute(
        "INSERT INTO follower (ticket_id, person_id, way, since) SELECT id, reporter_id, 'reported', created_at"
        " FROM ticket"
    )
    op.execute(
        "INSERT INTO home (person_id, compound_id, since) SELECT id, home_id, created_at FROM person"
        " WHERE home_id IS NOT NULL"
    )

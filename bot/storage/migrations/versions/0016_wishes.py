"""Wishes, and what happened with them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EMPTY = sa.text("('')")


def upgrade() -> None:
    """Two tables."""
    op.create_table(
        "wish",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("compound_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("words", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("public", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("for_name", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("contact", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("address", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("since", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("claimer_id", sa.Text(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("extended", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("pushed", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("thanked", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("looked_at", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("note", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("files", sa.Text(), server_default=EMPTY, nullable=False),
        sa.CheckConstraint(
            "(claimer_id IS NOT NULL) = (state IN ('claimed', 'delivered', 'confirmed'))", name=op.f("ck_wish_claimer")
        ),
        sa.CheckConstraint("compound_id IS NOT NULL OR state = 'draft'", name=op.f("ck_wish_compound")),
        sa.CheckConstraint(
            "state IN ('draft', 'pending_review', 'open', 'claimed', 'delivered', 'confirmed', 'rejected', 'withdrawn',"
            " 'expired')",
            name=op.f("ck_wish_state"),
        ),
        sa.CheckConstraint("claimer_id <> person_id", name=op.f("ck_wish_not_by_oneself")),
        sa.ForeignKeyConstraint(["claimer_id"], ["person.id"], name=op.f("fk_wish_claimer_id")),
        sa.ForeignKeyConstraint(["compound_id"], ["unit.id"], name=op.f("fk_wish_compound_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_wish_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
    )
    op.create_index("ix_wish_claimer_id_state", "wish", ["claimer_id", "state"])
    op.create_index("ix_wish_compound_id_state", "wish", ["compound_id", "state"])
    op.create_index("ix_wish_person_id_at", "wish", ["person_id", "at"])
    op.create_index(
        "ix_wish_pool",
        "wish",
        ["compound_id", "kind", "opened_at", "id"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "uq_wish_draft",
        "wish",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )

    op.create_table(
        "wish_event",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("wish_id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_wish_event_person_id")),
        sa.ForeignKeyConstraint(["wish_id"], ["wish.id"], name=op.f("fk_wish_event_wish_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish_event")),
    )
    op.create_index("ix_wish_event_wish_id_id", "wish_event", ["wish_id", "id"])

"""Figures: until when each step was due, files of our own on their way out, who took a list away."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A column and two tables."""
    op.add_column("ticket_event", sa.Column("due_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "made_file",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("outbox_id", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_made_file")),
    )
    op.create_index("ix_made_file_outbox_id", "made_file", ["outbox_id"])
    op.create_table(
        "exported",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("tickets", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_exported_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exported")),
    )
    op.create_index("ix_exported_person_id", "exported", ["person_id"])

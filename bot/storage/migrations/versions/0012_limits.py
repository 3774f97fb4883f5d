"""Limits: who met one, who is barred from reporting."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Two tables and an index."""
    op.create_table(
        "limit_hit",
        sa.Column("compound_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("freed", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["unit.id"], name=op.f("fk_limit_hit_compound_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_limit_hit_person_id")),
        sa.PrimaryKeyConstraint("compound_id", "day", "kind", "person_id", name=op.f("pk_limit_hit")),
    )
    op.create_table(
        "bar",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("compound_id", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="active", nullable=False),
        sa.Column("appeal", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("kept", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('active', 'lifted')", name=op.f("ck_bar_state")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_bar_by_id")),
        sa.ForeignKeyConstraint(["compound_id"], ["unit.id"], name=op.f("fk_bar_compound_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_bar_person_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_bar_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bar")),
    )
    op.create_index("ix_bar_compound_id_state", "bar", ["compound_id", "state"])
    op.create_index("ix_bar_person_id_compound_id", "bar", ["person_id", "compound_id"])
    op.create_index("ix_ticket_compound_id_created_at", "ticket", ["compound_id", "created_at"])

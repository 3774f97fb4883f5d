"""One matter that was reported again and again (三天三单)."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """A table, and where a ticket belongs to one."""
    op.create_table(
        "repetition",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("compound_id", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("reports", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("acknowledged_by", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('new', 'open', 'acknowledged', 'exhausted')", name=op.f("ck_repetition_state")),
        sa.ForeignKeyConstraint(["acknowledged_by"], ["person.id"], name=op.f("fk_repetition_acknowledged_by")),
        sa.ForeignKeyConstraint(["compound_id"], ["unit.id"], name=op.f("fk_repetition_compound_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repetition")),
    )
    op.add_column("ticket", sa.Column("repetition_id", sa.Text(), nullable=True))
    op.create_index("ix_ticket_repetition_id", "ticket", ["repetition_id"])

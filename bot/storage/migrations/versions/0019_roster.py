"""The office's list of people, and what of 公示 came with it."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

EMPTY = sa.text("('')")


def upgrade() -> None:
    """Two tables and a column."""
    op.create_table(
        "roster",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("opening", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("opening_reason", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("offered_to", sa.Text(), nullable=True),
        sa.Column("offered_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["offered_to"], ["person.id"], name=op.f("fk_roster_offered_to")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_person_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_roster")),
        sa.UniqueConstraint("person_id", name=op.f("uq_roster_person_id")),
    )
    op.create_index("ix_roster_offered_to", "roster", ["offered_to"])
    op.create_index("ix_roster_phone", "roster", ["phone"])
    op.create_table(
        "roster_post",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("shown", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("given", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["key"], ["roster.key"], name=op.f("fk_roster_post_key")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_roster_post_unit_id")),
        sa.PrimaryKeyConstraint("key", "role", "unit_id", name=op.f("pk_roster_post")),
    )
    op.create_index("ix_roster_post_unit_id", "roster_post", ["unit_id"])
    op.add_column("published", sa.Column("imported", sa.BigInteger(), server_default="0", nullable=False))

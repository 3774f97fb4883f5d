"""What a desk sends to everybody at home in a compound, who has it, and who wants none of it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Four tables and an index; what was left unpublished goes, since drafts are kept elsewhere from now on."""
    op.execute("DELETE FROM notice WHERE until = 0")
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("building", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("office_id", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("urgent", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("until", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("begins_at", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("expires_at", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("reached", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("written", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("served_at", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("total", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("sent", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("gone", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("shown_at", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'sending', 'done', 'stopped')", name=op.f("ck_broadcast_state")),
        sa.ForeignKeyConstraint(["office_id"], ["unit.id"], name=op.f("fk_broadcast_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_broadcast_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_broadcast_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
    )
    op.create_index("ix_broadcast_person_id_state", "broadcast", ["person_id", "state"])
    op.create_index("ix_broadcast_state_unit_id", "broadcast", ["state", "unit_id"])
    op.create_table(
        "broadcast_day",
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("urgent", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_broadcast_day_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "day", "urgent", name=op.f("pk_broadcast_day")),
    )
    op.create_table(
        "broadcast_person",
        sa.Column("broadcast_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("outbox_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name=op.f("fk_broadcast_person_broadcast_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_broadcast_person_person_id")),
        sa.PrimaryKeyConstraint("broadcast_id", "person_id", name=op.f("pk_broadcast_person")),
    )
    op.create_table(
        "muted",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("compound_id", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["unit.id"], name=op.f("fk_muted_compound_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_muted_person_id")),
        sa.PrimaryKeyConstraint("person_id", "compound_id", name=op.f("pk_muted")),
    )
    op.create_index("ix_home_compound_id_person_id_building", "home", ["compound_id", "person_id", "building"])

"""Patrols and visits: what is to be looked at today, by whom, and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """A new table."""
    op.create_table(
        "patrol_task",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("way_in", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("ticket_id", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("files", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("noting_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'done', 'missed')", name=op.f("ck_patrol_task_state")),
        sa.ForeignKeyConstraint(["done_by"], ["person.id"], name=op.f("fk_patrol_task_done_by")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_patrol_task_ticket_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_patrol_task_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patrol_task")),
        sa.UniqueConstraint("name", "unit_id", "day", name=op.f("uq_patrol_task_name_unit_id_day")),
    )
    op.create_index("ix_patrol_task_unit_id_day", "patrol_task", ["unit_id", "day"])
    op.create_index("ix_patrol_task_state_due_at", "patrol_task", ["state", "due_at"])
    op.create_index("ix_patrol_task_done_by_noting_at", "patrol_task", ["done_by", "noting_at"])

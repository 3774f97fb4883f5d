"""The ticket's whole life: which desk has it, until when, who was asked to do it, what somebody has begun with it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# An automatic key; SQLite gives one to INTEGER alone.
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """New tables and new columns; what was accepted before is with its compound."""
    _assignment()
    _deed()
    op.add_column("ticket", sa.Column("desk", sa.Text(), server_default="compound", nullable=False))
    op.add_column("ticket", sa.Column("before", sa.Text(), nullable=True))
    op.add_column("ticket", sa.Column("due_at", sa.BigInteger(), nullable=True))
    op.add_column("ticket", sa.Column("rung", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("ticket", sa.Column("merged_into", sa.Text(), nullable=True))
    op.add_column("ticket_media", sa.Column("stage", sa.Text(), server_default="report", nullable=False))
    op.create_index("ix_card_name", "card", ["name"])
    op.create_index("ix_ticket_desk_state_due_at", "ticket", ["desk", "state", "due_at"])


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("leads", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="asked", nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'came', 'returned', 'recalled', 'done')", name=op.f("ck_assignment_state")
        ),
        sa.CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name=op.f("ck_assignment_one")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_assignment_ticket_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_assignment_unit_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index("ix_assignment_ticket_id", "assignment", ["ticket_id"])
    op.create_index("ix_assignment_unit_id_state", "assignment", ["unit_id", "state"])
    op.create_index("ix_assignment_person_id_state", "assignment", ["person_id", "state"])


def _deed() -> None:
    op.create_table(
        "deed",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_deed_person_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_deed_ticket_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_deed")),
    )

"""Who asked volunteers, who looked at a number, the teams and their thanks."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EMPTY = sa.text("('')")


def upgrade() -> None:
    """Four tables and an index."""
    op.create_index("ix_transfer_person_id_at_kind", "transfer", ["person_id", "at", "kind"])
    _calls_and_looks()
    _teams()


def _calls_and_looks() -> None:
    op.create_table(
        "volunteer_call",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("compound_id", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=True),
        sa.Column("skill", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'yes', 'no', 'lapsed', 'told')", name=op.f("ck_volunteer_call_state")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_volunteer_call_by_id")),
        sa.ForeignKeyConstraint(["compound_id"], ["unit.id"], name=op.f("fk_volunteer_call_compound_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_volunteer_call_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_call")),
    )
    op.create_index("ix_volunteer_call_person_id_at", "volunteer_call", ["person_id", "at"])
    one_open = sa.text("state = 'open'")
    op.create_index(
        "uq_volunteer_call_by_id_person_id", "volunteer_call", ["by_id", "person_id"],
        unique=True, sqlite_where=one_open, postgresql_where=one_open,
    )  # fmt: skip
    op.create_table(
        "volunteer_look",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_volunteer_look_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_volunteer_look_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_look")),
    )
    op.create_index("ix_volunteer_look_person_id", "volunteer_look", ["person_id"])


def _teams() -> None:
    op.create_table(
        "team_member",
        sa.Column("compound_id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("lead", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["unit.id"], name=op.f("fk_team_member_compound_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_team_member_person_id")),
        sa.PrimaryKeyConstraint("compound_id", "team", "person_id", name=op.f("pk_team_member")),
    )
    op.create_index("ix_team_member_person_id", "team_member", ["person_id"])
    leads = sa.text("lead = 1")
    op.create_index(
        "uq_team_member_lead", "team_member", ["compound_id", "team"],
        unique=True, sqlite_where=leads, postgresql_where=leads,
    )  # fmt: skip
    op.create_table(
        "team_thanks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("compound_id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_team_thanks_by_id")),
        sa.ForeignKeyConstraint(["compound_id"], ["unit.id"], name=op.f("fk_team_thanks_compound_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_team_thanks_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_thanks")),
    )
    op.create_index("ix_team_thanks_compound_id_team_at", "team_thanks", ["compound_id", "team", "at"])

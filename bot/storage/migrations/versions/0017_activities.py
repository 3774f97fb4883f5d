"""Activities, and who signed up for them."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

EMPTY = sa.text("('')")


def upgrade() -> None:
    """Two tables."""
    op.create_table(
        "activity",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("compound_id", sa.Text(), nullable=True),
        sa.Column("organiser_id", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=True),
        sa.Column("matter", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("begins_at", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("ends_at", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("places", sa.BigInteger(), server_default="-1", nullable=False),
        sa.Column("taken", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("turns", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("days", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("series", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("reason", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'open', 'closed', 'cancelled')", name=op.f("ck_activity_state")),
        sa.CheckConstraint("taken >= 0 AND (places <= 0 OR taken <= places)", name=op.f("ck_activity_taken")),
        sa.ForeignKeyConstraint(["compound_id"], ["unit.id"], name=op.f("fk_activity_compound_id")),
        sa.ForeignKeyConstraint(["organiser_id"], ["person.id"], name=op.f("fk_activity_organiser_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_activity_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    op.create_index("ix_activity_state_compound_id_ends_at", "activity", ["state", "compound_id", "ends_at"])
    op.create_index("ix_activity_organiser_id_state", "activity", ["organiser_id", "state"])
    op.create_index("ix_activity_series", "activity", ["series"])
    op.create_table(
        "signup",
        sa.Column("activity_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('left', 'signed_up', 'waiting', 'here', 'came', 'absent')", name=op.f("ck_signup_state")
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_signup_activity_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signup_person_id")),
        sa.PrimaryKeyConstraint("activity_id", "person_id", name=op.f("pk_signup")),
    )
    op.create_index("ix_signup_activity_id_state_turn", "signup", ["activity_id", "state", "turn"])
    op.create_index("ix_signup_person_id_state", "signup", ["person_id", "state"])

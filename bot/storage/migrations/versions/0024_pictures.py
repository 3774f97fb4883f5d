"""Pictures that came as files, and the copies that people see."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """One table; and whose photos are whose, for whoever is forgotten."""
    op.create_table(
        "picture",
        sa.Column("unique_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("shown_as", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'clean', 'refused')", name=op.f("ck_picture_state")),
        sa.CheckConstraint(
            "state <> 'clean' OR content IS NOT NULL OR shown_as IS NOT NULL", name=op.f("ck_picture_copy")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_picture_person_id")),
        sa.PrimaryKeyConstraint("unique_id", name=op.f("pk_picture")),
    )
    op.create_index("ix_picture_person_id_state", "picture", ["person_id", "state"])
    op.create_index("ix_picture_at", "picture", ["at"])
    op.create_index("ix_ticket_media_person_id", "ticket_media", ["person_id"])
    op.create_index("ix_ticket_media_unique_id", "ticket_media", ["unique_id"])

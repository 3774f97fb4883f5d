"""Each yes and no to the privacy notice; tickets in which nothing personal is left."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Whoever agreed so far has a row for it."""
    op.create_table(
        "consent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("given", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("what IN ('notice', 'contact')", name=op.f("ck_consent_what")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_person_id_what_id", "consent", ["person_id", "what", "id"])
    op.execute(
        "INSERT INTO consent (person_id, what, version, given, at)"
        " SELECT id, 'notice', consent_version, 1, coalesce(consent_at, created_at) FROM person"
        " WHERE consent_version > 0"
    )
    op.add_column("ticket", sa.Column("cleared", sa.BigInteger(), server_default="0", nullable=False))
    op.create_index("ix_ticket_cleared_changed_at", "ticket", ["cleared", "changed_at"])
    op.create_index("ix_ticket_event_person_id", "ticket_event", ["person_id"])
    op.create_index("ix_ticket_note_person_id", "ticket_note", ["person_id"])
    left, said = sa.text("contact IS NOT NULL"), sa.text("words <> ''")
    op.create_index("ix_ticket_contact_changed_at", "ticket", ["changed_at"], sqlite_where=left, postgresql_where=left)
    op.create_index("ix_wish_words_since", "wish", ["since"], sqlite_where=said, postgresql_where=said)

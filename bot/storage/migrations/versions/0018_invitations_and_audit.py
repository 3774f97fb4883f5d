"""Invitations, who gave a post, and what is written down for good."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

EMPTY = sa.text("('')")


def upgrade() -> None:
    """Three tables and two columns. The chain begins here: what was done before was not bound to anything."""
    op.create_table(
        "audit",
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("serial > 0", name=op.f("ck_audit_serial")),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_audit")),
    )
    op.create_table(
        "audit_head",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), server_default=EMPTY, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.Column("by_unit", sa.Text(), nullable=False),
        sa.Column("hands_over", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_by", sa.Text(), nullable=True),
        sa.CheckConstraint("(state = 'used') = (used_by IS NOT NULL)", name=op.f("ck_invitation_used_by")),
        sa.CheckConstraint("state IN ('open', 'used', 'revoked')", name=op.f("ck_invitation_state")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_invitation_by_id")),
        sa.ForeignKeyConstraint(["by_unit"], ["unit.id"], name=op.f("fk_invitation_by_unit")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_invitation_unit_id")),
        sa.ForeignKeyConstraint(["used_by"], ["person.id"], name=op.f("fk_invitation_used_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitation_code_hash")),
    )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "ix_invitation_open", "invitation", ["by_id", "expires_at"], sqlite_where=is_open, postgresql_where=is_open
    )
    op.add_column("post", sa.Column("by_id", sa.Text(), nullable=True))
    op.add_column("post", sa.Column("by_unit", sa.Text(), nullable=True))

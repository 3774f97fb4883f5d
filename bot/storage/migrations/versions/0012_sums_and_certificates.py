"""Points by month and year, certificates; a deed that the caps left no room for is an entry too."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EMPTY = sa.text("('')")
RANKED = sa.text("compound_id IS NOT NULL")
VALID = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    """Two tables; and the ledger anew, since nothing wrote into it before."""
    op.create_table(
        "points_sum",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("compound_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["compound_id"], ["unit.id"], name=op.f("fk_points_sum_compound_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_points_sum_person_id")),
        sa.PrimaryKeyConstraint("person_id", "period", name=op.f("pk_points_sum")),
    )
    op.create_index(
        "ix_points_sum_ranking", "points_sum", ["compound_id", "period", "points"],
        sqlite_where=RANKED, postgresql_where=RANKED,
    )  # fmt: skip
    op.create_table(
        "certificate",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("star", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("needed", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_certificate_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
    )
    op.create_index(
        "uq_certificate_valid", "certificate", ["person_id", "star", "year"],
        unique=True, sqlite_where=VALID, postgresql_where=VALID,
    )  # fmt: skip
    op.drop_table("transfer")
    op.create_table(
        "transfer",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("debit", sa.Text(), nullable=False),
        sa.Column("credit", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("worth", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("matter", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("dimension", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("month", sa.Text(), server_default=EMPTY, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=True),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0 OR (amount = 0 AND kind = 'award')", name=op.f("ck_transfer_amount")),
        sa.CheckConstraint("debit <> credit", name=op.f("ck_transfer_two_purses")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_transfer_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_transfer_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
        sa.UniqueConstraint("ends", name=op.f("uq_transfer_ends")),
        sa.UniqueConstraint("key", name=op.f("uq_transfer_key")),
    )
    op.create_index("ix_transfer_person_id_id", "transfer", ["person_id", "id"])

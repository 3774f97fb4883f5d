"""Points by month and year, certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EMPTY = sa.text("('')")
RANKED = sa.text("compound_id IS NOT NULL")
VALID = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    """Two tables."""
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

"""The grids in which compounds lie and who answers for them; the estates that compounds were merged from."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Two columns of a unit, and a table of the office's list."""
    op.add_column("unit", sa.Column("grid_id", sa.Text(), nullable=True))
    op.add_column("unit", sa.Column("estates", sa.Text(), server_default=sa.text("('')"), nullable=False))
    op.create_table(
        "roster_grid",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("grid_id", sa.Text(), nullable=False),
        sa.Column("shown", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["grid_id"], ["unit.id"], name=op.f("fk_roster_grid_grid_id")),
        sa.ForeignKeyConstraint(["key"], ["roster.key"], name=op.f("fk_roster_grid_key")),
        sa.PrimaryKeyConstraint("key", "grid_id", name=op.f("pk_roster_grid")),
    )

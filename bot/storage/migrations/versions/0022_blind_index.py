"""Numbers on the office's list are looked up by a blind index: the number itself is sealed at the next start."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """One column, and the index that goes with it instead of that on the number."""
    op.add_column("roster", sa.Column("phone_index", sa.Text(), server_default=sa.text("('')"), nullable=False))
    op.drop_index("ix_roster_phone", "roster")
    op.create_index("ix_roster_phone_index", "roster", ["phone_index"])

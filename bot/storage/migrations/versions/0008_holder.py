"""Which of the platform's dispatchers has a ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """A column and its index."""
    op.add_column("ticket", sa.Column("holder_id", sa.Text(), nullable=True))
    op.create_index("ix_ticket_holder_id_state", "ticket", ["holder_id", "state"])

"""Pages of one's own tickets, open ones first, along one index."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Whether a followed ticket still goes on stands beside who follows it."""
    op.add_column("follower", sa.Column("open", sa.BigInteger(), server_default="1", nullable=False))
    op.execute("UPDATE follower SET open = 0 WHERE ticket_id IN (SELECT id FROM ticket WHERE state = 'withdrawn')")
    op.drop_index("ix_follower_person_id_since", table_name="follower")
    op.create_index(
        "ix_follower_person_id_open_since_ticket_id", "follower", ["person_id", "open", "since", "ticket_id"]
    )

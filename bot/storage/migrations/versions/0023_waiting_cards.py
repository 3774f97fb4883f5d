"""What waits for a card, what was refused, and the ranking where several have the same points: each along an index.

And the desks' goes by compound instead of by deadline: for several compounds SQLite took it and went through the open
tickets of the whole district.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

CARD_WAITS = sa.text("state = 'waiting' AND card IS NOT NULL")
PARKED = sa.text("state = 'parked'")
RANKED = sa.text("compound_id IS NOT NULL")


def upgrade() -> None:
    """Two indices of few rows; the ranking's goes on to who it is; the desks' to where."""
    op.drop_index("ix_ticket_desk_state_due_at", "ticket")
    op.create_index("ix_ticket_desk_state_compound_id", "ticket", ["desk", "state", "compound_id"])
    op.create_index("ix_outbox_card_waiting", "outbox", ["card"], sqlite_where=CARD_WAITS, postgresql_where=CARD_WAITS)
    op.create_index("ix_outbox_parked", "outbox", ["id"], sqlite_where=PARKED, postgresql_where=PARKED)
    op.drop_index("ix_points_sum_ranking", "points_sum")
    op.create_index(
        "ix_points_sum_ranking",
        "points_sum",
        ["compound_id", "period", "points", "person_id"],
        sqlite_where=RANKED,
        postgresql_where=RANKED,
    )

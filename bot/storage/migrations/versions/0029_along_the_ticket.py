"""Who was asked for a ticket is found along the ticket, and open rounds along their place: not among those of years."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    """One index is wider, one is new."""
    op.drop_index("ix_assignment_ticket_id", "assignment")
    op.create_index("ix_assignment_ticket_id_unit_id_state", "assignment", ["ticket_id", "unit_id", "state"])
    op.create_index(
        "ix_patrol_task_open", "patrol_task", ["unit_id", "due_at"], sqlite_where=OPEN, postgresql_where=OPEN
    )

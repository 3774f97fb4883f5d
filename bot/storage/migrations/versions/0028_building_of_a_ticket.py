"""The building that a ticket's place names: the like is looked for there. Older tickets name none, so they are compared
as if they might be in any.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """A column and its index."""
    op.add_column("ticket", sa.Column("building", sa.Text(), server_default=sa.text("('')"), nullable=False))
    op.create_index(
        "ix_ticket_compound_id_category_building_created_at_state",
        "ticket",
        ["compound_id", "category", "building", "created_at", "state"],
    )

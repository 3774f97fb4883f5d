"""When somebody last looked at a number, found without walking the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

LOOKED = sa.text("what = 'looked'")


def upgrade() -> None:
    """One index over the looks alone."""
    op.create_index("ix_audit_who_at", "audit", ["who", "at"], sqlite_where=LOOKED, postgresql_where=LOOKED)

"""What nobody edits: who gave and ended which role, invited whom, looked at contact data, took a list away."""

import sqlalchemy
from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Table, Text

from bot.storage.schema.columns import big, metadata, nothing, text

LOOKED = sqlalchemy.text("what = 'looked'")

# No foreign keys: what was written down outlives whom and what it is about.
audit = Table(
    "audit",
    metadata,
    Column("serial", BigInteger, primary_key=True, autoincrement=False),
    big("at"),
    text("who"),
    text("what"),
    text("about"),
    nothing("facts"),
    text("hash"),
    CheckConstraint("serial > 0", name="serial"),
    # When somebody last looked at a number.
    Index("ix_audit_who_at", "who", "at", sqlite_where=LOOKED, postgresql_where=LOOKED),
)

# The last row, noted apart: whoever adds one holds this row until the end of the unit of work.
audit_head = Table(
    "audit_head",
    metadata,
    Column("name", Text, primary_key=True),
    big("serial"),
    nothing("hash"),
)

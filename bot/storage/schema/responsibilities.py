"""What posts answer for (职责), as the office's list has it."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text

from bot.storage.schema.columns import big, metadata, text

# `code`: the office's own. `unit_id`: the department whose staff alone it is for.
responsibility = Table(
    "responsibility",
    metadata,
    Column("code", Text, primary_key=True),
    text("area"),
    text("words"),
    text("role"),
    text("unit_id", ForeignKey("unit.id"), null=True),
    big("position", default="0"),
    CheckConstraint("unit_id IS NULL OR role = 'department_staff'", name="unit_id"),
    Index("ix_responsibility_role_unit_id", "role", "unit_id"),
)

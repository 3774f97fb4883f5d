"""Pictures that came as files, and their copies (ADR 33)."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, Table, Text

from bot.storage.schema.columns import big, metadata, text

# `content`: the copy until the platform has it; `shown_as`: the platform's id of the copy.
picture = Table(
    "picture",
    metadata,
    Column("unique_id", Text, primary_key=True),
    text("channel"),
    text("file_id"),
    big("size"),
    text("person_id", ForeignKey("person.id")),
    text("state"),
    Column("content", LargeBinary, nullable=True),
    text("shown_as", null=True),
    big("at"),
    CheckConstraint("state IN ('waiting', 'clean', 'refused')", name="state"),
    CheckConstraint("state <> 'clean' OR content IS NOT NULL OR shown_as IS NOT NULL", name="copy"),
    Index("ix_picture_person_id_state", "person_id", "state"),
    Index("ix_picture_at", "at"),
)

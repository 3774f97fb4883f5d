"""The file of each volunteer (一人一档, DOMAIN S6)."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text

from bot.storage.schema.columns import big, metadata, nothing, text

# Lists are JSON arrays of the names in config.toml. `party`: a member who reports to the compound.
volunteer = Table(
    "volunteer",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    text("compound_id", ForeignKey("unit.id")),
    text("state"),
    big("party", default="0"),
    nothing("name"),
    nothing("phone"),
    text("skills", default="[]"),
    text("times", default="[]"),
    text("languages", default="[]"),
    nothing("pledge"),
    nothing("reason"),
    # They want to stand in the ranking of the compound.
    big("ranked", default="0"),
    big("version", default="1"),
    big("since", null=True),
    big("paused_until", null=True),
    big("at"),
    CheckConstraint("state IN ('pending', 'active', 'paused', 'left', 'refused')", name="state"),
    Index("ix_volunteer_compound_id_state", "compound_id", "state"),
)

"""Activities and tasks, and who signed up for them (scorecard S7)."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text

from bot.storage.schema.columns import big, metadata, nothing, text

# `taken` of `places` (0: no limit, -1: not said yet) never exceeds them. `turns`: how many ever signed up.
activity = Table(
    "activity",
    metadata,
    Column("id", Text, primary_key=True),
    text("compound_id", ForeignKey("unit.id"), null=True),
    text("organiser_id", ForeignKey("person.id")),
    text("ticket_id", ForeignKey("ticket.id"), null=True),
    nothing("matter"),
    text("words"),
    nothing("place"),
    big("begins_at", default="0"),
    big("ends_at", default="0"),
    big("places", default="-1"),
    big("taken", default="0"),
    big("turns", default="0"),
    big("days", default="1"),
    nothing("series"),
    text("state", default="draft"),
    nothing("reason"),
    big("version", default="1"),
    big("at"),
    CheckConstraint("state IN ('draft', 'open', 'closed', 'cancelled')", name="state"),
    CheckConstraint("taken >= 0 AND (places <= 0 OR taken <= places)", name="taken"),
    Index("ix_activity_state_compound_id_ends_at", "state", "compound_id", "ends_at"),
    Index("ix_activity_organiser_id_state", "organiser_id", "state"),
    Index("ix_activity_series", "series"),
)

# `turn`: who came before whom.
signup = Table(
    "signup",
    metadata,
    Column("activity_id", Text, ForeignKey("activity.id"), primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    text("state"),
    big("turn"),
    big("at"),
    CheckConstraint("state IN ('left', 'signed_up', 'waiting', 'here', 'came', 'absent')", name="state"),
    Index("ix_signup_activity_id_state_turn", "activity_id", "state", "turn"),
    Index("ix_signup_person_id_state", "person_id", "state"),
)

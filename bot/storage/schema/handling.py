"""Who does what with a ticket, and by when (docs/tickets.md); patrols and visits (scorecard S17)."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.storage.schema.columns import big, index_of, metadata, nothing, serial, text

# Who was asked to do it: a department (its unit), or somebody in the compound. One leads, the others help.
assignment = Table(
    "assignment",
    metadata,
    serial("id"),
    text("ticket_id", ForeignKey("ticket.id")),
    text("unit_id", ForeignKey("unit.id"), null=True),
    text("person_id", ForeignKey("person.id"), null=True),
    big("leads"),
    text("state", default="asked"),
    nothing("reason"),
    big("at"),
    big("changed_at"),
    CheckConstraint("state IN ('asked', 'came', 'returned', 'recalled', 'done')", name="state"),
    CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="one"),
    # With what is asked beside it: else SQLite takes all that a department was ever asked for.
    Index("ix_assignment_ticket_id_unit_id_state", "ticket_id", "unit_id", "state"),
    Index("ix_assignment_unit_id_state", "unit_id", "state"),
    Index("ix_assignment_person_id_state", "person_id", "state"),
)

# What somebody at a desk has begun with a ticket and still has to say more about: a reason, a text, whom.
deed = Table(
    "deed",
    metadata,
    text("id"),
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    text("ticket_id", ForeignKey("ticket.id")),
    text("event"),
    big("version"),
    text("data"),
    big("at"),
)

# What somebody was asked, and whose next words answer it: about a wish, an activity, a reason. One for each person.
asked = Table(
    "asked",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    text("kind"),
    nothing("subject"),
    big("at"),
)

# More time (延期): asked for by whoever has it, granted by the level above; one open for each ticket.
extension = Table(
    "extension",
    metadata,
    Column("id", Text, primary_key=True),
    text("ticket_id", ForeignKey("ticket.id")),
    big("due_at"),
    text("person_id", ForeignKey("person.id")),
    text("role"),
    big("days"),
    nothing("reason"),
    text("state", default="asked"),
    text("decided_by", ForeignKey("person.id"), null=True),
    nothing("answer"),
    big("at"),
    big("decided_at", null=True),
    CheckConstraint("state IN ('asked', 'granted', 'refused', 'dropped')", name="state"),
    index_of("asked", "ix_extension_asked", "ticket_id", unique=True),
)

# One matter reported again and again within a few days (三天三单); its tickets bear its id.
repetition = Table(
    "repetition",
    metadata,
    Column("id", Text, primary_key=True),
    text("compound_id", ForeignKey("unit.id")),
    text("category"),
    big("reports"),
    big("level"),
    text("state"),
    text("acknowledged_by", ForeignKey("person.id"), null=True),
    big("at"),
    CheckConstraint("state IN ('new', 'open', 'acknowledged', 'exhausted')", name="state"),
)

# Patrols and visits: one for each name, place and day.
patrol_task = Table(
    "patrol_task",
    metadata,
    Column("id", Text, primary_key=True),
    text("name"),
    text("unit_id", ForeignKey("unit.id")),
    text("role"),
    text("way_in"),
    text("day"),
    big("due_at"),
    text("state", default="open"),
    text("done_by", ForeignKey("person.id"), null=True),
    big("done_at", null=True),
    text("ticket_id", ForeignKey("ticket.id"), null=True),
    nothing("note"),
    nothing("files"),
    big("noting_at", null=True),
    UniqueConstraint("name", "unit_id", "day"),
    CheckConstraint("state IN ('open', 'done', 'missed')", name="state"),
    Index("ix_patrol_task_unit_id_day", "unit_id", "day"),
    Index("ix_patrol_task_state_due_at", "state", "due_at"),
    Index("ix_patrol_task_done_by_noting_at", "done_by", "noting_at"),
    index_of("open", "ix_patrol_task_open", "unit_id", "due_at"),
)

"""The file of each volunteer (一人一档, scorecard S6), who asked them, who looked at it; the teams (scorecard S7)."""

import sqlalchemy
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text

from bot.storage.schema.columns import big, index_of, metadata, nothing, serial, text

LEADS = sqlalchemy.text("lead = 1")

# Everything personal stands here and nowhere else. Lists are JSON arrays of the names in config.toml. `party`: a member
# who reports to the compound; `step`: what a draft is asked now.
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
    text("step", default="party"),
    CheckConstraint("state IN ('draft', 'pending', 'active', 'paused', 'left', 'refused')", name="state"),
    Index("ix_volunteer_compound_id_state", "compound_id", "state"),
)

# Who was asked whether they can come: by somebody at a desk (`by_id`), or told of a wish or task by the clock.
volunteer_call = Table(
    "volunteer_call",
    metadata,
    Column("id", Text, primary_key=True),
    text("person_id", ForeignKey("person.id")),
    text("compound_id", ForeignKey("unit.id")),
    text("by_id", ForeignKey("person.id"), null=True),
    nothing("skill"),
    text("state"),
    big("at"),
    CheckConstraint("state IN ('open', 'yes', 'no', 'lapsed', 'told')", name="state"),
    Index("ix_volunteer_call_person_id_at", "person_id", "at"),
    index_of("open", "uq_volunteer_call_by_id_person_id", "by_id", "person_id", unique=True),
)

# Who looked at the number in a file, in which role.
volunteer_look = Table(
    "volunteer_look",
    metadata,
    serial("id"),
    text("person_id", ForeignKey("person.id")),
    text("by_id", ForeignKey("person.id")),
    text("role"),
    big("at"),
    Index("ix_volunteer_look_person_id", "person_id"),
)

# `team` is a code of config.toml; one of its people in a compound leads.
team_member = Table(
    "team_member",
    metadata,
    Column("compound_id", Text, ForeignKey("unit.id"), primary_key=True),
    Column("team", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    big("lead", default="0"),
    big("since"),
    Index("ix_team_member_person_id", "person_id"),
    Index("uq_team_member_lead", "compound_id", "team", unique=True, sqlite_where=LEADS, postgresql_where=LEADS),
)

# What the branch thanked a team for.
team_thanks = Table(
    "team_thanks",
    metadata,
    Column("id", Text, primary_key=True),
    text("compound_id", ForeignKey("unit.id")),
    text("team"),
    text("words"),
    text("unit_id", ForeignKey("unit.id")),
    text("role"),
    text("by_id", ForeignKey("person.id")),
    big("at"),
    Index("ix_team_thanks_compound_id_team_at", "compound_id", "team", "at"),
)

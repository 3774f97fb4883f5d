"""Who and where: units, people, their posts (docs/glossary.md); who is who."""

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.storage.schema.columns import big, index_of, metadata, nothing, serial, text

unit = Table(
    "unit",
    metadata,
    Column("id", Text, primary_key=True),
    text("kind"),
    text("parent_id", ForeignKey("unit.id"), null=True),
    text("name"),
    text("code"),
    Column("latitude", Float),
    Column("longitude", Float),
    # Of a compound or a building: the unit that is the grid in which it lies, as the import found it. The names of the
    # estates that a compound was merged from, with 、 between them: read with the unit, and looked for in memory.
    text("grid_id", null=True),
    nothing("estates"),
    UniqueConstraint("code"),
    Index("ix_unit_kind_parent_id", "kind", "parent_id"),
    Index("ix_unit_parent_id", "parent_id"),
)

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    big("consent_version", default="0"),
    big("consent_at", null=True),
    text("home_id", ForeignKey("unit.id"), null=True),
    big("simple", default="0"),
    # When they are not called for what can wait: their choice in /quiet, NULL until they make one.
    text("quiet", null=True),
    big("created_at"),
)

# Each yes and each no to the privacy notice (`what`: notice) or to keeping a number and a name (contact), and to which
# version of it. The last row of a person and a thing says how they stand to it now.
consent = Table(
    "consent",
    metadata,
    serial("id"),
    text("person_id", ForeignKey("person.id")),
    text("what"),
    big("version"),
    big("given"),
    big("at"),
    CheckConstraint("what IN ('notice', 'contact')", name="what"),
    Index("ix_consent_person_id_what_id", "person_id", "what", "id"),
)

# Where they live or look after somebody; `person.home_id` is the one they usually mean.
home = Table(
    "home",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    Column("compound_id", Text, ForeignKey("unit.id"), primary_key=True),
    nothing("building"),
    big("since"),
    Index("ix_home_compound_id_person_id_building", "compound_id", "person_id", "building"),
)

address = Table(
    "address",
    metadata,
    text("channel"),
    text("key"),
    text("person_id", ForeignKey("person.id")),
    big("reachable", default="1"),
    big("seen_at"),
    UniqueConstraint("channel", "key"),
    Index("ix_address_person_id", "person_id"),
)

post = Table(
    "post",
    metadata,
    text("person_id", ForeignKey("person.id")),
    text("role"),
    text("unit_id", ForeignKey("unit.id")),
    big("since"),
    # Who gave it, and for which unit they could; NULL where the operator entered it.
    text("by_id", null=True),
    text("by_unit", null=True),
    UniqueConstraint("person_id", "role", "unit_id"),
    Index("ix_post_unit_id_role", "unit_id", "role"),
)

# A link that gives one person one role in one unit, once. It is good while who made it holds the post by which they may
# (`by_role` in `by_unit`). Of the link only the hash is kept.
invitation = Table(
    "invitation",
    metadata,
    Column("id", Text, primary_key=True),
    text("code_hash"),
    text("role"),
    text("unit_id", ForeignKey("unit.id")),
    text("by_id", ForeignKey("person.id")),
    text("by_role"),
    text("by_unit", ForeignKey("unit.id")),
    # The post of who made it ends with it: their successor takes over.
    big("hands_over", default="0"),
    text("state", default="open"),
    big("at"),
    big("expires_at"),
    text("used_by", ForeignKey("person.id"), null=True),
    CheckConstraint("state IN ('open', 'used', 'revoked')", name="state"),
    CheckConstraint("(state = 'used') = (used_by IS NOT NULL)", name="used_by"),
    UniqueConstraint("code_hash"),
    index_of("open", "ix_invitation_open", "by_id", "expires_at"),
)

# Who took a list of tickets away as a file: of where, of when, how many (docs/figures.md).
exported = Table(
    "exported",
    metadata,
    serial("id"),
    text("person_id", ForeignKey("person.id")),
    text("units"),
    text("period"),
    big("tickets"),
    big("at"),
    Index("ix_exported_person_id", "person_id"),
)

# Who wanted to report more than one may on a day; `freed`: somebody let them go on.
limit_hit = Table(
    "limit_hit",
    metadata,
    Column("compound_id", Text, ForeignKey("unit.id"), primary_key=True),
    Column("day", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    big("number"),
    big("freed", default="0"),
)

# Who may not report in a compound for a while; `appeal` is what they say to it, `kept` that it was heard and stays.
bar = Table(
    "bar",
    metadata,
    Column("id", Text, primary_key=True),
    text("person_id", ForeignKey("person.id")),
    text("compound_id", ForeignKey("unit.id")),
    text("ticket_id", ForeignKey("ticket.id")),
    text("by_id", ForeignKey("person.id")),
    text("reason"),
    big("until"),
    text("state", default="active"),
    nothing("appeal"),
    big("kept", default="0"),
    big("at"),
    CheckConstraint("state IN ('active', 'lifted')", name="state"),
    Index("ix_bar_person_id_compound_id", "person_id", "compound_id"),
    Index("ix_bar_compound_id_state", "compound_id", "state"),
)

# What a branch publishes: who is who (公示, scorecard S5).
# What a branch publishes: who is who (公示, scorecard S5). `imported`: it came with an import, and goes with one.
published = Table(
    "published",
    metadata,
    text("unit_id", ForeignKey("unit.id")),
    text("role"),
    text("name"),
    text("phone"),
    big("position"),
    big("imported", default="0"),
    UniqueConstraint("unit_id", "role", "name"),
)

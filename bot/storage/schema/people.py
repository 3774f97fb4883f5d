"""Who and where: units, people, their posts (DOMAIN §1, §2); who is who."""

from sqlalchemy import Column, Float, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.storage.schema.columns import big, metadata, nothing, serial, text

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
    UniqueConstraint("person_id", "role", "unit_id"),
    Index("ix_post_unit_id_role", "unit_id", "role"),
)

# Who took a list of tickets away as a file: of where, of when, how many (DOMAIN §8).
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

# What a branch publishes: who is who (公示, DOMAIN S5). `imported`: it came with an import, and goes with one.
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

"""爱心商店: what is on the shelves, how it came there, and what was ordered of it."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.storage.schema.columns import big, metadata, serial, text

# `stock` is what nobody has reserved. `low_told`: the shopkeepers know that little is left, until more comes.
goods = Table(
    "goods",
    metadata,
    Column("id", Text, primary_key=True),
    text("shop_id", ForeignKey("unit.id")),
    text("name"),
    big("price"),
    big("stock", default="0"),
    big("low", default="0"),
    big("low_told", default="0"),
    text("state", default="on"),
    big("at"),
    CheckConstraint("price > 0", name="price"),
    CheckConstraint("stock >= 0", name="stock"),
    CheckConstraint("state IN ('on', 'off')", name="state"),
    UniqueConstraint("shop_id", "name"),
)

# What shopkeepers put on the shelf, or took off as broken or lost: its sum is what is there, reserved or collected.
stock_move = Table(
    "stock_move",
    metadata,
    serial("id"),
    text("goods_id", ForeignKey("goods.id")),
    big("pieces"),
    text("by_id", ForeignKey("person.id"), null=True),
    big("at"),
    Index("ix_stock_move_goods_id", "goods_id"),
)

# An order of one piece; name and price as they were. A code is never used again in its shop.
redemption = Table(
    "redemption",
    metadata,
    Column("id", Text, primary_key=True),
    text("person_id", ForeignKey("person.id")),
    text("shop_id", ForeignKey("unit.id")),
    text("goods_id", ForeignKey("goods.id")),
    text("name"),
    big("price"),
    text("state", default="reserved"),
    text("digits"),
    big("at"),
    big("until"),
    big("ended_at", null=True),
    text("by_id", ForeignKey("person.id"), null=True),
    CheckConstraint("price > 0", name="price"),
    CheckConstraint("state IN ('reserved', 'completed', 'expired', 'cancelled')", name="state"),
    UniqueConstraint("shop_id", "digits"),
    Index("ix_redemption_person_id_state", "person_id", "state"),
    Index("ix_redemption_shop_id_state_ended_at", "shop_id", "state", "ended_at"),
)

# How many wrong codes a shopkeeper typed within an hour (counted from 1970): digits can be guessed.
code_try = Table(
    "code_try",
    metadata,
    Column("person_id", Text, ForeignKey("person.id"), primary_key=True),
    big("hour"),
    big("tries"),
)

"""The 爱心商店: goods, what came and went of them, orders, wrong codes."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Four tables."""
    op.create_table(
        "goods",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("stock", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("low", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("low_told", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="on", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('on', 'off')", name=op.f("ck_goods_state")),
        sa.CheckConstraint("price > 0", name=op.f("ck_goods_price")),
        sa.CheckConstraint("stock >= 0", name=op.f("ck_goods_stock")),
        sa.ForeignKeyConstraint(["shop_id"], ["unit.id"], name=op.f("fk_goods_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_goods_shop_id_name")),
    )
    op.create_table(
        "code_try",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("hour", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_code_try_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_code_try")),
    )
    op.create_table(
        "redemption",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("goods_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="reserved", nullable=False),
        sa.Column("digits", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("by_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('reserved', 'completed', 'expired', 'cancelled')", name=op.f("ck_redemption_state")
        ),
        sa.CheckConstraint("price > 0", name=op.f("ck_redemption_price")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_redemption_by_id")),
        sa.ForeignKeyConstraint(["goods_id"], ["goods.id"], name=op.f("fk_redemption_goods_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_redemption_person_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["unit.id"], name=op.f("fk_redemption_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redemption")),
        sa.UniqueConstraint("shop_id", "digits", name=op.f("uq_redemption_shop_id_digits")),
    )
    op.create_index("ix_redemption_person_id_state", "redemption", ["person_id", "state"])
    op.create_index("ix_redemption_shop_id_state_ended_at", "redemption", ["shop_id", "state", "ended_at"])
    op.create_table(
        "stock_move",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("goods_id", sa.Text(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_stock_move_by_id")),
        sa.ForeignKeyConstraint(["goods_id"], ["goods.id"], name=op.f("fk_stock_move_goods_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_move")),
    )
    op.create_index("ix_stock_move_goods_id", "stock_move", ["goods_id"])

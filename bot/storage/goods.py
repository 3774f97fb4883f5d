"""The shelves of the 爱心商店: nothing below zero, whoever else takes of it."""

from collections.abc import Collection

from bot.domain.shop import MOST_STOCK, Goods, Shelf
from bot.storage.database import Row, Tx, marks

_COLUMNS = "id, shop_id, name, price, stock, low, state"


def _goods(row: Row) -> Goods:
    return Goods(**{**row, "state": Shelf(row["state"])})


async def add(tx: Tx, goods: Goods, by_id: str | None, now: int) -> bool:
    """Put new goods on the shelf, with what there is of them; False where the shop has some of this name."""
    added = await tx.execute(
        "INSERT INTO goods (id, shop_id, name, price, stock, low, state, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (shop_id, name) DO NOTHING",
        (goods.id, goods.shop_id, goods.name, goods.price, goods.stock, goods.low, goods.state, now),
    )
    if added:
        await _note(tx, goods.id, goods.stock, by_id, now)
    return added == 1


async def load(tx: Tx, goods_id: str) -> Goods | None:
    """The goods as they are now; None where there are none."""
    row = await tx.fetch_one(f"SELECT {_COLUMNS} FROM goods WHERE id = ?", (goods_id,))  # noqa: S608
    return _goods(row) if row else None


async def of_shops(tx: Tx, goods_id: str, shops: Collection[str]) -> Goods | None:
    """One of these shops; None where it is missing or elsewhere."""
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} FROM goods WHERE id = ? AND shop_id IN ({marks(shops)})",  # noqa: S608
        (goods_id, *shops),
    )
    return _goods(row) if row else None


async def in_shop(tx: Tx, shop_id: str, *, also_off: bool = False) -> list[Goods]:
    """What the shop has, in the order in which it came; what is off the shelf only where `also_off`."""
    states = tuple(Shelf) if also_off else (Shelf.ON,)
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM goods WHERE shop_id = ? AND state IN ({marks(states)}) ORDER BY state DESC, at, id",  # noqa: S608
        (shop_id, *states),
    )
    return [_goods(row) for row in rows]


async def everything(tx: Tx) -> list[Goods]:
    """What all shops have, on the shelf or off it, shop by shop in the order in which it came."""
    rows = await tx.fetch(f"SELECT {_COLUMNS} FROM goods ORDER BY shop_id, at, id")  # noqa: S608
    return [_goods(row) for row in rows]


async def shops_on_sale(tx: Tx) -> list[str]:
    """The shops that have anything on the shelf."""
    rows = await tx.fetch("SELECT DISTINCT shop_id FROM goods WHERE state = 'on'")
    return [row["shop_id"] for row in rows]


# ── changed by shopkeepers ────────────────────────────────────────────────────────────────────────────────────
async def restock(tx: Tx, goods_id: str, pieces: int, by_id: str | None, now: int) -> bool:
    """So many more (less than 0: fewer); False where less than nothing, or more than 9999, would be there.

    With more than the low mark, the shopkeepers are told anew when it is reached.
    """
    changed = await tx.execute(
        "UPDATE goods SET stock = stock + ?, low_told = CASE WHEN stock + ? > low THEN 0 ELSE low_told END"
        " WHERE id = ? AND stock + ? >= 0 AND stock + ? <= ?",
        (pieces, pieces, goods_id, pieces, pieces, MOST_STOCK),
    )
    if changed:
        await _note(tx, goods_id, pieces, by_id, now)
    return changed == 1


async def reprice(tx: Tx, goods_id: str, price: int) -> None:
    """From now on for so many points; what is reserved stays at its price."""
    await tx.execute("UPDATE goods SET price = ? WHERE id = ?", (price, goods_id))


async def shelve(tx: Tx, goods_id: str, state: Shelf) -> bool:
    """On the shelf, or off it; False where it was so already."""
    return await tx.execute("UPDATE goods SET state = ? WHERE id = ? AND state <> ?", (state, goods_id, state)) == 1


async def _note(tx: Tx, goods_id: str, pieces: int, by_id: str | None, now: int) -> None:
    await tx.execute(
        "INSERT INTO stock_move (goods_id, pieces, by_id, at) VALUES (?, ?, ?, ?)", (goods_id, pieces, by_id, now)
    )


# ── taken, and put back ───────────────────────────────────────────────────────────────────────────────────────
async def take(tx: Tx, goods_id: str, price: int) -> bool:
    """One piece at this price; False where none is left, it is off the shelf, or costs something else by now."""
    taken = await tx.execute(
        "UPDATE goods SET stock = stock - 1 WHERE id = ? AND price = ? AND state = 'on' AND stock >= 1",
        (goods_id, price),
    )
    return taken == 1


async def put_back(tx: Tx, goods_id: str) -> None:
    """The piece that was taken is there again, on the shelf or not."""
    await tx.execute("UPDATE goods SET stock = stock + 1 WHERE id = ?", (goods_id,))


async def tell_low(tx: Tx, goods_id: str) -> bool:
    """Whether the shopkeepers are to be told now that little is left: once, until more comes."""
    told = await tx.execute(
        "UPDATE goods SET low_told = 1 WHERE id = ? AND low_told = 0 AND state = 'on' AND stock <= low", (goods_id,)
    )
    return told == 1

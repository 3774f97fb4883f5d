"""Orders of the 爱心商店, for ever; and the wrong codes that were typed."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.clock import from_millis, to_millis
from bot.domain.shop import Order, OrderState
from bot.storage.database import Row, Tx, marks
from bot.storage.sealed import VOLUNTEER_NAME

_COLUMNS = (
    "r.id, r.person_id, r.shop_id, r.goods_id, r.name, r.price, r.state, r.digits, r.at, r.until, r.ended_at,"
    " coalesce(v.name, '') AS buyer"
)
_FROM = "FROM redemption r LEFT JOIN volunteer v ON v.person_id = r.person_id"


def _order(tx: Tx, row: Row) -> Order:
    buyer = tx.vault.open(VOLUNTEER_NAME, row["person_id"], row["buyer"])
    times = {name: from_millis(row[name]) for name in ("at", "until")}
    ended = from_millis(row["ended_at"]) if row["ended_at"] is not None else None
    return Order(**{**row, **times, "buyer": buyer, "ended_at": ended, "state": OrderState(row["state"])})


async def add(tx: Tx, order: Order) -> bool:
    """Keep a new one; False where there is one of its id, or the shop had its code before."""
    added = await tx.execute(
        "INSERT INTO redemption (id, person_id, shop_id, goods_id, name, price, state, digits, at, until)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            order.id, order.person_id, order.shop_id, order.goods_id, order.name, order.price, order.state,
            order.digits, to_millis(order.at), to_millis(order.until),
        ),
    )  # fmt: skip
    return added == 1


async def load(tx: Tx, order_id: str) -> Order | None:
    """The order; None where there is none."""
    row = await tx.fetch_one(f"SELECT {_COLUMNS} {_FROM} WHERE r.id = ?", (order_id,))
    return _order(tx, row) if row else None


async def own(tx: Tx, order_id: str, person_id: str) -> Order | None:
    """One of their own; None where it is missing or another's."""
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} {_FROM} WHERE r.id = ? AND r.person_id = ?",
        (order_id, person_id),
    )
    return _order(tx, row) if row else None


async def of_shops(tx: Tx, order_id: str, shops: Collection[str]) -> Order | None:
    """One at these shops; None where it is missing or elsewhere."""
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} {_FROM} WHERE r.id = ? AND r.shop_id IN ({marks(shops)})",
        (order_id, *shops),
    )
    return _order(tx, row) if row else None


async def by_code(tx: Tx, digits: str, shops: Collection[str]) -> Order | None:
    """The one of these digits at these shops, also where it has ended; one that waits first. None for any other."""
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} {_FROM} WHERE r.digits = ? AND r.shop_id IN ({marks(shops)})"
        " ORDER BY CASE r.state WHEN 'reserved' THEN 0 ELSE 1 END, r.at DESC, r.id LIMIT 1",
        (digits, *shops),
    )
    return _order(tx, row) if row else None


async def end(tx: Tx, order: Order, state: OrderState, by_id: str | None, now: int) -> Order | None:
    """From where it stands into `state`; None where it stands there no more."""
    rows = await tx.fetch(
        "UPDATE redemption SET state = ?, by_id = ?, ended_at = ? WHERE id = ? AND state = ? RETURNING id",
        (state, by_id, now, order.id, order.state),
    )
    return await load(tx, order.id) if rows else None


async def waiting_of(tx: Tx, person_id: str) -> list[Order]:
    """What somebody has still to collect, the most pressing first."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} {_FROM} WHERE r.person_id = ? AND r.state = 'reserved' ORDER BY r.until, r.id",
        (person_id,),
    )
    return [_order(tx, row) for row in rows]


# ── what the shop sees ────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Count:
    """How many orders, and their points."""

    orders: int
    points: int


async def waiting_at(tx: Tx, shop_id: str, limit: int) -> list[Order]:
    """The first of what is still to be collected."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} {_FROM} WHERE r.shop_id = ? AND r.state = 'reserved' ORDER BY r.until, r.id LIMIT ?",
        (shop_id, limit),
    )
    return [_order(tx, row) for row in rows]


async def count_waiting(tx: Tx, shop_id: str) -> Count:
    """All that is still to be collected."""
    return await _count(tx, "shop_id = ? AND state = 'reserved'", shop_id)


async def count_given(tx: Tx, shop_id: str, since: int) -> Count:
    """What was collected from `since` (milliseconds) on."""
    return await _count(tx, "shop_id = ? AND state = 'completed' AND ended_at >= ?", shop_id, since)


async def _count(tx: Tx, condition: str, *facts: object) -> Count:
    row = await tx.fetch_one(
        f"SELECT count(*) AS orders, coalesce(sum(price), 0) AS points FROM redemption WHERE {condition}",  # noqa: S608
        facts,
    )
    return Count(row["orders"], int(row["points"])) if row else Count(0, 0)

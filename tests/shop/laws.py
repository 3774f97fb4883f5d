"""What must hold of points, pieces and orders, asked of the rows alone: each query finds what breaks its law."""

from bot.storage.database import Tx

LAWS = {
    "a purse holds what went into it less what went out": """
        SELECT a.person_id FROM account a LEFT JOIN transfer t ON t.person_id = a.person_id
        GROUP BY a.person_id, a.balance, a.held, a.lifetime, a.corrected
        HAVING a.balance <> coalesce(sum(CASE WHEN t.credit = 'balance' THEN t.amount
                                             WHEN t.debit = 'balance' THEN -t.amount ELSE 0 END), 0)
            OR a.held <> coalesce(sum(CASE WHEN t.credit = 'held' THEN t.amount
                                          WHEN t.debit = 'held' THEN -t.amount ELSE 0 END), 0)
            OR a.lifetime <> coalesce(sum(CASE WHEN t.kind = 'award' THEN t.amount ELSE 0 END), 0)
            OR a.corrected <> coalesce(sum(CASE WHEN t.kind = 'reverse' THEN t.amount ELSE 0 END), 0)""",
    "nothing is below zero": "SELECT person_id FROM account WHERE balance < 0 OR held < 0 OR corrected > lifetime",
    "what is set aside is what is reserved": """
        SELECT a.person_id FROM account a
        LEFT JOIN redemption r ON r.person_id = a.person_id AND r.state = 'reserved'
        GROUP BY a.person_id, a.held HAVING a.held <> coalesce(sum(r.price), 0)""",
    "what was spent is what was collected": """
        SELECT a.person_id FROM account a
        WHERE coalesce((SELECT sum(t.amount) FROM transfer t WHERE t.person_id = a.person_id AND t.kind = 'settle'), 0)
           <> coalesce((SELECT sum(r.price) FROM redemption r
                        WHERE r.person_id = a.person_id AND r.state = 'completed'), 0)""",
    "on the shelf, reserved and collected is what was put in": """
        SELECT g.id FROM goods g WHERE g.stock < 0 OR g.stock
            + (SELECT count(*) FROM redemption r WHERE r.goods_id = g.id AND r.state IN ('reserved', 'completed'))
           <> (SELECT coalesce(sum(m.pieces), 0) FROM stock_move m WHERE m.goods_id = g.id)""",
    "the clock will end what nobody else does, and nothing else": """
        SELECT r.id FROM redemption r
        LEFT JOIN due_work d ON d.kind = 'redemption_expire' AND d.subject = r.id
        WHERE (r.state = 'reserved') <> (d.id IS NOT NULL)""",
    "an order has one entry that begins it, and one that ends it": """
        SELECT r.id FROM redemption r LEFT JOIN transfer t ON t.source = 'redemption' AND t.source_id = r.id
        GROUP BY r.id, r.state HAVING count(t.id) <> CASE r.state WHEN 'reserved' THEN 1 ELSE 2 END""",
}


async def broken(tx: Tx) -> list[str]:
    """The laws that do not hold, with what breaks them."""
    found = [(law, await tx.fetch(query)) for law, query in LAWS.items()]
    return [f"{law}: {[dict(row) for row in rows]}" for law, rows in found if rows]

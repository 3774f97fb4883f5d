"""How far the supervision of a ticket has climbed since it last changed hands."""

from bot.storage.database import Tx


async def climb(tx: Tx, ticket_id: str, version: int) -> int:
    """The rung to be told now, counted from 0: each once for each version of the ticket."""
    row = await tx.fetch_one(
        "UPDATE ticket SET rung = CASE WHEN rung / 100 = ? THEN rung + 1 ELSE ? * 100 + 1 END"
        " WHERE id = ? RETURNING rung",
        (version, version, ticket_id),
    )
    return int(row["rung"]) % 100 - 1 if row else 0

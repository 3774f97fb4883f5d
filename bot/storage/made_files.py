"""Files of our own on their way out: kept in the commit that writes their message, gone when it has left."""

from collections.abc import Sequence

from bot.storage.database import Tx


async def keep(tx: Tx, file_id: str, outbox_id: int, content: bytes, now: int) -> None:
    """Keep the bytes for the row of the outbox that bears them."""
    await tx.execute(
        "INSERT INTO made_file (id, outbox_id, content, at) VALUES (?, ?, ?, ?)", (file_id, outbox_id, content, now)
    )


async def content_of(tx: Tx, file_id: str) -> bytes | None:
    """The bytes; None where they are gone."""
    row = await tx.fetch_one("SELECT content FROM made_file WHERE id = ?", (file_id,))
    return bytes(row["content"]) if row else None


async def drop(tx: Tx, outbox_ids: Sequence[int]) -> None:
    """These rows of the outbox are settled."""
    await tx.execute_many("DELETE FROM made_file WHERE outbox_id = ?", [(row_id,) for row_id in outbox_ids])


async def forget_settled(tx: Tx) -> int:
    """Delete what no waiting message bears: its chat was given up."""
    return await tx.execute(
        "DELETE FROM made_file WHERE NOT EXISTS"
        " (SELECT 1 FROM outbox o WHERE o.id = made_file.outbox_id AND o.state = 'waiting')"
    )

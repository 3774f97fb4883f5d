"""Who works which partition of the inbox. Epochs grow at each take-over and fence what an older owner still does."""

from bot.storage.database import Tx
from bot.storage.inbox import PARTITIONS

# No lease is taken for so long: whoever did had a clock that was far ahead, and may have died with it.
INCREDIBLE_MS = 3_600_000


async def take_all(tx: Tx, owner: str, now: int, until: int, *, alone: bool) -> dict[int, int]:
    """Take every partition that is free, expired, held incredibly long, or ours; partition → epoch of what we hold now.

    `alone` says that a lock already proves that nobody else works here (the embedded engine): then all are taken at
    once, so that a restart after a kill waits for no expiry.
    """
    await tx.execute_many(
        "INSERT INTO lease (part, owner, epoch, expires_at) VALUES (?, '', 0, 0) ON CONFLICT (part) DO NOTHING",
        [(part,) for part in range(PARTITIONS)],
    )
    free = "1 = 1" if alone else "(expires_at < ? OR expires_at > ?)"
    await tx.execute(
        f"UPDATE lease SET owner = ?, epoch = epoch + 1, expires_at = ? WHERE owner <> ? AND {free}",  # noqa: S608
        (owner, until, owner) if alone else (owner, until, owner, now, now + INCREDIBLE_MS),
    )
    return await held(tx, owner)


async def renew(tx: Tx, owner: str, until: int) -> dict[int, int]:
    """Hold on to what we hold; the partitions still ours with their epochs."""
    await tx.execute("UPDATE lease SET expires_at = ? WHERE owner = ?", (until, owner))
    return await held(tx, owner)


async def release(tx: Tx, owner: str) -> None:
    """Whoever comes next need not wait. What `owner` still does is fenced once somebody took over."""
    await tx.execute("UPDATE lease SET expires_at = 0 WHERE owner = ?", (owner,))


async def are_held(tx: Tx, now: int) -> bool:
    """Whether anybody works here."""
    return await tx.fetch_one("SELECT 1 AS one FROM lease WHERE expires_at > ? LIMIT 1", (now,)) is not None


async def held(tx: Tx, owner: str) -> dict[int, int]:
    """The partitions that `owner` holds, each with its epoch."""
    rows = await tx.fetch("SELECT part, epoch FROM lease WHERE owner = ?", (owner,))
    return {row["part"]: row["epoch"] for row in rows}

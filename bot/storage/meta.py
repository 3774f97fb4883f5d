"""What is known of this installation: a value for each key; and whether anybody uses it yet."""

from bot.domain.errors import CannotStart
from bot.storage.database import Tx

# Of which store this is a copy that did not come to its end.
UNFINISHED_COPY = "unfinished_copy_of"


async def get(tx: Tx, key: str) -> str | None:
    """The value of `key`; None where it was never put."""
    row = await tx.fetch_one("SELECT value FROM meta WHERE key = ?", (key,))
    return row["value"] if row else None


async def put(tx: Tx, key: str, value: str) -> None:
    """Keep `value` for `key`, in place of a former one."""
    await tx.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


async def put_first(tx: Tx, key: str, value: str) -> str:
    """Keep `value` where there is none for `key` yet; the value that stands."""
    await tx.execute("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", (key, value))
    return await get(tx, key) or value


async def take(tx: Tx, key: str, value: str) -> bool:
    """Remove `key` where it still has this value; False where somebody was quicker."""
    return await tx.execute("DELETE FROM meta WHERE key = ? AND value = ?", (key, value)) == 1


async def is_inhabited(tx: Tx) -> bool:
    """Whether there is any unit or any person."""
    row = await tx.fetch_one("SELECT 1 AS found FROM unit UNION ALL SELECT 1 AS found FROM person LIMIT 1")
    return row is not None


async def refuse_unfinished(tx: Tx) -> None:
    """Raise CannotStart where the store is a copy that did not come to its end: no bot may begin to live on it."""
    if await get(tx, UNFINISHED_COPY):
        raise CannotStart("the store is an unfinished copy: run `python -m bot copy-database` again, it goes on")

"""What goes by its age alone, at most so many rows of each table at a time. Whatever is done is not found again."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bot.domain.public_words import public_words
from bot.storage import clearing
from bot.storage.database import Tx

# Of what was over before a time (milliseconds), at most so many; how many there were.
Forget: TypeAlias = Callable[[Tx, int, int], Awaitable[int]]


async def clear_tickets(tx: Tx, before: int, limit: int) -> int:
    """At most `limit` tickets that were over before then: nobody stands behind them any more; how many there were."""
    ids = await clearing.old_ones(tx, before, limit)
    if ids:
        await clearing.reword(tx, ids, public_words, everybody=True)
        await clearing.strip(tx, ids, everybody=True)
        await clearing.part(tx, ids, before)
    return len(ids)


def old_rows(table: str, key: str, condition: str) -> Forget:
    """Deletes at most so many rows of `table` that meet `condition`, in which `?` is the time in milliseconds."""
    statement = f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {condition} LIMIT ?)"  # noqa: S608

    async def forget(tx: Tx, before: int, limit: int) -> int:
        return await tx.execute(statement, (before, limit))

    return forget


pictures = old_rows("picture", "unique_id", "at < ?")
links = old_rows("ticket_link", "code", "expires_at < ?")
invitations = old_rows("invitation", "id", "state <> 'used' AND expires_at < ?")
calls = old_rows("volunteer_call", "id", "state <> 'open' AND at < ?")
ticket_looks = old_rows("contact_look", "id", "at < ?")
file_looks = old_rows("volunteer_look", "id", "at < ?")
bars = old_rows("bar", "id", "until < ?")
questions = old_rows("asked", "person_id", "at < ?")
deeds = old_rows("deed", "person_id", "at < ?")
tries = old_rows("code_try", "person_id", "hour * 3600000 < ?")

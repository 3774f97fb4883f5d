"""Who the people of the office's list turned out to be, and what follows from it (ADR 27)."""

from collections.abc import Iterable

from bot.domain.audit import Act, Entry
from bot.domain.people import Post, Role
from bot.storage import audit
from bot.storage.database import Tx, marks
from bot.storage.roster import Member, Opening, member_in


async def of_phone(tx: Tx, phone: str) -> Member | None:
    """Who has this number on the list and was not known so far; None where nobody has."""
    indices = tx.vault.indices(phone)
    rows = await tx.fetch(
        f"SELECT key, name, phone FROM roster WHERE phone_index IN ({marks(indices)}) AND person_id IS NULL ORDER BY key",  # noqa: S608, E501
        indices,
    )
    return next((member for member in (member_in(tx, row) for row in rows) if member.phone == phone), None)


async def offer(tx: Tx, key: str, person_id: str, now: int) -> None:
    """They showed this number as their own, and are asked whether it is them; of another one not any more."""
    await decline(tx, person_id)
    await tx.execute(
        "UPDATE roster SET offered_to = ?, offered_at = ? WHERE key = ? AND person_id IS NULL", (person_id, now, key)
    )


async def claim(tx: Tx, person_id: str, now: int, since: int) -> str | None:
    """It is them: the key under which they are known from now on.

    None unless they showed a number of the list after `since`; each person is one on the list.
    """
    row = await tx.fetch_one(
        "UPDATE roster SET person_id = ?, claimed_at = ?, offered_to = NULL, offered_at = NULL"
        " WHERE person_id IS NULL AND offered_to = ? AND offered_at >= ?"
        " AND NOT EXISTS (SELECT 1 FROM roster r WHERE r.person_id = ?) RETURNING key",
        (person_id, now, person_id, since, person_id),
    )
    return row["key"] if row else None


async def decline(tx: Tx, person_id: str) -> None:
    """It is not them after all."""
    await tx.execute("UPDATE roster SET offered_to = NULL, offered_at = NULL WHERE offered_to = ?", (person_id,))


async def key_of(tx: Tx, person_id: str) -> str | None:
    """Under which key of the list they are known; None where they are not."""
    row = await tx.fetch_one("SELECT key FROM roster WHERE person_id = ?", (person_id,))
    return row["key"] if row else None


async def posts_of(tx: Tx, key: str) -> list[Post]:
    """The posts for which one of the list is expected."""
    rows = await tx.fetch("SELECT role, unit_id FROM roster_post WHERE key = ? ORDER BY role, unit_id", (key,))
    return [Post(Role(row["role"]), row["unit_id"]) for row in rows]


async def give_posts(tx: Tx, keys: Iterable[str], now: int) -> None:
    """Whoever of these is known gets the posts they are newly expected in, each once: one left since stays left.

    What they held before did not come from the list, and does not end with it.
    """
    waits = "key = ? AND given = 0"
    people = "(SELECT person_id FROM roster WHERE key = roster_post.key)"
    given = [(key,) for key in keys]
    await tx.execute_many(
        f"UPDATE roster_post SET given = 2 WHERE {waits} AND EXISTS (SELECT 1 FROM post p"  # noqa: S608
        f" WHERE p.person_id = {people} AND p.role = roster_post.role AND p.unit_id = roster_post.unit_id)",
        given,
    )
    for key in given:
        new = await tx.fetch(
            "INSERT INTO post (person_id, role, unit_id, since)"
            " SELECT r.person_id, p.role, p.unit_id, CAST(? AS BIGINT)"
            " FROM roster_post p JOIN roster r ON r.key = p.key"
            " WHERE p.key = ? AND p.given = 0 AND r.person_id IS NOT NULL RETURNING person_id, role, unit_id",
            (now, *key),
        )
        for row in new:
            await audit.append(tx, Entry(Act.ROLE_GIVEN, "", row["person_id"], f"{row['role']} {row['unit_id']}"), now)
    await tx.execute_many(
        f"UPDATE roster_post SET given = 1 WHERE {waits} AND {people} IS NOT NULL",  # noqa: S608
        given,
    )


async def waiting(tx: Tx) -> list[str]:
    """The keys of those who are known and newly expected somewhere."""
    rows = await tx.fetch(
        "SELECT DISTINCT p.key FROM roster_post p JOIN roster r ON r.key = p.key"
        " WHERE p.given = 0 AND r.person_id IS NOT NULL ORDER BY p.key"
    )
    return [row["key"] for row in rows]


async def opening_of(tx: Tx, key: str) -> Opening | None:
    """What one of the list brings along; None for nothing."""
    row = await tx.fetch_one("SELECT key, opening, opening_reason FROM roster WHERE key = ? AND opening > 0", (key,))
    return Opening(*row.values()) if row else None


async def to_enter(tx: Tx) -> list[tuple[str, Opening]]:
    """Everybody who is known, with what they bring along and the ledger does not have yet."""
    rows = await tx.fetch(
        "SELECT person_id, key, opening, opening_reason FROM roster WHERE opening > 0 AND person_id IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM transfer t WHERE t.key = 'opening:' || roster.key) ORDER BY key"
    )
    return [(row["person_id"], Opening(row["key"], row["opening"], row["opening_reason"])) for row in rows]


async def entered(tx: Tx) -> frozenset[str]:
    """The keys of those whose opening balance the ledger has: it stays as it is."""
    # The range of their keys, so that nobody goes through the whole ledger: ';' is what comes behind ':'.
    rows = await tx.fetch(
        "SELECT source_id FROM transfer WHERE key >= 'opening:' AND key < 'opening;' AND source = 'opening'"
    )
    return frozenset(row["source_id"] for row in rows)


async def member_of(tx: Tx, person_id: str) -> Member | None:
    """As whom the list knows them; None where it does not."""
    row = await tx.fetch_one("SELECT key, name, phone FROM roster WHERE person_id = ?", (person_id,))
    return member_in(tx, row) if row else None


async def forget(tx: Tx, person_id: str) -> None:
    """Off the list, with what was made public of them because they stood on it; what they were offered too."""
    await decline(tx, person_id)
    member = await member_of(tx, person_id)
    if member is None:
        return
    shown = "key = ? AND shown = 1 AND role = published.role AND unit_id = published.unit_id"
    await tx.execute(
        f"DELETE FROM published WHERE EXISTS (SELECT 1 FROM roster_post WHERE {shown})"  # noqa: S608
        " AND name = ?",
        (member.key, member.name),
    )
    await tx.execute("DELETE FROM roster_post WHERE key = ?", (member.key,))
    await tx.execute("DELETE FROM roster_grid WHERE key = ?", (member.key,))
    await tx.execute("DELETE FROM roster WHERE key = ?", (member.key,))

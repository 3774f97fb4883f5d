"""The office's list of people: who is expected in which post, who they turned out to be (ADR 27)."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.audit import Act, Entry
from bot.domain.people import Post, Role
from bot.storage import audit
from bot.storage.database import Row, Tx
from bot.storage.sealed import ROSTER_NAME, ROSTER_PHONE


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the list. `key`: the office's own (a staff number). `phone`: E.164, never shown whole."""

    key: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Opening:
    """The points that somebody brings along, more than 0, and why."""

    key: str
    points: int
    reason: str


@dataclass(frozen=True, slots=True)
class Expected:
    """A post for which somebody is on the list; `shown`: they are named in public too."""

    key: str
    post: Post
    shown: bool


async def members(tx: Tx) -> list[Member]:
    """Everybody on the list, by their key."""
    rows = await tx.fetch("SELECT key, name, phone FROM roster ORDER BY key")
    return [member_in(tx, row) for row in rows]


def member_in(tx: Tx, row: Row) -> Member:
    """Who stands in a row that has key, name and phone."""
    key, vault = row["key"], tx.vault
    return Member(key, vault.open(ROSTER_NAME, key, row["name"]), vault.open(ROSTER_PHONE, key, row["phone"]))


async def openings(tx: Tx) -> list[Opening]:
    """What they bring along, entered already or not."""
    rows = await tx.fetch("SELECT key, opening, opening_reason FROM roster WHERE opening > 0 ORDER BY key")
    return [Opening(row["key"], row["opening"], row["opening_reason"]) for row in rows]


async def expected(tx: Tx) -> list[Expected]:
    """Every post on the list."""
    rows = await tx.fetch("SELECT key, role, unit_id, shown FROM roster_post ORDER BY key, role, unit_id")
    return [Expected(row["key"], Post(Role(row["role"]), row["unit_id"]), bool(row["shown"])) for row in rows]


async def put(tx: Tx, members: Iterable[Member]) -> None:
    """Onto the list, or with a new name or number; who they turned out to be stays."""
    vault = tx.vault
    await tx.execute_many(
        "INSERT INTO roster (key, name, phone, phone_index) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
        " name = excluded.name, phone = excluded.phone, phone_index = excluded.phone_index",
        [
            (
                one.key,
                vault.seal(ROSTER_NAME, one.key, one.name),
                vault.seal(ROSTER_PHONE, one.key, one.phone),
                vault.index(one.phone),
            )
            for one in members
        ],
    )


async def expect(tx: Tx, posts: Iterable[Expected]) -> None:
    """These are their posts; whether they are named in public is corrected."""
    await tx.execute_many(
        "INSERT INTO roster_post (key, role, unit_id, shown) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (key, role, unit_id) DO UPDATE SET shown = excluded.shown",
        [(one.key, one.post.role, one.post.unit_id, int(one.shown)) for one in posts],
    )


async def end(tx: Tx, posts: Iterable[Expected], now: int) -> None:
    """Not expected any more; a post that the list gave ends, one that came otherwise stays."""
    gone = [(one.key, one.post.role, one.post.unit_id) for one in posts]
    for one in gone:
        ended = await tx.fetch(
            "DELETE FROM post WHERE (person_id, role, unit_id) IN (SELECT r.person_id, p.role, p.unit_id"
            " FROM roster_post p JOIN roster r ON r.key = p.key"
            " WHERE p.key = ? AND p.role = ? AND p.unit_id = ? AND p.given = 1) RETURNING person_id, role, unit_id",
            one,
        )
        for row in ended:
            await audit.append(tx, Entry(Act.ROLE_ENDED, "", row["person_id"], f"{row['role']} {row['unit_id']}"), now)
    await tx.execute_many("DELETE FROM roster_post WHERE key = ? AND role = ? AND unit_id = ?", gone)


async def grids(tx: Tx) -> list[Expected]:
    """Who answers for which grid. Their posts in its compounds are among `expected`."""
    rows = await tx.fetch("SELECT key, grid_id, shown FROM roster_grid ORDER BY key, grid_id")
    return [Expected(row["key"], Post(Role.GRID_WORKER, row["grid_id"]), bool(row["shown"])) for row in rows]


async def put_grids(tx: Tx, lines: Iterable[Expected]) -> None:
    """They answer for these grids; whether they are named in public is corrected. It gives no post by itself."""
    await tx.execute_many(
        "INSERT INTO roster_grid (key, grid_id, shown) VALUES (?, ?, ?)"
        " ON CONFLICT (key, grid_id) DO UPDATE SET shown = excluded.shown",
        [(one.key, one.post.unit_id, int(one.shown)) for one in lines],
    )


async def end_grids(tx: Tx, lines: Iterable[Expected]) -> None:
    """They answer for these grids no more. It ends no post by itself."""
    gone = [(one.key, one.post.unit_id) for one in lines]
    await tx.execute_many("DELETE FROM roster_grid WHERE key = ? AND grid_id = ?", gone)


async def strike(tx: Tx, keys: Iterable[str]) -> None:
    """Off the list, whose posts have ended before."""
    await tx.execute_many("DELETE FROM roster WHERE key = ?", [(key,) for key in keys])


async def bring_along(tx: Tx, openings: Iterable[Opening]) -> None:
    """What these bring along, in place of what was said before; 0 points: nothing."""
    await tx.execute_many(
        "UPDATE roster SET opening = ?, opening_reason = ? WHERE key = ?",
        [(one.points, one.reason, one.key) for one in openings],
    )

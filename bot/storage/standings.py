"""Volunteers and where they stand: of a compound, for the ranking, for the lists of those who look after them.

Who is one: whoever holds the post in the unit, or has a file there that is in force.
"""

from collections.abc import Collection
from dataclasses import dataclass

from bot.storage.database import Tx, marks

# Where they stand over all the time (else a month, «2026-03», or a year, «2026»).
ALWAYS = ""
_OF_PERIOD = "coalesce((SELECT s.points FROM points_sum s WHERE s.person_id = m.person_id AND s.period = ?), 0)"
_IN_ALL = "coalesce((SELECT a.lifetime - a.corrected FROM account a WHERE a.person_id = m.person_id), 0)"


@dataclass(frozen=True, slots=True)
class Member:
    """A volunteer; `name` may be empty. `points`: of the period that was asked for."""

    person_id: str
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Listed(Member):
    """The same for a list: where they belong, and the points in all."""

    compound_id: str
    merit: int


def _members(units: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """Everybody once, and the parameters."""
    held = (
        f"SELECT person_id, unit_id AS compound_id FROM post WHERE role = 'volunteer' AND unit_id IN ({marks(units)})"  # noqa: S608
    )
    filed = "SELECT person_id, compound_id FROM volunteer WHERE state IN ('active', 'paused')"
    sql = f"{held} UNION {filed} AND compound_id IN ({marks(units)})"
    once = f"SELECT person_id, min(compound_id) AS compound_id FROM ({sql}) AS every GROUP BY person_id"  # noqa: S608
    return once, (*units, *units)


def _standing(units: Collection[str], period: str) -> tuple[str, tuple[str, ...]]:
    once, params = _members(units)
    points, of = (_OF_PERIOD, (period,)) if period != ALWAYS else (_IN_ALL, ())
    sql = (
        f"SELECT m.person_id, m.compound_id, coalesce(v.name, '') AS name, coalesce(v.ranked, 0) AS ranked,"  # noqa: S608
        f" coalesce(v.party, 0) AS party, {points} AS points, {_IN_ALL} AS merit"
        f" FROM ({once}) AS m LEFT JOIN volunteer v ON v.person_id = m.person_id"
    )
    return sql, (*of, *params)


async def first(tx: Tx, compound_id: str, period: str, limit: int) -> list[Member]:
    """Those with the most points among those who want to be seen, the most first."""
    sql, params = _standing((compound_id,), period)
    rows = await tx.fetch(
        f"SELECT person_id, name, points FROM ({sql}) AS s WHERE ranked = 1 AND points > 0"  # noqa: S608
        " ORDER BY points DESC, person_id LIMIT ?",
        (*params, limit),
    )
    return [Member(**row) for row in rows]


async def before(tx: Tx, compound_id: str, period: str, points: int) -> int:
    """How many of those who want to be seen have more than `points`."""
    sql, params = _standing((compound_id,), period)
    row = await tx.fetch_one(
        f"SELECT count(*) AS n FROM ({sql}) AS s WHERE ranked = 1 AND points > ?",  # noqa: S608
        (*params, points),
    )
    return int(row["n"]) if row else 0


async def is_ranked(tx: Tx, person_id: str) -> bool:
    """Whether they want to be seen in the ranking."""
    row = await tx.fetch_one("SELECT ranked FROM volunteer WHERE person_id = ?", (person_id,))
    return bool(row and row["ranked"])


async def rank(tx: Tx, person_id: str, compound_id: str, now: int, *, ranked: bool) -> None:
    """They want to be seen, or no longer; whoever has no file has one of that alone from now on."""
    await tx.execute(
        "INSERT INTO volunteer (person_id, compound_id, state, ranked, at) VALUES (?, ?, 'active', ?, ?)"
        " ON CONFLICT (person_id) DO UPDATE SET ranked = excluded.ranked",
        (person_id, compound_id, int(ranked), now),
    )


async def name_of(tx: Tx, person_id: str) -> str:
    """As in their file; empty where none is there."""
    row = await tx.fetch_one("SELECT name FROM volunteer WHERE person_id = ?", (person_id,))
    return str(row["name"]) if row else ""


async def is_party(tx: Tx, person_id: str) -> bool:
    """Whether they are a member of the party who reports to the compound."""
    row = await tx.fetch_one("SELECT party FROM volunteer WHERE person_id = ?", (person_id,))
    return bool(row and row["party"])


async def count_of(tx: Tx, units: Collection[str], but: str) -> int:
    """How many volunteers there are in these units, without the person `but`."""
    once, params = _members(units)
    row = await tx.fetch_one(
        f"SELECT count(*) AS n FROM ({once}) AS m WHERE person_id <> ?",  # noqa: S608
        (*params, but),
    )
    return int(row["n"]) if row else 0


async def page_of(tx: Tx, units: Collection[str], but: str, limit: int, offset: int) -> list[Listed]:
    """Some of them, by name; without the person `but`. `points`: in all."""
    return await _listed(tx, units, ALWAYS, "person_id <> ?", (but,), limit, offset)


async def one_of(tx: Tx, units: Collection[str], person_id: str) -> Listed | None:
    """This volunteer of these units; None where they are none of them."""
    found = await _listed(tx, units, ALWAYS, "person_id = ?", (person_id,), 1, 0)
    return found[0] if found else None


async def starred(tx: Tx, units: Collection[str], year: str, needed: int, limit: int) -> list[Listed]:
    """Volunteers with `needed` points in all or more; `points`: those of the year."""
    return await _listed(tx, units, year, "merit >= ?", (needed,), limit, 0)


async def party(tx: Tx, units: Collection[str], year: str, limit: int) -> list[Listed]:
    """The members of the party among them; `points`: those of the year."""
    return await _listed(tx, units, year, "party = ?", (1,), limit, 0)


async def _listed(
    tx: Tx, units: Collection[str], period: str, which: str, values: tuple[object, ...], limit: int, offset: int
) -> list[Listed]:
    sql, params = _standing(units, period)
    rows = await tx.fetch(
        f"SELECT person_id, name, points, compound_id, merit FROM ({sql}) AS s WHERE {which}"  # noqa: S608
        " ORDER BY name = '', name, person_id LIMIT ? OFFSET ?",
        (*params, *values, limit, offset),
    )
    return [Listed(**row) for row in rows]

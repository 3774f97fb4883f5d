"""What volunteers did, read from the ledger and from what else is kept of it. What was taken back counts nowhere."""

from collections.abc import Collection

from bot.domain.behaviour import Served
from bot.domain.clock import from_millis
from bot.storage.database import Tx, marks

_GIVEN = "t.kind = 'award' AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.ends = t.key)"


async def since(tx: Tx, person_id: str, begin: int) -> list[Served]:
    """What they did from `begin` on, the oldest first."""
    rows = await tx.fetch(
        f"SELECT t.matter, t.at FROM transfer t WHERE t.person_id = ? AND t.at >= ? AND {_GIVEN} ORDER BY t.at, t.id",  # noqa: S608
        (person_id, begin),
    )
    return [Served(row["matter"], from_millis(row["at"])) for row in rows]


async def by_matter(tx: Tx, person_id: str) -> dict[str, int]:
    """How often they did what, in all."""
    rows = await tx.fetch(
        f"SELECT t.matter, count(*) AS n FROM transfer t WHERE t.person_id = ? AND {_GIVEN} GROUP BY t.matter",  # noqa: S608
        (person_id,),
    )
    return {row["matter"]: int(row["n"]) for row in rows}


async def beside(tx: Tx, person_id: str) -> tuple[int, int]:
    """Tickets that they brought to an end, as they were asked to, and rounds that they made; no entry need be there."""
    row = await tx.fetch_one(
        "SELECT (SELECT count(*) FROM assignment WHERE person_id = ? AND state = 'done') AS tickets,"
        " (SELECT count(*) FROM patrol_task WHERE done_by = ? AND state = 'done') AS rounds",
        (person_id, person_id),
    )
    return (int(row["tickets"]), int(row["rounds"])) if row else (0, 0)


async def points_by_matter(tx: Tx, person_id: str, first: str, last: str) -> dict[str, int]:
    """What they earned with each matter between two months («2026-03»), both included."""
    rows = await tx.fetch(
        "SELECT matter, sum(points) AS points FROM points_month WHERE person_id = ? AND month >= ? AND month <= ?"
        " GROUP BY matter",
        (person_id, first, last),
    )
    return {row["matter"]: max(0, int(row["points"])) for row in rows}


async def helped(tx: Tx, people: Collection[str], begin: int) -> dict[str, int]:
    """How often each of them did something from `begin` on, less what was taken back since; by the index alone."""
    net = "sum(CASE kind WHEN 'award' THEN 1 WHEN 'reverse' THEN -1 ELSE 0 END)"
    rows = await tx.fetch(
        f"SELECT person_id, {net} AS n FROM transfer WHERE person_id IN ({marks(people)}) AND at >= ?"  # noqa: S608
        " GROUP BY person_id",
        (*people, begin),
    )
    return {row["person_id"]: max(0, int(row["n"])) for row in rows}


async def in_hand(tx: Tx, people: Collection[str]) -> dict[str, int]:
    """How many tickets each of them was asked to deal with, and wishes they took on, and have not dealt with yet."""
    who = marks(people)
    rows = await tx.fetch(
        "SELECT person_id, count(*) AS n FROM ("  # noqa: S608
        f"SELECT person_id FROM assignment WHERE person_id IN ({who}) AND state IN ('asked', 'came')"
        f" UNION ALL SELECT claimer_id AS person_id FROM wish WHERE claimer_id IN ({who}) AND state = 'claimed'"
        ") AS held GROUP BY person_id",
        (*people, *people),
    )
    return {row["person_id"]: int(row["n"]) for row in rows}

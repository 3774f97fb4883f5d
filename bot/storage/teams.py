"""Who is in which team of a compound, who leads it, and what the branch thanked it for."""

from dataclasses import dataclass

from bot.storage.database import Tx
from bot.storage.volunteers import name_in


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a team, by the name in their file (empty: none)."""

    person_id: str
    name: str
    lead: bool


@dataclass(frozen=True, slots=True)
class Thanks:
    """A sentence for a team, in the name of the office in `unit_id`."""

    id: str
    compound_id: str
    team: str
    words: str
    unit_id: str
    role: str
    by_id: str
    at: int


async def join(tx: Tx, compound_id: str, team: str, person_id: str, now: int) -> None:
    """They are in it from now on; being in it already changes nothing."""
    await tx.execute(
        "INSERT INTO team_member (compound_id, team, person_id, since) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (compound_id, team, person_id) DO NOTHING",
        (compound_id, team, person_id, now),
    )


async def leave(tx: Tx, compound_id: str, team: str, person_id: str) -> None:
    """They are not in it any more, nor do they lead it."""
    await tx.execute(
        "DELETE FROM team_member WHERE compound_id = ? AND team = ? AND person_id = ?", (compound_id, team, person_id)
    )


async def leave_all(tx: Tx, person_id: str) -> None:
    """They are in no team any more."""
    await tx.execute("DELETE FROM team_member WHERE person_id = ?", (person_id,))


async def of_person(tx: Tx, person_id: str, compound_id: str) -> dict[str, bool]:
    """Their teams there, and whether they lead each."""
    rows = await tx.fetch(
        "SELECT team, lead FROM team_member WHERE person_id = ? AND compound_id = ?", (person_id, compound_id)
    )
    return {row["team"]: bool(row["lead"]) for row in rows}


async def members(tx: Tx, compound_id: str, team: str) -> list[Member]:
    """Everybody in a team, who leads it first, then longest in it."""
    rows = await tx.fetch(
        "SELECT m.person_id, coalesce(v.name, '') AS name, m.lead FROM team_member m"
        " LEFT JOIN volunteer v ON v.person_id = m.person_id"
        " WHERE m.compound_id = ? AND m.team = ? ORDER BY m.lead DESC, m.since, m.person_id",
        (compound_id, team),
    )
    return [Member(row["person_id"], name_in(tx, row), bool(row["lead"])) for row in rows]


async def sizes(tx: Tx, compound_id: str) -> dict[str, int]:
    """How many are in each team."""
    rows = await tx.fetch(
        "SELECT team, count(*) AS n FROM team_member WHERE compound_id = ? GROUP BY team", (compound_id,)
    )
    return {row["team"]: int(row["n"]) for row in rows}


async def compounds_of(tx: Tx, person_id: str, team: str) -> list[str]:
    """Where they are in this team."""
    rows = await tx.fetch(
        "SELECT compound_id FROM team_member WHERE person_id = ? AND team = ? ORDER BY compound_id", (person_id, team)
    )
    return [row["compound_id"] for row in rows]


async def name_lead(tx: Tx, compound_id: str, team: str, person_id: str) -> bool:
    """One of its members leads it instead of whoever did; False where they are not in it, and nothing changes."""
    here = (compound_id, team)
    row = await tx.fetch_one(
        "SELECT 1 AS one FROM team_member WHERE compound_id = ? AND team = ? AND person_id = ?", (*here, person_id)
    )
    if row is None:
        return False
    await tx.execute("UPDATE team_member SET lead = 0 WHERE compound_id = ? AND team = ? AND lead = 1", here)
    named = await tx.execute(
        "UPDATE team_member SET lead = 1 WHERE compound_id = ? AND team = ? AND person_id = ?", (*here, person_id)
    )
    return named == 1


async def thank(tx: Tx, thanks: Thanks) -> None:
    """Keep a sentence for the team."""
    await tx.execute(
        "INSERT INTO team_thanks (id, compound_id, team, words, unit_id, role, by_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            thanks.id, thanks.compound_id, thanks.team, thanks.words, thanks.unit_id, thanks.role, thanks.by_id,
            thanks.at,
        ),
    )  # fmt: skip


async def thanks_of(tx: Tx, thanks_id: str) -> Thanks | None:
    """The sentence under this id."""
    row = await tx.fetch_one(
        "SELECT id, compound_id, team, words, unit_id, role, by_id, at FROM team_thanks WHERE id = ?", (thanks_id,)
    )
    return Thanks(**row) if row else None


async def last_thanks(tx: Tx, compound_id: str, team: str) -> Thanks | None:
    """What the team was thanked for last; None where never."""
    row = await tx.fetch_one(
        "SELECT id, compound_id, team, words, unit_id, role, by_id, at FROM team_thanks"
        " WHERE compound_id = ? AND team = ? ORDER BY at DESC, id LIMIT 1",
        (compound_id, team),
    )
    return Thanks(**row) if row else None

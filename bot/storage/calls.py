"""Who was asked whether they can come, and what they said; also who was told of a wish or a task, and when."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.ids import new_id
from bot.storage.database import Tx, marks

# An answer after so long is none any more: they can be asked again.
LAPSES_MS = 12 * 3_600_000


@dataclass(frozen=True, slots=True)
class Call:
    """`by_id` asked `person_id`: open, yes, no, or lapsed."""

    id: str
    person_id: str
    compound_id: str
    by_id: str
    skill: str
    state: str
    at: int


async def ask(tx: Tx, call: Call) -> bool:
    """Keep a new question; False where one of the same two is still open."""
    await tx.execute(
        "UPDATE volunteer_call SET state = 'lapsed' WHERE by_id = ? AND person_id = ? AND state = 'open' AND at < ?",
        (call.by_id, call.person_id, call.at - LAPSES_MS),
    )
    added = await tx.execute(
        "INSERT INTO volunteer_call (id, person_id, compound_id, by_id, skill, state, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (call.id, call.person_id, call.compound_id, call.by_id, call.skill, call.state, call.at),
    )
    return added == 1


async def answer(tx: Tx, call_id: str, person_id: str, said: str) -> Call | None:
    """Their answer (yes or no), once; None where nothing of theirs is open under this id."""
    rows = await tx.fetch(
        "UPDATE volunteer_call SET state = ? WHERE id = ? AND person_id = ? AND state = 'open'"
        " RETURNING id, person_id, compound_id, by_id, skill, state, at",
        (said, call_id, person_id),
    )
    return Call(**rows[0]) if rows else None


async def note_told(tx: Tx, people: Collection[str], compound_id: str, now: int) -> None:
    """They were told of something that waits for a volunteer: whoever was not goes first the next time."""
    await tx.execute_many(
        "INSERT INTO volunteer_call (id, person_id, compound_id, state, at) VALUES (?, ?, ?, 'told', ?)",
        [(new_id(), person_id, compound_id, now) for person_id in people],
    )


async def last_asked(tx: Tx, people: Collection[str]) -> dict[str, int]:
    """When each of them was asked or told last."""
    rows = await tx.fetch(
        f"SELECT person_id, max(at) AS at FROM volunteer_call WHERE person_id IN ({marks(people)}) GROUP BY person_id",  # noqa: S608
        tuple(people),
    )
    return {row["person_id"]: int(row["at"]) for row in rows}

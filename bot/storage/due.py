"""Work that is due at a time: one row each, taken exactly once, however long the program was away."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain import trace
from bot.storage.database import Tx, marks


@dataclass(frozen=True, slots=True)
class Due:
    """What to do (`kind`) about what (`subject`), not before `due_at` (milliseconds)."""

    id: int
    kind: str
    subject: str
    due_at: int
    trace: str | None = None

    @property
    def goes_back_to(self) -> str:
        """The trace of what planned it; its own where nothing did."""
        return self.trace or f"d{self.id}"


async def plan(tx: Tx, kind: str, subject: str, due_at: int) -> None:
    """Plan `kind` for `subject`; an earlier plan for the same two is moved."""
    await tx.execute(
        "INSERT INTO due_work (kind, subject, due_at, trace) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, trace = excluded.trace",
        (kind, subject, due_at, trace.current()),
    )


async def plan_sooner(tx: Tx, kind: str, subject: str, due_at: int) -> None:
    """Plan `kind` for `subject`; an earlier plan for the same two stays where it would come sooner."""
    await tx.execute(
        "INSERT INTO due_work (kind, subject, due_at, trace) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, trace = excluded.trace"
        " WHERE due_work.due_at > excluded.due_at",
        (kind, subject, due_at, trace.current()),
    )


async def bring_near(tx: Tx, kind: str, most: int) -> int:
    """Whatever of `kind` is planned for later than `most` comes at `most`; how many those were."""
    return await tx.execute("UPDATE due_work SET due_at = ? WHERE kind = ? AND due_at > ?", (most, kind, most))


async def cancel(tx: Tx, kind: str, subject: str) -> None:
    """Forget the plan, where there is one."""
    await tx.execute("DELETE FROM due_work WHERE kind = ? AND subject = ?", (kind, subject))


async def ready(tx: Tx, now: int, limit: int, but: Collection[str] = ()) -> list[Due]:
    """At most `limit` plans whose time has come, the oldest first; none of the kinds in `but`."""
    besides = f" AND kind NOT IN ({marks(but)})" if but else ""
    rows = await tx.fetch(
        f"SELECT id, kind, subject, due_at, trace FROM due_work WHERE due_at <= ?{besides} ORDER BY due_at, id LIMIT ?",  # noqa: S608
        (now, *but, limit),
    )
    return [Due(**row) for row in rows]


async def first_of(tx: Tx, now: int, kind: str) -> Due | None:
    """The oldest plan of this kind whose time has come."""
    row = await tx.fetch_one(
        "SELECT id, kind, subject, due_at, trace FROM due_work WHERE due_at <= ? AND kind = ?"
        " ORDER BY due_at, id LIMIT 1",
        (now, kind),
    )
    return Due(**row) if row else None


async def take(tx: Tx, due: Due) -> bool:
    """Remove the plan as part of doing it; False where somebody else did, or moved it."""
    return await tx.execute("DELETE FROM due_work WHERE id = ? AND due_at = ?", (due.id, due.due_at)) == 1


async def forget(tx: Tx, person_id: str) -> None:
    """Whatever was planned for somebody, alone or with something of theirs («id/code»)."""
    await tx.execute(
        "DELETE FROM due_work WHERE subject = ? OR substr(subject, 1, ?) IN (?, ?)",
        (person_id, len(person_id) + 1, f"{person_id}/", f"{person_id}~"),
    )


async def planned(tx: Tx, kind: str, subjects: Collection[str]) -> Due | None:
    """The plan of this kind for one of `subjects`; None where there is none."""
    row = await tx.fetch_one(
        f"SELECT id, kind, subject, due_at, trace FROM due_work WHERE kind = ? AND subject IN ({marks(subjects)})",  # noqa: S608
        (kind, *subjects),
    )
    return Due(**row) if row else None

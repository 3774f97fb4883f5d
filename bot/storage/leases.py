"""Who works at what (`member`), and who holds which part of it (`lease`); see `bot.domain.sharing`.

A lease holds as long as its owner is a member. There is no time in it: whoever is silent is removed by a neighbour who
saw the same beat for long enough by its own clock, so that no clock that jumps takes anything from anybody. Epochs grow
at each change and fence what an older holder still does.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.sharing import PARTS, Job, Lease, Member
from bot.storage.database import Tx

_MEMBER = "job, owner, place, since, seen_at, beat"
# Whoever was seen so lately may still be at work, as far as somebody can tell who looks once.
SEEN_MS = 60_000


@dataclass(frozen=True, slots=True)
class Crew:
    """Everybody at work and everything that is held, at one moment."""

    members: tuple[Member, ...]
    leases: tuple[Lease, ...]

    def at(self, job: Job) -> tuple[list[Member], list[Lease]]:
        """The members at `job`, and its leases by part."""
        members = [member for member in self.members if member.job == job]
        return members, [lease for lease in self.leases if lease.job == job]


async def beat(tx: Tx, owner: str, place: str, jobs: Collection[Job], since: int, now: int) -> None:
    """`owner` lives: it is a member at `jobs`, for the first time or again."""
    await tx.execute_many(
        f"INSERT INTO member ({_MEMBER}) VALUES (?, ?, ?, ?, ?, 1)"  # noqa: S608
        " ON CONFLICT (job, owner) DO UPDATE SET beat = member.beat + 1, seen_at = excluded.seen_at",
        [(job, owner, place, since, now) for job in sorted(jobs)],
    )


async def prepare(tx: Tx) -> None:
    """A row for each part that there is, held by nobody at first."""
    await tx.execute_many(
        "INSERT INTO lease (job, part, owner, epoch) VALUES (?, ?, '', 0) ON CONFLICT (job, part) DO NOTHING",
        [(job, part) for job, parts in PARTS.items() for part in range(parts)],
    )


async def look(tx: Tx) -> Crew:
    """How it stands."""
    members = await tx.fetch(f"SELECT {_MEMBER} FROM member ORDER BY job, since, owner")  # noqa: S608
    leases = await tx.fetch("SELECT job, part, owner, epoch FROM lease ORDER BY job, part")
    jobs = {job.value: job for job in Job}
    return Crew(
        tuple(Member(**{**row, "job": jobs[row["job"]]}) for row in members),
        tuple(Lease(jobs[row["job"]], row["part"], row["owner"], row["epoch"]) for row in leases),
    )


async def bury(tx: Tx, silent: Sequence[Member]) -> None:
    """Remove members who have not beaten since; one that has meanwhile stays."""
    await tx.execute_many(
        "DELETE FROM member WHERE job = ? AND owner = ? AND beat = ?",
        [(member.job, member.owner, member.beat) for member in silent],
    )


async def take(tx: Tx, owner: str, wanted: Sequence[Lease]) -> list[Lease]:
    """Take parts whose holder is no member; those that were got, with their new epochs.

    Nothing is got of what changed since it was seen, nor by an `owner` who is no member itself.
    """
    got = []
    for lease in wanted:
        row = await tx.fetch_one(
            "UPDATE lease SET owner = ?, epoch = epoch + 1 WHERE job = ? AND part = ? AND owner = ? AND epoch = ?"
            " AND NOT EXISTS (SELECT 1 FROM member m WHERE m.job = lease.job AND m.owner = lease.owner)"
            " AND EXISTS (SELECT 1 FROM member m WHERE m.job = lease.job AND m.owner = ?) RETURNING epoch",
            (owner, lease.job, lease.part, lease.owner, lease.epoch, owner),
        )
        if row:
            got.append(Lease(lease.job, lease.part, owner, row["epoch"]))
    return got


async def take_all(tx: Tx, owner: str) -> dict[Job, dict[int, int]]:
    """Take everything from everybody, part → epoch: for one whom a lock proves to be alone here."""
    await prepare(tx)
    await tx.execute("DELETE FROM member WHERE owner <> ?", (owner,))
    await tx.execute("UPDATE lease SET owner = ?, epoch = epoch + 1", (owner,))
    crew = await look(tx)
    return {job: {lease.part: lease.epoch for lease in crew.at(job)[1]} for job in PARTS}


async def release(tx: Tx, given: Sequence[Lease]) -> None:
    """Whoever comes next need not wait. Nothing happens to what another took meanwhile."""
    await tx.execute_many(
        "UPDATE lease SET owner = '' WHERE job = ? AND part = ? AND owner = ? AND epoch = ?",
        [(lease.job, lease.part, lease.owner, lease.epoch) for lease in given],
    )


async def resign(tx: Tx, owner: str) -> None:
    """`owner` ends: it holds nothing any more."""
    await tx.execute("DELETE FROM member WHERE owner = ?", (owner,))
    await tx.execute("UPDATE lease SET owner = '' WHERE owner = ?", (owner,))


async def are_held(tx: Tx, now: int) -> bool:
    """Whether anybody was seen at work within the last minute."""
    return await tx.fetch_one("SELECT 1 AS one FROM member WHERE seen_at > ? LIMIT 1", (now - SEEN_MS,)) is not None

"""How processes share out the work: each job is cut into parts, and each part has one holder at a time (ADR 34)."""

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# Chats are dealt out among so many partitions, in the inbox and in the outbox alike.
PARTITIONS = 64


class Job(StrEnum):
    """What a process may be there for; `python -m bot run --role`."""

    INTAKE = "intake"
    WORKER = "worker"
    SENDER = "sender"
    CLOCK = "clock"


# Where there is one part, one process is active and all others stand by.
PARTS: Mapping[Job, int] = {Job.INTAKE: 1, Job.WORKER: PARTITIONS, Job.SENDER: PARTITIONS, Job.CLOCK: 1}
EVERY_JOB = frozenset(Job)


def jobs_of(names: Sequence[str]) -> frozenset[Job]:
    """What an operator calls by these names; "all" is every job. Raises ValueError for any other name."""
    if "all" in names:
        return EVERY_JOB
    if unknown := [name for name in names if name not in set(Job)]:
        raise ValueError(f"{', '.join(map(repr, unknown))}: it is one of all, {', '.join(Job)}")
    return frozenset(map(Job, names))


@dataclass(frozen=True, slots=True)
class Member:
    """A process at a job. `beat` changes while it lives; `since` and `seen_at` in milliseconds, for people to read."""

    job: Job
    owner: str
    place: str
    since: int
    seen_at: int
    beat: int


@dataclass(frozen=True, slots=True)
class Lease:
    """One part and who holds it ("" nobody). The epoch grows each time that it changes hands."""

    job: Job
    part: int
    owner: str
    epoch: int


def partition_of(channel: str, chat: str) -> int:
    """The partition (0..63) to which a chat belongs, the same in every process."""
    return zlib.crc32(f"{channel}:{chat}".encode()) % PARTITIONS


def quotas(members: Sequence[Member], leases: Sequence[Lease], at_most: int) -> dict[str, int]:
    """How many parts each member should hold: fair within one, and never more in all than there are.

    Who holds most keeps what cannot be divided, so that nothing moves without need. Beyond `at_most` they stand by.
    """
    held = Counter(lease.owner for lease in leases)
    ranked = sorted(members, key=lambda member: (-held[member.owner], member.since, member.owner))
    active = ranked[:at_most]
    base, more = divmod(len(leases), max(1, len(active)))
    fair = {member.owner: base + (at < more) for at, member in enumerate(active)}
    return {member.owner: fair.get(member.owner, 0) for member in members}


def to_take(owner: str, members: Sequence[Member], leases: Sequence[Lease], at_most: int) -> list[Lease]:
    """The parts without a living holder that `owner` should take. Each begins elsewhere: few want the same ones."""
    alive = {member.owner for member in members}
    free = [lease for lease in leases if lease.owner not in alive]
    own = sum(lease.owner == owner for lease in leases)
    room = quotas(members, leases, at_most).get(owner, 0) - own
    return sorted(free, key=lambda lease: zlib.crc32(f"{owner}:{lease.part}".encode()))[: max(0, room)]


def to_give(owner: str, members: Sequence[Member], leases: Sequence[Lease], at_most: int) -> list[Lease]:
    """What `owner` holds beyond its share."""
    own = [lease for lease in leases if lease.owner == owner]
    return own[quotas(members, leases, at_most).get(owner, len(own)) :]

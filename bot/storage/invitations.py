"""Links that give one person one role in one unit, once. What makes one good is part of each statement."""

from dataclasses import dataclass
from hashlib import sha256

from bot.domain.audit import Act, Entry
from bot.domain.people import Post, Role
from bot.storage import audit
from bot.storage.database import Row, Tx

MOST_OPEN = 20


@dataclass(frozen=True, slots=True)
class Invitation:
    """`post` for whoever accepts first; made by `by_id` as holder of `by`. Times in milliseconds."""

    id: str
    post: Post
    by_id: str
    by: Post
    hands_over: bool
    at: int
    expires_at: int

    @property
    def facts(self) -> str:
        """As it stands in the audit log."""
        return " ".join((self.post.role, self.post.unit_id, *["hands_over"] * self.hands_over))


_COLUMNS = "id, role, unit_id, by_id, by_role, by_unit, hands_over, at, expires_at"
# Open, in time, and who made it still holds the post by which they may.
_GOOD = (
    "state = 'open' AND expires_at > ? AND EXISTS (SELECT 1 FROM post p"
    " WHERE p.person_id = invitation.by_id AND p.role = invitation.by_role AND p.unit_id = invitation.by_unit)"
)


def hash_of(code: str) -> str:
    """What is kept of a link's code."""
    return sha256(code.encode()).hexdigest()


async def make(tx: Tx, new: Invitation, code: str) -> bool:
    """Keep a new one, and of its code the hash alone; False where they have `MOST_OPEN` that nobody accepted yet."""
    made = await tx.execute(
        "INSERT INTO invitation (id, code_hash, role, unit_id, by_id, by_role, by_unit, hands_over, at, expires_at)"
        " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM invitation"
        " WHERE by_id = ? AND state = 'open' AND expires_at > ?) < ?",
        (
            new.id, hash_of(code), new.post.role, new.post.unit_id, new.by_id, new.by.role, new.by.unit_id,
            int(new.hands_over), new.at, new.expires_at, new.by_id, new.at, MOST_OPEN,
        ),
    )  # fmt: skip
    if made:
        await audit.append(tx, Entry(Act.INVITED, new.by_id, new.id, new.facts), new.at)
    return made == 1


async def by_code(tx: Tx, code: str, now: int) -> Invitation | None:
    """The one that a link leads to; None where it is unknown, used, revoked, too old, or who made it lost the post."""
    return await _good(tx, "code_hash", hash_of(code), now)


async def good(tx: Tx, invitation_id: str, now: int) -> Invitation | None:
    """The same by its id."""
    return await _good(tx, "id", invitation_id, now)


async def _good(tx: Tx, column: str, value: str, now: int) -> Invitation | None:
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} FROM invitation WHERE {column} = ? AND {_GOOD}",  # noqa: S608
        (value, now),
    )
    return _invitation(row) if row else None


async def accept(tx: Tx, found: Invitation, person_id: str, now: int) -> bool:
    """`person_id` takes it; False where somebody was quicker, or it is good no more."""
    used = await tx.execute(
        f"UPDATE invitation SET state = 'used', used_by = ? WHERE id = ? AND {_GOOD}",  # noqa: S608
        (person_id, found.id, now),
    )
    if used:
        await audit.append(tx, Entry(Act.ACCEPTED, person_id, found.id, found.facts), now)
    return used == 1


async def accepted_by(tx: Tx, invitation_id: str) -> str | None:
    """Who accepted it; None where nobody did."""
    row = await tx.fetch_one("SELECT used_by FROM invitation WHERE id = ?", (invitation_id,))
    return row["used_by"] if row else None


async def revoke(tx: Tx, invitation_id: str, by_id: str, now: int) -> bool:
    """撤回; False where it is not open (any longer), or somebody else made it."""
    revoked = await tx.execute(
        "UPDATE invitation SET state = 'revoked' WHERE id = ? AND by_id = ? AND state = 'open'", (invitation_id, by_id)
    )
    if revoked:
        await audit.append(tx, Entry(Act.REVOKED, by_id, invitation_id), now)
    return revoked == 1


async def open_of(tx: Tx, by_id: str, now: int) -> list[Invitation]:
    """What they made and nobody accepted yet, the newest first."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM invitation WHERE by_id = ? AND {_GOOD} ORDER BY at DESC, id",  # noqa: S608
        (by_id, now),
    )
    return [_invitation(row) for row in rows]


def _invitation(row: Row) -> Invitation:
    return Invitation(
        row["id"],
        Post(Role(row["role"]), row["unit_id"]),
        row["by_id"],
        Post(Role(row["by_role"]), row["by_unit"]),
        bool(row["hands_over"]),
        row["at"],
        row["expires_at"],
    )

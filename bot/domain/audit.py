"""What is written down for good, each row bound to the one before it (docs/invitations.md)."""

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Act(StrEnum):
    """What is written down. `LOOKED`: at a number; `NAMED`: who holds a post was shown by name."""

    ROLE_GIVEN = "role_given"
    ROLE_ENDED = "role_ended"
    INVITED = "invited"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    LOOKED = "looked"
    NAMED = "named"
    EXPORTED = "exported"
    PUBLISHED = "published"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class Entry:
    """`what` (an `Act`) was done by `who` ("": the operator) to `about` (an id); `facts` are codes, never words."""

    what: str
    who: str
    about: str
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Chained:
    """A row as it stands in the store; `at` in milliseconds, `hash` in hexadecimal digits."""

    serial: int
    at: int
    who: str
    what: str
    about: str
    facts: str
    hash: str


def hash_after(before: str, serial: int, at: int, entry: Entry) -> str:
    """What binds a row to the one before it, whose hash is `before` ("" for the first)."""
    row = json.dumps(
        [before, serial, at, entry.who, entry.what, entry.about, entry.facts], ensure_ascii=False, separators=(",", ":")
    )
    return sha256(row.encode()).hexdigest()


@dataclass(slots=True)
class Chain:
    """Walks the rows in their order and finds the first that is not as it was written."""

    serial: int = 0
    hash: str = ""

    def follow(self, row: Chained) -> str:
        """What is wrong with `row`, in words for an operator; "" where it follows from the one before."""
        if row.serial != self.serial + 1:
            return f"row {self.serial + 1} is missing"
        entry = Entry(row.what, row.who, row.about, row.facts)
        if row.hash != hash_after(self.hash, row.serial, row.at, entry):
            return f"row {row.serial} is not as it was written, or not behind row {self.serial} as that was"
        self.serial, self.hash = row.serial, row.hash
        return ""

    def end(self, head: tuple[int, str]) -> str:
        """What is wrong with the end of the walk; `head` is the last row as it was noted apart."""
        serial, digest = head
        if serial > self.serial:
            return f"row {self.serial + 1} is missing"
        if serial < self.serial:
            return f"row {serial + 1} was put in behind the last one"
        return "" if digest == self.hash else f"row {serial} is not the last one that was written"

"""Each yes and each no: to the privacy notice, and apart from it to keeping a number and a name."""

from dataclasses import dataclass
from enum import StrEnum

from bot.storage.database import Tx


class What(StrEnum):
    """To what somebody says yes or no."""

    NOTICE = "notice"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Consent:
    """What was said to which version of the text, and when in milliseconds; `given`: yes."""

    what: What
    version: int
    given: bool
    at: int


async def say(tx: Tx, person_id: str, one: Consent) -> bool:
    """Write it down; False where they had said just that last, and nothing is written."""
    last = await latest(tx, person_id, one.what)
    if (last.given, last.version) == (one.given, one.version) if last else not one.given:
        return False
    await tx.execute(
        "INSERT INTO consent (person_id, what, version, given, at) VALUES (?, ?, ?, ?, ?)",
        (person_id, one.what, one.version, int(one.given), one.at),
    )
    return True


async def latest(tx: Tx, person_id: str, what: What) -> Consent | None:
    """What they said last; None where they were never asked."""
    row = await tx.fetch_one(
        "SELECT what, version, given, at FROM consent WHERE person_id = ? AND what = ? ORDER BY id DESC LIMIT 1",
        (person_id, what),
    )
    return Consent(What(row["what"]), row["version"], bool(row["given"]), row["at"]) if row else None

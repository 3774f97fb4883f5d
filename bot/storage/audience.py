"""Who gets a broadcast: whoever lives there, has agreed to the privacy notice, can be reached and has not muted it."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.storage import outbox
from bot.storage.database import Tx, marks
from bot.storage.outbox import Envelope

# A resident's message is a card of this name with the broadcast's id behind it.
CARD = "broadcast:"

# `?`: 1 where also those are meant who have muted the compound.
_WANTS_IT = (
    " AND EXISTS (SELECT 1 FROM person p WHERE p.id = h.person_id AND p.consent_version > 0)"
    " AND EXISTS (SELECT 1 FROM address a WHERE a.person_id = h.person_id AND a.reachable = 1)"
    " AND (1 = ? OR NOT EXISTS"
    " (SELECT 1 FROM muted m WHERE m.person_id = h.person_id AND m.compound_id = h.compound_id))"
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who gets it, and where."""

    person_id: str
    channel: str
    key: str


async def by_building(tx: Tx, compound_id: str, *, loud: bool) -> dict[str, int]:
    """How many there are, by their building as it was said (empty: not said). `loud`: also who has muted it."""
    rows = await tx.fetch(
        "SELECT h.building, count(*) AS n FROM home h WHERE h.compound_id = ?"  # noqa: S608
        f"{_WANTS_IT} GROUP BY h.building ORDER BY h.building",
        (compound_id, int(loud)),
    )
    return {row["building"]: int(row["n"]) for row in rows}


async def buildings_said(tx: Tx, compound_id: str) -> list[str]:
    """The buildings of a compound in every form in which somebody said theirs."""
    rows = await tx.fetch("SELECT DISTINCT building FROM home WHERE compound_id = ? ORDER BY building", (compound_id,))
    return [row["building"] for row in rows]


async def next_portion(
    tx: Tx, broadcast_id: str, compound_id: str, said: Collection[str] | None, reached: str, limit: int, *, loud: bool
) -> list[Reader]:
    """At most `limit` who have it not yet, by id behind `reached`; fewer: these are the last.

    `said`: only who lives in a building that was said like this (None: wherever).
    """
    inside = "" if said is None else f" AND h.building IN ({marks(said)})"
    rows = await tx.fetch(
        f"SELECT h.person_id FROM home h WHERE h.compound_id = ? AND h.person_id > ?{inside}{_WANTS_IT}"  # noqa: S608
        " AND NOT EXISTS (SELECT 1 FROM broadcast_person b WHERE b.broadcast_id = ? AND b.person_id = h.person_id)"
        " ORDER BY h.person_id LIMIT ?",
        (compound_id, reached, *(said or ()), int(loud), broadcast_id, limit),
    )
    people = [row["person_id"] for row in rows]
    found = await tx.fetch(
        "SELECT person_id, channel, key FROM address WHERE reachable = 1"  # noqa: S608
        f" AND person_id IN ({marks(people)}) ORDER BY seen_at, channel, key",
        people,
    )
    # Of several addresses the one made last.
    last = {row["person_id"]: Reader(**row) for row in found}
    return [last[person_id] for person_id in people]


async def put(tx: Tx, broadcast_id: str, envelope: Envelope, now: int) -> None:
    """One message into the outbox, to be claimed by whoever has room. The key refuses whoever has it already."""
    queued = await outbox.put(tx, envelope, now, None, now)
    await tx.execute(
        "INSERT INTO broadcast_person (broadcast_id, person_id, outbox_id) VALUES (?, ?, ?)",
        (broadcast_id, envelope.person_id, queued.id),
    )


async def outcomes(tx: Tx, broadcast_id: str) -> dict[str, int]:
    """How many of its messages are in each state of the outbox."""
    rows = await tx.fetch(
        "SELECT o.state, count(*) AS n FROM broadcast_person b JOIN outbox o ON o.id = b.outbox_id"
        " WHERE b.broadcast_id = ? GROUP BY o.state",
        (broadcast_id,),
    )
    return {row["state"]: int(row["n"]) for row in rows}


async def call_back(tx: Tx, broadcast_id: str, now: int) -> None:
    """What of it is not on the wire is not sent any more."""
    await tx.execute(
        "UPDATE outbox SET state = 'expired', error = 'stopped', done_at = ?, token = NULL, body = ''"
        " WHERE state = 'waiting' AND id IN (SELECT outbox_id FROM broadcast_person WHERE broadcast_id = ?)",
        (now, broadcast_id),
    )


async def forget_expired(tx: Tx, broadcast_id: str) -> None:
    """Whose message was too late for the evening may be written to once more: they never saw it."""
    await tx.execute(
        "DELETE FROM broadcast_person WHERE broadcast_id = ? AND EXISTS"
        " (SELECT 1 FROM outbox o WHERE o.id = broadcast_person.outbox_id AND o.state = 'expired')",
        (broadcast_id,),
    )


async def forget_over(tx: Tx, before: int) -> None:
    """Who had what was sent before then and is over, and where it stands in their chats."""
    over = await tx.fetch(
        "SELECT id FROM broadcast WHERE state IN ('done', 'stopped') AND at < ?"
        " AND EXISTS (SELECT 1 FROM broadcast_person b WHERE b.broadcast_id = broadcast.id)",
        (before,),
    )
    await tx.execute_many("DELETE FROM card WHERE name = ?", [(CARD + row["id"],) for row in over])
    await tx.execute_many("DELETE FROM broadcast_person WHERE broadcast_id = ?", [(row["id"],) for row in over])


async def mute(tx: Tx, person_id: str, compound_id: str, now: int) -> None:
    """They want none of a compound any more; to say so twice changes nothing."""
    await tx.execute(
        "INSERT INTO muted (person_id, compound_id, since) VALUES (?, ?, ?)"
        " ON CONFLICT (person_id, compound_id) DO NOTHING",
        (person_id, compound_id, now),
    )


async def unmute(tx: Tx, person_id: str, compound_id: str) -> None:
    """They want them again."""
    await tx.execute("DELETE FROM muted WHERE person_id = ? AND compound_id = ?", (person_id, compound_id))

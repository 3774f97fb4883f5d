"""The outbox: messages written in the same commit as what they tell of, sent afterwards (DESIGN §2, §4).

A row is `waiting`; the sender claims it with a token until `visible_at`, sends it, and settles it as `sent`,
`undeliverable`, `parked` (the platform called it invalid: a bug) or `expired` (a callback answer too old to matter).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain import trace
from bot.domain.sharing import partition_of
from bot.storage.database import Row, Tx, marks


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message on its way into the outbox. `kind` is message, answer or menu; `body` is JSON.

    `expires_at` in milliseconds: after it the row is dropped rather than sent late.
    """

    channel: str
    chat: str
    person_id: str | None
    kind: str
    body: str
    urgency: int
    card: str | None = None
    expires_at: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written for `token` (None: for whoever claims first), who has it until `visible_at` (milliseconds)."""

    envelope: Envelope
    token: str | None
    visible_at: int


@dataclass(frozen=True, slots=True)
class Queued:
    """A row of the outbox, as the sender needs it; `token`: who has claimed it. Times in milliseconds."""

    id: int
    channel: str
    chat: str
    person_id: str | None
    kind: str
    body: str
    urgency: int
    card: str | None
    expires_at: int | None
    attempts: int = 0
    part: int = 0
    trace: str | None = None
    token: str | None = None


# So far back the hourly look for strangers' chats goes.
STRANGE_MS = 6 * 3_600_000
# The partitions of the outbox that others hold, or nobody yet; and a claim that is made in none of these.
_OTHERS = "SELECT part FROM lease WHERE job = 'sender' AND owner <> ?"
_OURS = "CASE WHEN EXISTS (SELECT 1 FROM lease WHERE job = 'sender' AND part = ? AND owner <> ?) THEN NULL ELSE ? END"

# Rows in one INSERT: another number of them is another statement to be prepared.
_AT_ONCE = 8

_COLUMNS = "id, channel, chat, person_id, kind, body, urgency, card, expires_at, attempts, part, trace, token"


async def put(tx: Tx, envelope: Envelope, now: int, token: str | None, visible_at: int) -> Queued:
    """Write one row, as `put_all` does."""
    (queued,) = await put_all(tx, [Letter(envelope, token, visible_at)], now)
    return queued


async def put_all(tx: Tx, letters: Sequence[Letter], now: int) -> list[Queued]:
    """Write a row for each letter, claimed as it says.

    Where somebody else holds its partition it is claimed by nobody: they find it. `Queued.token` says how it came out.
    Ids grow in the order of `letters`.
    """
    return [
        queued
        for begin in range(0, len(letters), _AT_ONCE)
        for queued in await _put_some(tx, letters[begin : begin + _AT_ONCE], now)
    ]


async def _put_some(tx: Tx, letters: Sequence[Letter], now: int) -> list[Queued]:
    source = trace.current()
    values: list[object] = []
    for letter in letters:
        e, token, part = letter.envelope, letter.token, partition_of(letter.envelope.channel, letter.envelope.chat)
        values += (e.channel, e.chat, e.person_id, e.kind, e.body, e.urgency, e.card, e.expires_at)
        values += (part, token, token, letter.visible_at, now, part, source)
    one = f"(?, ?, ?, ?, ?, ?, ?, ?, {_OURS}, ?, ?, ?, ?)"
    rows = await tx.fetch(
        "INSERT INTO outbox (channel, chat, person_id, kind, body, urgency, card, expires_at, token, visible_at,"  # noqa: S608
        f" created_at, part, trace) VALUES {', '.join([one] * len(letters))} RETURNING id, token",
        values,
    )
    written = sorted(rows, key=lambda row: row["id"])  # ids are given in the order of VALUES, answers in any
    return [
        Queued(
            row["id"], e.channel, e.chat, e.person_id, e.kind, e.body, e.urgency, e.card, e.expires_at,
            part=partition_of(e.channel, e.chat), trace=source, token=row["token"],
        )
        for row, e in zip(written, (letter.envelope for letter in letters), strict=True)
    ]  # fmt: skip


async def claim(tx: Tx, token: str, now: int, until: int, limit: int) -> list[Queued]:
    """Take at most `limit` rows that nobody has claimed, or whose claim is over, the most urgent first, until `until`.

    None of a partition that another sender holds: whoever lost one while it was away takes nothing of it.
    """
    rows = await tx.fetch(
        f"UPDATE outbox SET token = ?, visible_at = ? WHERE id IN (SELECT id FROM outbox"  # noqa: S608
        f" WHERE state = 'waiting' AND (visible_at <= ? OR token IS NULL) AND part NOT IN ({_OTHERS})"
        f" ORDER BY urgency, id LIMIT ?{tx.skip_locked}) RETURNING {_COLUMNS}",
        (token, until, now, token, limit),
    )
    return sorted((Queued(**row) for row in rows), key=lambda queued: queued.id)


async def has_news(tx: Tx, token: str) -> bool:
    """Whether anything waits that `token` may claim and nobody has claimed."""
    sql = f"SELECT 1 AS one FROM outbox WHERE state = 'waiting' AND token IS NULL AND part NOT IN ({_OTHERS}) LIMIT 1"  # noqa: S608
    return await tx.fetch_one(sql, (token,)) is not None


async def release(tx: Tx, parts: Collection[int], now: int) -> int:
    """Nobody has claimed what waits in `parts` any more; for whoever has just taken them over."""
    return await tx.execute(
        "UPDATE outbox SET token = NULL, visible_at = ? WHERE state = 'waiting' AND token IS NOT NULL"  # noqa: S608
        f" AND part IN ({marks(parts)})",
        (now, *parts),
    )


async def settle(
    tx: Tx, ids: Sequence[int], state: str, now: int, *, message_id: str | None = None, error: str | None = None
) -> None:
    """Close rows: the first was sent as `message_id`, further ones were drawn into it. Bodies are erased when sent.

    What was called back while it was on the wire is what became of it there.
    """
    body = "body" if state == "parked" else "''"
    await tx.execute_many(
        f"UPDATE outbox SET state = ?, message_id = ?, error = ?, done_at = ?, token = NULL, body = {body}"  # noqa: S608
        " WHERE id = ? AND (state = 'waiting' OR error = 'stopped')",
        [(state, message_id, error, now, row_id) for row_id in ids],
    )


async def postpone(tx: Tx, row_id: int, until: int, error: str) -> None:
    """Note a failed attempt; the row stays claimed until `until`."""
    await tx.execute(
        "UPDATE outbox SET attempts = attempts + 1, visible_at = ?, error = ? WHERE id = ? AND state = 'waiting'",
        (until, error, row_id),
    )


async def extend(tx: Tx, ids: Sequence[int], until: int) -> None:
    """Keep the claim on rows that are still held in memory."""
    await tx.execute_many(
        "UPDATE outbox SET visible_at = ? WHERE id = ? AND state = 'waiting'", [(until, row_id) for row_id in ids]
    )


async def give_up_chat(tx: Tx, channel: str, chat: str, now: int, error: str) -> list[str]:
    """Close everything that waits for a chat which takes no messages; the cards that it will not see.

    A press is answered all the same: that is no message.
    """
    rows = await tx.fetch(
        "UPDATE outbox SET state = 'undeliverable', error = ?, done_at = ?, token = NULL, body = ''"
        " WHERE channel = ? AND chat = ? AND state = 'waiting' AND kind <> 'answer' RETURNING card",
        (error, now, channel, chat),
    )
    return [row["card"] for row in rows if row["card"]]


async def remember_card(tx: Tx, channel: str, chat: str, name: str, message_id: str) -> None:
    """The living message `name` of a chat is now `message_id`."""
    await tx.execute(
        "INSERT INTO card (channel, chat, name, message_id) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (channel, chat, name) DO UPDATE SET message_id = excluded.message_id",
        (channel, chat, name, message_id),
    )


async def card_message(tx: Tx, channel: str, chat: str, name: str) -> str | None:
    """Where the living message `name` of a chat stands; None where it was never shown."""
    row = await tx.fetch_one(
        "SELECT message_id FROM card WHERE channel = ? AND chat = ? AND name = ?", (channel, chat, name)
    )
    return row["message_id"] if row else None


async def is_waiting(tx: Tx, row_id: int) -> bool:
    """Whether a row is still to be sent: a broadcast may have been called back since it was claimed."""
    row = await tx.fetch_one("SELECT 1 AS one FROM outbox WHERE id = ? AND state = 'waiting'", (row_id,))
    return row is not None


async def count_of(tx: Tx, urgency: int) -> int:
    """How many rows of this urgency wait to be sent."""
    row = await tx.fetch_one("SELECT count(*) AS n FROM outbox WHERE state = 'waiting' AND urgency = ?", (urgency,))
    return int(row["n"]) if row else 0


async def parked(tx: Tx) -> list[Row]:
    """What the platform refused as invalid: id, channel, kind, error, time; never the text."""
    return await tx.fetch(
        "SELECT id, channel, kind, error, created_at, done_at FROM outbox WHERE state = 'parked' ORDER BY id"
    )


async def count_waiting(tx: Tx, below: int) -> tuple[int, int]:
    """How many rows wait to be sent, now or later; and how many of them are more urgent than `below`."""
    row = await tx.fetch_one(
        "SELECT count(*) AS n, count(CASE WHEN urgency < ? THEN 1 END) AS pressing FROM outbox WHERE state = 'waiting'",
        (below,),
    )
    return (int(row["n"]), int(row["pressing"])) if row else (0, 0)


async def forget_done(tx: Tx, before: int, limit: int) -> int:
    """Delete `limit` rows settled before `before`, but those parked, which the operator has still to see."""
    return await tx.execute(
        "DELETE FROM outbox WHERE id IN"
        " (SELECT id FROM outbox WHERE state NOT IN ('waiting', 'parked') AND done_at < ? LIMIT ?)",
        (before, limit),
    )


async def forget_parked(tx: Tx, before: int, limit: int) -> int:
    """Delete `limit` rows that the platform refused before then, with their words."""
    return await tx.execute(
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE state = 'parked' AND done_at < ? LIMIT ?)",
        (before, limit),
    )


async def forget_chat(tx: Tx, channel: str, chat: str, person_id: str) -> None:
    """Nothing more is sent to this chat, and nothing says what was; nor where our living messages stand in it."""
    theirs, whose = "channel = ? AND chat = ? OR person_id = ?", (channel, chat, person_id)
    await tx.execute(
        f"DELETE FROM made_file WHERE outbox_id IN (SELECT id FROM outbox WHERE {theirs})",  # noqa: S608
        whose,
    )
    await tx.execute(f"DELETE FROM outbox WHERE {theirs}", whose)  # noqa: S608
    await tx.execute("DELETE FROM card WHERE channel = ? AND chat = ?", (channel, chat))


async def forget_strangers(tx: Tx, before: int, limit: int) -> int:
    """The chats to which we wrote in the hours before then and from which nobody we know writes: groups, the forgotten.

    What was missed goes with its row (`forget_done`).
    """
    stranger = "NOT EXISTS (SELECT 1 FROM address a WHERE a.channel = {0}.channel AND a.key = {0}.chat)"
    gone = await tx.execute(
        "UPDATE outbox SET chat = '', card = NULL WHERE id IN (SELECT id FROM outbox WHERE state NOT IN"  # noqa: S608
        f" ('waiting', 'parked') AND done_at BETWEEN ? AND ? AND chat <> '' AND {stranger.format('outbox')} LIMIT ?)",
        (before - STRANGE_MS, before, limit),
    )
    await tx.execute(f"DELETE FROM card WHERE {stranger.format('card')}")  # noqa: S608
    # A desk's card of a volunteer's file is named after them.
    ghost = "substr({0}, 1, 10) = 'volunteer:' AND NOT EXISTS (SELECT 1 FROM person p WHERE 'volunteer:' || p.id = {0})"
    await tx.execute(f"DELETE FROM card WHERE {ghost.format('card.name')}")  # noqa: S608
    await tx.execute(
        f"UPDATE outbox SET card = NULL WHERE state <> 'waiting' AND {ghost.format('outbox.card')}"  # noqa: S608
    )
    return gone

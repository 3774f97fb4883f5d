"""Pictures that came as files: what is to be looked at, the copies, and under which id the platform knows a copy."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.messages import MediaRef
from bot.domain.pictures import Picture, PictureState
from bot.storage.database import Row, Tx, marks


@dataclass(frozen=True, slots=True)
class Copy:
    """What there is of a picture to be shown: the platform's id of the copy, or its bytes; `waiting`: neither yet.

    `at`: when it came, in milliseconds.
    """

    unique_id: str
    waiting: bool
    at: int
    file_id: str | None
    content: bytes | None


async def expect(tx: Tx, ref: MediaRef, channel: str, person_id: str, now: int) -> bool:
    """Write down one that is to be looked at; False where it was already, and has a copy or will have one."""
    changed = await tx.execute(
        "INSERT INTO picture (unique_id, channel, file_id, size, person_id, state, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (unique_id) DO UPDATE SET file_id = excluded.file_id, person_id = excluded.person_id,"
        " state = excluded.state, at = excluded.at WHERE picture.state = 'refused'",
        (ref.unique_id, channel, ref.file_id, ref.size, person_id, PictureState.WAITING, now),
    )
    return changed == 1


async def waiting_of(tx: Tx, person_id: str) -> int:
    """How many of theirs are still to be looked at."""
    row = await tx.fetch_one(
        "SELECT count(*) AS waiting FROM picture WHERE person_id = ? AND state = 'waiting'", (person_id,)
    )
    return int(row["waiting"]) if row else 0


async def load(tx: Tx, unique_id: str) -> Picture | None:
    """The one of that id."""
    row = await tx.fetch_one(
        "SELECT unique_id, channel, file_id, size, person_id, state, at FROM picture WHERE unique_id = ?", (unique_id,)
    )
    return Picture(**{**row, "state": PictureState(row["state"])}) if row else None


async def keep_copy(tx: Tx, unique_id: str, content: bytes) -> None:
    """There is a copy now."""
    await tx.execute(
        "UPDATE picture SET state = 'clean', content = ? WHERE unique_id = ? AND state = 'waiting'",
        (content, unique_id),
    )


async def refuse(tx: Tx, unique_id: str) -> None:
    """There will be none; no ticket counts it any longer."""
    await tx.execute("UPDATE picture SET state = 'refused' WHERE unique_id = ?", (unique_id,))
    await tx.execute("DELETE FROM ticket_media WHERE unique_id = ? AND kind = 'document'", (unique_id,))


async def copies(tx: Tx, unique_ids: Collection[str]) -> dict[str, Copy]:
    """What there is of these, by id; of one that was refused, or never looked at, nothing."""
    rows = await tx.fetch(
        "SELECT unique_id, state = 'waiting' AS waiting, at, shown_as, content FROM picture"  # noqa: S608
        f" WHERE state <> 'refused' AND unique_id IN ({marks(unique_ids)})",
        tuple(unique_ids),
    )
    return {row["unique_id"]: _copy(row) for row in rows}


def _copy(row: Row) -> Copy:
    content = bytes(row["content"]) if row["content"] is not None else None
    return Copy(row["unique_id"], bool(row["waiting"]), row["at"], row["shown_as"], content)


async def drop_copies(tx: Tx, unique_ids: Collection[str]) -> None:
    """Nobody is to see these any more."""
    await tx.execute(f"DELETE FROM picture WHERE unique_id IN ({marks(unique_ids)})", tuple(unique_ids))  # noqa: S608


async def forget(tx: Tx, person_id: str) -> None:
    """Those of theirs that no ticket shows any more."""
    await tx.execute(
        "DELETE FROM picture WHERE person_id = ? AND NOT EXISTS (SELECT 1 FROM ticket_media m"
        " WHERE m.person_id = picture.person_id AND m.unique_id = picture.unique_id)",
        (person_id,),
    )


async def remember(tx: Tx, known: Sequence[tuple[str, str]]) -> None:
    """The platform has the copies of these (unique id, its id of the copy): their bytes need not be kept."""
    await tx.execute_many(
        "UPDATE picture SET shown_as = ?, content = NULL WHERE unique_id = ? AND state = 'clean'",
        [(file_id, unique_id) for unique_id, file_id in known],
    )

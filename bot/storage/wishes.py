"""Wishes: whose each is, where it stands, who has it. What must happen once is decided by the statement."""

import json
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

from bot.domain.audit import Act, Entry
from bot.domain.messages import MediaRef
from bot.domain.wishes import ENDED, Wish, WishState
from bot.storage import audit
from bot.storage.database import Row, Tx, marks
from bot.storage.sealed import WISH_ADDRESS, WISH_CONTACT, WISH_FOR_NAME

_NAMES = tuple(field.name for field in fields(Wish))
_COLUMNS = ", ".join(_NAMES)
_SEALED = (WISH_FOR_NAME, WISH_CONTACT, WISH_ADDRESS)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a wish: `who` says as what `person_id` (None: the clock) did it."""

    wish_id: str
    event: str
    state: str
    person_id: str | None
    who: str
    note: str
    at: int


def _one(tx: Tx, row: Row) -> Wish:
    opened = {field.column: tx.vault.open(field, row["id"], row[field.column]) for field in _SEALED}
    files = tuple(MediaRef(*ref) for ref in json.loads(row["files"] or "[]"))
    return Wish(**{**row, **opened, "state": WishState(row["state"]), "files": files})


def _values(tx: Tx, wish: Wish) -> tuple[Any, ...]:
    kept = {"files": json.dumps([astuple(ref) for ref in wish.files]) if wish.files else ""}
    kept |= {field.column: tx.vault.seal(field, wish.id, getattr(wish, field.column)) for field in _SEALED}
    return tuple(kept[name] if name in kept else getattr(wish, name) for name in _NAMES)


# ── a draft: its author's alone ───────────────────────────────────────────────────────────────────────────────
async def begin(tx: Tx, draft: Wish) -> None:
    """Keep a draft in place of the one that its author left lying."""
    await tx.execute("DELETE FROM wish WHERE person_id = ? AND state = 'draft'", (draft.person_id,))
    await add(tx, draft)


async def add(tx: Tx, wish: Wish) -> None:
    """Keep a new one as it is."""
    await tx.execute(f"INSERT INTO wish ({_COLUMNS}) VALUES ({marks(_NAMES)})", _values(tx, wish))  # noqa: S608


async def draft_of(tx: Tx, person_id: str) -> Wish | None:
    """What they are writing; None where they write none."""
    row = await tx.fetch_one(f"SELECT {_COLUMNS} FROM wish WHERE person_id = ? AND state = 'draft'", (person_id,))  # noqa: S608
    return _one(tx, row) if row else None


async def drop(tx: Tx, wish_id: str, person_id: str) -> bool:
    """Their draft is gone; False where there is none."""
    gone = await tx.execute("DELETE FROM wish WHERE id = ? AND person_id = ? AND state = 'draft'", (wish_id, person_id))
    return gone == 1


# ── one wish ──────────────────────────────────────────────────────────────────────────────────────────────────
async def load(tx: Tx, wish_id: str) -> Wish | None:
    """It, whoever asks; None where there is none."""
    row = await tx.fetch_one(f"SELECT {_COLUMNS} FROM wish WHERE id = ?", (wish_id,))  # noqa: S608
    return _one(tx, row) if row else None


async def change(tx: Tx, before: Wish, after: Wish) -> bool:
    """Keep it as it is now, as a new version; False where `before` is not what the store has.

    Nobody claims it by this: see `claim`.
    """
    names = [name for name in _NAMES if name not in ("id", "person_id", "version")]
    kept = dict(zip(_NAMES, _values(tx, after), strict=True))
    changed = await tx.execute(
        f"UPDATE wish SET {', '.join(f'{name} = ?' for name in names)}, version = version + 1"  # noqa: S608
        " WHERE id = ? AND state = ? AND version = ?",
        (*(kept[name] for name in names), before.id, before.state, before.version),
    )
    return changed == 1


async def claim(tx: Tx, wish_id: str, person_id: str, due_at: int, most: int, now: int) -> bool:
    """It is theirs to fulfil; False where it is not in the pool, their own wish, or they have `most` in hand."""
    changed = await tx.execute(
        "UPDATE wish SET state = 'claimed', claimer_id = ?, due_at = ?, extended = 0, since = ?, looked_at = ?,"
        " version = version + 1 WHERE id = ? AND state = 'open' AND person_id <> ?"
        " AND (SELECT count(*) FROM wish w WHERE w.claimer_id = ? AND w.state = 'claimed') < ?",
        (person_id, due_at, now, now, wish_id, person_id, person_id, most),
    )
    return changed == 1


async def in_hand(tx: Tx, person_id: str) -> int:
    """How many they have claimed and not yet fulfilled."""
    row = await tx.fetch_one("SELECT count(*) AS n FROM wish WHERE claimer_id = ? AND state = 'claimed'", (person_id,))
    return int(row["n"]) if row else 0


async def thank(tx: Tx, wish_id: str) -> bool:
    """Somebody says thank you for it; False where that was said before, or it is not confirmed."""
    changed = await tx.execute(
        "UPDATE wish SET thanked = 1 WHERE id = ? AND state = 'confirmed' AND thanked = 0", (wish_id,)
    )
    return changed == 1


async def looked_after(tx: Tx, wish_id: str, now: int, *, pushed: bool) -> None:
    """The clock has seen to it up to now; `pushed`: and showed it to those who can do it."""
    await tx.execute(
        "UPDATE wish SET looked_at = ?, pushed = CASE WHEN ? = 1 THEN 1 ELSE pushed END WHERE id = ?",
        (now, int(pushed), wish_id),
    )


# ── what happened ─────────────────────────────────────────────────────────────────────────────────────────────
async def note_event(tx: Tx, event: Event) -> None:
    """Write down what happened; never edited."""
    await tx.execute(
        "INSERT INTO wish_event (wish_id, event, state, person_id, who, note, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        astuple(event),
    )


async def add_look(tx: Tx, event: Event) -> None:
    """Write down that whoever claimed it was shown number, door and name."""
    await note_event(tx, event)
    await audit.append(tx, Entry(Act.LOOKED, event.person_id or "", event.wish_id, f"wish {event.who}"), event.at)


async def last_event(tx: Tx, wish_id: str, events: Collection[str]) -> Event | None:
    """The last of these kinds; None where there was none."""
    row = await tx.fetch_one(
        "SELECT wish_id, event, state, person_id, who, note, at FROM wish_event"  # noqa: S608
        f" WHERE wish_id = ? AND event IN ({marks(events)}) ORDER BY id DESC LIMIT 1",
        (wish_id, *events),
    )
    return Event(**row) if row else None


# ── lists ─────────────────────────────────────────────────────────────────────────────────────────────────────
async def of_person(tx: Tx, person_id: str, limit: int, skip: int) -> list[Wish]:
    """What they wished for themselves or others, the newest first; no drafts."""
    return await _listed(
        tx, "person_id = ? AND state <> 'draft' ORDER BY at DESC, id LIMIT ? OFFSET ?", (person_id, limit, skip)
    )


async def claimed_by(tx: Tx, person_id: str, limit: int, skip: int) -> list[Wish]:
    """What they claimed: what is in hand first, by its day; then what waits for a yes, then what is done."""
    return await _listed(
        tx,
        "claimer_id = ? ORDER BY CASE state WHEN 'claimed' THEN 0 WHEN 'delivered' THEN 1 ELSE 2 END,"
        " CASE state WHEN 'confirmed' THEN -since ELSE due_at END, id LIMIT ? OFFSET ?",
        (person_id, limit, skip),
    )


async def to_decide(tx: Tx, compound_ids: Sequence[str], delivered_before: int, limit: int) -> list[Wish]:
    """What secretaries of these compounds have to look at: to be published, or silent since then; the oldest first."""
    return await _listed(
        tx,
        f"compound_id IN ({marks(compound_ids)}) AND state IN ('pending_review', 'delivered')"
        " AND (state = 'pending_review' OR for_name <> '' OR since <= ?) ORDER BY since, id LIMIT ?",
        (*compound_ids, delivered_before, limit),
    )


async def _listed(tx: Tx, condition: str, facts: Sequence[Any]) -> list[Wish]:
    rows = await tx.fetch(f"SELECT {_COLUMNS} FROM wish WHERE {condition}", facts)  # noqa: S608
    return [_one(tx, row) for row in rows]


# ── the pool ──────────────────────────────────────────────────────────────────────────────────────────────────
async def compounds_with(tx: Tx, kinds: Collection[str], compound_ids: Collection[str]) -> set[str]:
    """Those of `compound_ids` in which something of these kinds is open."""
    rows = await tx.fetch(
        f"SELECT u.id FROM unit u WHERE u.id IN ({marks(compound_ids)}) AND EXISTS (SELECT 1 FROM wish w"  # noqa: S608
        f" WHERE w.state = 'open' AND w.compound_id = u.id AND w.kind IN ({marks(kinds)}))",
        (*compound_ids, *kinds),
    )
    return {row["id"] for row in rows}


async def open_in(tx: Tx, compound_id: str, kinds: Collection[str], but: str, limit: int) -> list[str]:
    """The ids of at most `limit` open wishes of these kinds in one compound, the oldest first; none of `but`'s own."""
    rows = await tx.fetch(
        "SELECT id FROM wish WHERE state = 'open' AND compound_id = ?"  # noqa: S608
        f" AND kind IN ({marks(kinds)}) AND person_id <> ? ORDER BY opened_at, id LIMIT ?",
        (compound_id, *kinds, but, limit),
    )
    return [row["id"] for row in rows]


async def with_ids(tx: Tx, ids: Sequence[str]) -> list[Wish]:
    """These, in this order; what is gone is left out."""
    found = {wish.id: wish for wish in await _listed(tx, f"id IN ({marks(ids)})", tuple(ids))}
    return [found[wish_id] for wish_id in ids if wish_id in found]


# ── those who can do it ───────────────────────────────────────────────────────────────────────────────────────
async def skills_of(tx: Tx, person_id: str) -> frozenset[str]:
    """What a volunteer said they can do."""
    row = await tx.fetch_one("SELECT skills FROM volunteer WHERE person_id = ?", (person_id,))
    return frozenset(json.loads(row["skills"])) if row else frozenset()


async def drop_file(tx: Tx, claimer_id: str, unique_id: str) -> None:
    """A picture that nobody can see goes out of the wishes that they fulfilled."""
    rows = await tx.fetch(
        "SELECT id, files FROM wish WHERE claimer_id = ? AND files LIKE ? ORDER BY id", (claimer_id, f'%"{unique_id}"%')
    )
    for row in rows:
        kept = [ref for ref in json.loads(row["files"]) if MediaRef(*ref).unique_id != unique_id]
        await tx.execute("UPDATE wish SET files = ? WHERE id = ?", (json.dumps(kept) if kept else "", row["id"]))


async def drop_contacts(tx: Tx, person_id: str) -> int:
    """The numbers and doors in what somebody wished go, whether or not it is over; how many there were."""
    return await tx.execute(
        "UPDATE wish SET contact = '', address = '' WHERE person_id = ? AND (contact <> '' OR address <> '')",
        (person_id,),
    )


async def forget_old(tx: Tx, before: int, limit: int) -> int:
    """The words of at most `limit` wishes that were over before then; how many there were."""
    states = ", ".join(f"'{state}'" for state in ENDED)
    rows = await tx.fetch(
        "UPDATE wish SET words = '', public = '', for_name = '', contact = '', address = '', note = '', files = ''"  # noqa: S608
        f" WHERE id IN (SELECT id FROM wish WHERE since < ? AND state IN ({states})"
        " AND words <> '' ORDER BY since, id LIMIT ?) RETURNING id",
        (before, limit),
    )
    ids = [row["id"] for row in rows]
    await tx.execute(f"UPDATE wish_event SET note = '' WHERE wish_id IN ({marks(ids)}) AND note <> ''", ids)  # noqa: S608
    return len(ids)


async def unanswered(tx: Tx, person_id: str) -> int:
    """How many of their wishes were fulfilled, as a volunteer says, and wait for their yes."""
    row = await tx.fetch_one("SELECT count(*) AS n FROM wish WHERE person_id = ? AND state = 'delivered'", (person_id,))
    return int(row["n"]) if row else 0

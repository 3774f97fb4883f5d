"""Somebody goes: what is deleted, emptied, or stays under a number behind which there is nobody (ADR 31).

The order: what their tables do apart, the words, then whose rows they are, then the rows, at last the person.
"""

from collections.abc import Callable

from bot.domain.audit import Act, Entry
from bot.domain.ids import new_id
from bot.storage import audit, claims, clearing, due, inbox, ledger, outbox, people, pictures, wishes
from bot.storage.database import Tx
from bot.storage.privacy.kind import Fate, Kind, Words
from bot.storage.privacy.kinds import KINDS

_ELSEWHERE = " AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = ticket_id AND t.reporter_id = person_id)"
Change = Callable[[str], str]


async def forget(tx: Tx, person_id: str, mask: Change, *, masked: bool, now: int) -> list[str]:
    """Delete the person; the ids of their tickets that go on, in which `mask`ed words stay until they are over.

    `masked`: so do their other words that are part of a record. What was open must have been ended before, and posts
    handed over. The audit log says that it happened, and to whom, by the id that leads to nobody any more.
    """
    heir = new_id()
    await tx.execute("INSERT INTO person (id, created_at) VALUES (?, ?)", (heir, now))
    going_on = await _tickets(tx, person_id, mask if masked else emptied, mask)
    await pictures.forget(tx, person_id)
    await claims.forget(tx, person_id)
    await wishes.drop_contacts(tx, person_id)
    await ledger.rekey(tx, person_id, heir)
    await due.forget(tx, person_id)
    for channel, chat in await people.chats_of(tx, person_id):
        await outbox.forget_chat(tx, channel, chat, person_id)
        await inbox.forget_chat(tx, channel, chat)
    for kind in KINDS:
        for words in kind.words:
            await _empty(tx, kind, words, person_id, mask if masked and words.masked else emptied)
    for kind in KINDS:
        await _pass_on(tx, kind, person_id, heir)
    for kind in reversed(KINDS):
        if kind.fate is Fate.DELETED:
            await tx.execute(f"DELETE FROM {kind.table} WHERE {kind.own} = ?", (person_id,))  # noqa: S608
    await audit.append(tx, Entry(Act.FORGOTTEN, "", person_id), now)
    return going_on


def emptied(_: str) -> str:
    """Nothing is left of it."""
    return ""


async def _tickets(tx: Tx, person_id: str, change: Change, mask: Change) -> list[str]:
    """What is over is cleared at once; whoever works on what goes on must still know what it is about."""
    over = await clearing.reported_by(tx, person_id, over=True)
    await clearing.reword(tx, over, change)
    await clearing.strip(tx, over)
    going_on = await clearing.reported_by(tx, person_id, over=False)
    await clearing.reword(tx, going_on, mask)
    await clearing.drop_contacts(tx, person_id)
    await clearing.drop_media(tx, person_id)
    return going_on


async def _empty(tx: Tx, kind: Kind, words: Words, person_id: str, change: Change) -> None:
    only = f" AND {words.when}" if words.when else ""
    if kind.table in ("ticket_note", "ticket_event"):  # those of their own tickets were seen to with the tickets
        only += _ELSEWHERE
    said = f"FROM {kind.table} WHERE {words.by} = ? AND {words.column} <> ''{only}"
    rows = await tx.fetch(f"SELECT id, {words.column} AS words {said}", (person_id,))
    await tx.execute_many(
        f"UPDATE {kind.table} SET {words.column} = ? WHERE id = ?",  # noqa: S608
        [(change(row["words"]), row["id"]) for row in rows],
    )


async def _pass_on(tx: Tx, kind: Kind, person_id: str, heir: str) -> None:
    own = {kind.own: kind.fate} if kind.own else {}
    for column, fate in {**own, **kind.others}.items():
        if fate in (Fate.PASSED, Fate.EMPTIED):
            left = heir if fate is Fate.PASSED else None
            await tx.execute(f"UPDATE {kind.table} SET {column} = ? WHERE {column} = ?", (left, person_id))  # noqa: S608

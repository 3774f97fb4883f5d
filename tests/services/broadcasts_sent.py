"""A branch that sends broadcasts, and the clock that carries them on."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from bot.domain.clock import to_millis
from bot.domain.messages import ChatKind, Inbound, Outbound, Reply, Urgency
from bot.domain.people import Person, Post, Role
from bot.services import broadcasts
from bot.services.duties import perform
from bot.services.turn import Office, Turn
from bot.storage import broadcasts as rows
from bot.storage import due, homes, people
from bot.storage.broadcasts import Broadcast
from bot.storage.database import Tx
from bot.storage.homes import Home
from bot.storage.sqlite import SqliteDatabase
from tests.conversations.town import MORNING

NOW = to_millis(MORNING)
MINUTE, HOUR = 60_000, 3_600_000
PORTION = 3
# Besides those whom the town knows to be at home in 翠湖苑.
NEIGHBOURS = 8
IN_THE_TOWN = 2


async def settle(tx: Tx, number: int = NEIGHBOURS) -> None:
    for nth in range(number):
        person = await people.enrol(tx, people.Address("telegram", f"9{nth:04}"), NOW)
        await people.consent(tx, person.id, 1, NOW)
        await homes.add(tx, person.id, Home("cuihu", f"{nth % 2 + 3}号楼"), NOW)


class Branch:
    """The secretary of a compound, and the clock."""

    def __init__(self, db: SqliteDatabase, office: Office, unit_id: str = "cuihu") -> None:
        self.db, self.office, self.unit_id = db, office, unit_id
        self.person = Person(unit_id, 1, None, (Post(Role.SECRETARY, unit_id),))

    async def sends(self, at: datetime = MORNING, *, urgent: bool = False, **facts: Any) -> str:
        draft = Broadcast(f"b{at:%H%M}{self.unit_id}", self.unit_id, "其他", "体检", self.person.id, NOW, **facts)

        async def unit(tx: Tx) -> list[Reply]:
            known = "INSERT INTO person (id, created_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"
            await tx.execute(known, (self.person.id, NOW))
            await rows.begin(tx, draft)
            return await broadcasts.send(self.turn(at), tx, draft, urgent=urgent)

        (card,) = await self.db.write(unit)
        assert isinstance(card, Outbound), card
        return draft.id

    async def stops(self, broadcast_id: str) -> Broadcast | None:
        return await self.db.write(lambda tx: broadcasts.stop(self.turn(), tx, broadcast_id))

    def turn(self, at: datetime = MORNING) -> Turn:
        inbound = Inbound("telegram", 1, "1", "1", ChatKind.PRIVATE, at, None)  # type: ignore[arg-type]
        return Turn(inbound, self.person, self.office, at)


async def tick(db: SqliteDatabase, office: Office, at: datetime) -> list[str]:
    """All that is due by then, once; which kinds that was."""
    duties = await db.read(due.ready, to_millis(at), 50)
    for duty in duties:
        await db.write(perform, office, duty, at, None)
    return [duty.kind for duty in duties]


async def settled(tx: Tx, state: str, limit: int = 1000) -> None:
    """What waits was sent, say."""
    await tx.execute(
        "UPDATE outbox SET state = ?, done_at = 1 WHERE id IN"
        " (SELECT id FROM outbox WHERE state = 'waiting' ORDER BY id LIMIT ?)",
        (state, limit),
    )


async def to_the_end(db: SqliteDatabase, office: Office, at: datetime = MORNING, ticks: int = 30) -> None:
    for nth in range(ticks):
        await tick(db, office, at + timedelta(seconds=2 * nth))
        await db.write(settled, "sent")


async def written(db: SqliteDatabase) -> Counter[str]:
    """How many messages of a broadcast there are for each person."""
    found = await db.read(lambda tx: tx.fetch("SELECT person_id FROM outbox WHERE urgency = ?", (Urgency.BROADCAST,)))
    return Counter(row["person_id"] for row in found)


async def one(db: SqliteDatabase, broadcast_id: str) -> Broadcast:
    found = await db.read(rows.load, broadcast_id)
    assert found
    return found

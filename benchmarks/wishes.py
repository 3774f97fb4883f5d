"""What the pool and the lists cost with 100,000 open wishes in the store, for volunteers anywhere in the district.

    python -m benchmarks.wishes [WISHES]

530 compounds in 80 communities. A read as the handler makes it: skills, compounds by distance, the page, its card.
"""

import asyncio
import random
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.app import open_office
from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.domain.clock import ManualClock, to_millis
from bot.domain.messages import ChatKind, Command, Inbound
from bot.domain.people import Person, Post, Role, Unit, UnitKind
from bot.domain.wishes import Wish, WishState
from bot.services.turn import Office, Turn
from bot.services.wishes import pool
from bot.services.wishes.pool import View
from bot.storage import migrate, units
from bot.storage import wishes as rows
from bot.storage.database import Tx
from bot.storage.sqlite import SqliteDatabase
from tests.engines.keys import VAULT

COMPOUNDS, COMMUNITIES, PEOPLE = 530, 80, 2000
NOW = datetime(2026, 3, 31, 8, tzinfo=UTC)
READS = 1000
# Wishes of which there is one in a thousand: whoever can do only that looks through all compounds.
RARE = "法律调解"


async def fill(tx: Tx, wishes: int, kinds: list[str]) -> None:
    dice, now = random.Random(1), to_millis(NOW)
    await units.add(tx, Unit("d", UnitKind.DISTRICT, None, "区", "d"))
    await units.add(tx, Unit("s", UnitKind.STREET, "d", "街道", "s"))
    for at in range(COMMUNITIES):
        await units.add(tx, Unit(f"m{at}", UnitKind.COMMUNITY, "s", f"{at}社区", f"m{at}"))
    for at in range(COMPOUNDS):
        north, east = 37.8 + dice.random() / 8, 112.5 + dice.random() / 8
        await units.add(
            tx, Unit(f"c{at}", UnitKind.COMPOUND, f"m{at % COMMUNITIES}", f"{at}号院", f"c{at}", north, east)
        )
    people = [(f"p{at}", 0) for at in range(PEOPLE)]
    await tx.execute_many("INSERT INTO person (id, created_at) VALUES (?, ?)", people)
    for at in range(PEOPLE):
        skill = '["法律"]' if at % 10 == 0 else '["教手机", "陪诊陪聊"]' if at % 2 else "[]"
        await tx.execute(
            "INSERT INTO volunteer (person_id, compound_id, state, skills, at) VALUES (?, ?, 'active', ?, 0)",
            (f"p{at}", f"c{at % COMPOUNDS}", skill),
        )
    usual = [kind for kind in kinds if kind != RARE]
    for at in range(wishes):
        kind = RARE if at % 1000 == 0 else dice.choice(usual)
        when = now - dice.randrange(60 * 86_400_000)
        await rows.add(
            tx,
            Wish(
                f"w{at:012}", f"p{dice.randrange(PEOPLE)}", when, f"c{dice.randrange(COMPOUNDS)}", kind, "想请人帮个忙",
                "想请人帮个忙", state=WishState.OPEN, since=when, opened_at=when,
            ),
        )  # fmt: skip


def turn_of(office: Office, at: int) -> Turn:
    person = Person(f"p{at}", 1, None, (Post(Role.VOLUNTEER, f"c{at % COMPOUNDS}"),))
    return Turn(Inbound("telegram", 1, "1", "1", ChatKind.PRIVATE, NOW, Command("wishes")), person, office, NOW)


async def measure(db: SqliteDatabase, office: Office) -> None:
    async def tell(what: str, of: Callable[[Turn, Tx], Awaitable[Any]], whom: Callable[[int], int]) -> None:
        took, worked = [], []
        for number in range(READS):
            turn = turn_of(office, whom(number))

            async def unit(tx: Tx, turn: Turn = turn) -> Any:
                return await of(turn, tx)

            began, busy = time.perf_counter(), time.process_time()
            await db.read(unit)
            took.append((time.perf_counter() - began) * 1000)
            worked.append((time.process_time() - busy) * 1000)
        took.sort()
        worked.sort()
        print(
            f"{what:<46} p50 {took[READS // 2]:6.2f} ms   p99 {took[READS * 99 // 100]:6.2f} ms"
            f"   of the processor p50 {worked[READS // 2]:6.2f} ms   p99 {worked[READS * 99 // 100]:6.2f} ms"
        )

    anybody, lawyers = (lambda n: n * 7 % PEOPLE), (lambda n: n * 10 % PEOPLE)
    await tell("the first page", lambda turn, tx: pool.show(turn, tx, View()), anybody)
    await tell("the tenth page", lambda turn, tx: pool.show(turn, tx, View(9)), anybody)
    await tell("the last page", lambda turn, tx: pool.show(turn, tx, View(pool.MOST_PAGES - 1)), anybody)
    await tell("their own compound", lambda turn, tx: pool.show(turn, tx, View(0, own=True)), anybody)
    await tell("what they can do", lambda turn, tx: pool.show(turn, tx, View(0, can=True)), anybody)
    await tell("a rare skill, the last page", lambda turn, tx: pool.show(turn, tx, View(19, can=True)), lawyers)
    await tell("my wishes", lambda turn, tx: pool.mine(turn, tx, 0, claims=False), anybody)
    await tell("my claims", lambda turn, tx: pool.mine(turn, tx, 0, claims=True), anybody)


async def main(wishes: int) -> None:
    settings = load_settings(packaged_path())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "wishes.db"
        await asyncio.to_thread(migrate.upgrade, path)
        db = await SqliteDatabase.open(path, VAULT)
        await db.write(fill, wishes, [kind.name for kind in settings.wish_kinds])
        office = await open_office(db, settings, ManualClock(NOW))
        print(f"{wishes:,} open wishes, {COMPOUNDS} compounds, {READS} reads each")
        await measure(db, office)
        await db.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))

"""A broadcast to 5,000 people at home in one compound, from the secretary's tap to the last message.

    python -m benchmarks.broadcasts

First the store alone: how long each unit of work takes that writes them, counts them, calls them back. Then the bot, at
the pace as shipped, against a sandbox that keeps Telegram's limits: alerts of danger meanwhile, the pace, and a stop.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.processes import running
from benchmarks.pushes import FIRST_NEIGHBOUR, PATIENCE_S, alert, refused, sends
from benchmarks.town import RESIDENTS, SECRETARIES, TOKEN, fill, sandbox_people, settings_in
from bot.app import open_database, open_office
from bot.config import Settings
from bot.domain.clock import SystemClock, to_millis
from bot.domain.messages import ChatKind, Inbound, Text
from bot.domain.people import Person, Post, Role
from bot.services import audience, broadcasting, broadcasts
from bot.services.turn import Turn
from bot.storage import broadcasts as rows
from bot.storage import homes, people
from bot.storage.broadcasts import Broadcast
from bot.storage.database import Tx
from bot.storage.homes import Home
from sandbox import Sandbox
from sandbox.chats import Person as Phone
from sandbox.client import SandboxClient
from tests.engines.keys import KEYS

PEOPLE = 5000
NEIGHBOURS = range(FIRST_NEIGHBOUR, FIRST_NEIGHBOUR + PEOPLE)
BUILDINGS = 30
COMPOUND = "compound0"
STOP_AT = 300


async def _go_home(tx: Tx, now: int) -> None:
    found = await tx.fetch("SELECT person_id, key FROM address WHERE CAST(key AS INTEGER) >= ?", (FIRST_NEIGHBOUR,))
    for row in found:
        building = f"{int(row['key']) % BUILDINGS + 1}号楼"
        await homes.add(tx, row["person_id"], Home(COMPOUND, building), now)


async def _secretary(tx: Tx) -> Person:
    return await people.arrive(tx, people.Address("telegram", str(SECRETARIES[0])), 0)


async def inhabited(settings: Settings) -> None:
    """A store with everybody at home."""
    await fill(settings, NEIGHBOURS)
    db = await open_database(settings, KEYS)
    await db.write(_go_home, to_millis(SystemClock().now()))
    await db.close()


async def the_store_alone() -> None:
    """Each unit of work by itself, as the clock runs them; between two of them everything is sent, say."""
    took: dict[str, list[float]] = {}
    with TemporaryDirectory() as kept:
        settings = settings_in(Path(kept))
        await inhabited(settings)
        db = await open_database(settings, KEYS)
        office = await open_office(db, settings, SystemClock())
        person = replace(await db.write(_secretary), posts=(Post(Role.SECRETARY, COMPOUND),))
        inbound = Inbound("telegram", 1, "1", "1", ChatKind.PRIVATE, office.clock.now(), Text(""))
        turn = Turn(inbound, person, office, office.clock.now())
        now = turn.now
        draft = Broadcast("b", COMPOUND, "其他", "明天免费体检", person.id, now)

        async def timed(what: str, unit: Callable[..., Awaitable[Any]], *facts: Any) -> Any:
            began = time.perf_counter()
            found = await db.write(unit, *facts)
            took.setdefault(what, []).append((time.perf_counter() - began) * 1000)
            return found

        await db.write(rows.begin, draft)
        await timed("count the people by building", audience.by_building, office.directory, COMPOUND)
        await timed("send", lambda tx: broadcasts.send(turn, tx, draft, urgent=False))
        while await db.read(rows.next_begin) is not None:
            await timed("write a portion of 200", broadcasting.write, office, broadcasts.ALL, now + 1)
            await timed("count what became of them", broadcasting.show, office, "b", now + 1)
            if await db.read(rows.next_begin) is not None:
                await db.write(_all_sent)
        await timed("stop", lambda tx: broadcasts.stop(turn, tx, "b"))
        await db.close()
    print("| unit of work | times | all ms | median ms | longest ms |\n|---|---|---|---|---|")
    for what, times in took.items():
        middle = sorted(times)[len(times) // 2]
        print(f"| {what} | {len(times)} | {sum(times):.0f} | {middle:.1f} | {max(times):.1f} |")
    print()


async def _all_sent(tx: Tx) -> None:
    await tx.execute("UPDATE outbox SET state = 'sent', done_at = 1, body = '' WHERE state = 'waiting'")


async def alerts_meanwhile() -> None:
    """Danger reported in other compounds while it is sent; then it is stopped."""
    with TemporaryDirectory() as kept:
        await inhabited(settings_in(Path(kept)))
        async with Sandbox(token=TOKEN, limits=True) as sandbox, SandboxClient(sandbox.url) as client:
            for person in sandbox_people(NEIGHBOURS):
                settled = Phone(**person)  # type: ignore[arg-type]
                sandbox.world.settle(settled)
                sandbox.world.chats[settled.id].started = True
            with running("benchmarks.bots.ours", sandbox.url, kept, "paced"):
                quiet = await _alerts(client, RESIDENTS[:3])
                await _send(client)
                await _until(sandbox, 10)
                took = await _alerts(client, RESIDENTS[3:7])
                await _until(sandbox, STOP_AT)
                pressed = time.perf_counter()
                told = await _stop(client)
                answered = time.perf_counter() - pressed
                await asyncio.sleep(5)
                sent = sends(sandbox)
    got = [call for call in sent if int(str(call.chat_id)) >= FIRST_NEIGHBOUR and call.outcome == "ok"]
    rate = (len(got) - 1) / (got[-1].at - got[0].at)
    print("| alerts | meanwhile | median s | slowest s |\n|---|---|---|---|")
    for meanwhile, times in (("nothing", quiet), (f"a broadcast to {PEOPLE}", took)):
        print(f"| {len(times)} | {meanwhile} | {times[len(times) // 2]:.2f} | {times[-1]:.2f} |")
    print(f"\n| broadcast messages/s | answered 429 |\n|---|---|\n| {rate:.1f} | {refused(sent)} |\n")
    print("| stopped: answered after s | it said | arrived in all |\n|---|---|---|")
    print(f"| {answered:.2f} | {told} | {len(got)} |")


async def _alerts(client: SandboxClient, residents: range) -> list[float]:
    """Seconds from 提交 to the secretary's phone, the shortest first; each in a compound of its own."""
    pairs = [(who, SECRETARIES[who % len(SECRETARIES)]) for who in residents]
    return sorted([await alert(client, resident, secretary) for resident, secretary in pairs])


async def _send(client: SandboxClient) -> None:
    phone = client.phone(SECRETARIES[0])
    await phone.say("/notice 明天免费体检")
    await phone.next(PATIENCE_S)
    with suppress(TimeoutError):
        await phone.press(f"📢 发给全小区（{PEOPLE}人）")


async def _stop(client: SandboxClient) -> str:
    phone = client.phone(SECRETARIES[0])
    await phone.press("停止发送")
    async with asyncio.timeout(PATIENCE_S):
        while "停下了" not in (said := str((await phone.next(PATIENCE_S)).get("message", {}).get("text", ""))):
            pass
    return said.splitlines()[0]


async def _until(sandbox: Sandbox, number: int) -> None:
    """Until so many neighbours have it."""
    async with asyncio.timeout(PATIENCE_S):
        while sum(int(str(call.chat_id)) >= FIRST_NEIGHBOUR for call in sends(sandbox)) < number:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


if __name__ == "__main__":
    asyncio.run(the_store_alone())
    asyncio.run(alerts_meanwhile())

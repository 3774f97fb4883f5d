"""What is pushed, at the pace as shipped, against a sandbox that keeps Telegram's limits (`--limits`).

    python -m benchmarks.pushes

An alert of danger behind 5,000 waiting broadcasts: seconds from 提交 to the secretary's phone, the target is 2.
A notice to 530 chats: the target is 95 % of 30 a second, and never a 429.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.processes import running
from benchmarks.town import RESIDENTS, SECRETARIES, TOKEN, fill, sandbox_people, settings_in
from bot.app import open_database
from bot.config import Settings
from bot.domain.clock import SystemClock, to_millis
from bot.domain.messages import Outbound, Urgency
from bot.services.delivery import post
from bot.storage.database import Tx
from bot.texts.broadcasts import Broadcast
from sandbox import Sandbox
from sandbox.calls import Call
from sandbox.chats import Person
from sandbox.client import SandboxClient
from tests.engines.keys import KEYS

BROADCASTS = 5000
NOTICE = 530
PER_SECOND = 30
FIRST_NEIGHBOUR = 10_001
ALERTS = 6
SAID = "3号楼1单元煤气泄漏，味道很大"
NEWS = Broadcast("明天上午停水，请提前接水", "1号院党支部书记", "11月22日")
PATIENCE_S = 60.0


async def _queue(tx: Tx, number: int, now: int) -> None:
    people = await tx.fetch(
        "SELECT person_id FROM address WHERE CAST(key AS INTEGER) >= ? LIMIT ?", (FIRST_NEIGHBOUR, number)
    )
    news = [Outbound(row["person_id"], NEWS, urgency=Urgency.BROADCAST) for row in people]
    await post(tx, news, now, token=None)


async def queue(settings: Settings, neighbours: range) -> None:
    """A store in which a broadcast to each of `neighbours` waits."""
    await fill(settings, neighbours)
    db = await open_database(settings, KEYS)
    await db.write(_queue, len(neighbours), to_millis(SystemClock().now()))
    await db.close()


@asynccontextmanager
async def pushing(number: int) -> AsyncIterator[Sandbox]:
    """A sandbox with limits, and our bot with `number` broadcasts to send."""
    neighbours = range(FIRST_NEIGHBOUR, FIRST_NEIGHBOUR + number)
    with TemporaryDirectory() as kept:
        await queue(settings_in(Path(kept)), neighbours)
        async with Sandbox(token=TOKEN, limits=True) as sandbox:
            for person in sandbox_people(neighbours):
                settled = Person(**person)
                sandbox.world.settle(settled)
                sandbox.world.chats[settled.id].started = True
            with running("benchmarks.bots.ours", sandbox.url, kept, "paced"):
                await until(sandbox, 1)
                yield sandbox


def sends(sandbox: Sandbox) -> list[Call]:
    return sandbox.world.calls.after(0, "sendMessage")


async def until(sandbox: Sandbox, number: int) -> None:
    """Until so many messages were sent."""
    async with asyncio.timeout(PATIENCE_S):
        while len(sends(sandbox)) < number:  # noqa: ASYNC110 - the sandbox is no part of this loop's business
            await asyncio.sleep(0.02)


async def alert(client: SandboxClient, resident: int, secretary: int) -> float:
    """Seconds from 提交 to the card on the secretary's phone."""
    phone = client.phone(resident)
    await phone.say(SAID)
    while "提交" not in str((await phone.next(PATIENCE_S))["message"].get("reply_markup", "")):
        pass
    began = asyncio.get_running_loop().time()
    await phone.press("✅ 提交")
    await client.phone(secretary).next(PATIENCE_S)
    return asyncio.get_running_loop().time() - began


async def alerts_behind_broadcasts() -> None:
    async with pushing(BROADCASTS) as sandbox, SandboxClient(sandbox.url) as client:
        # One compound after the other, so that no secretary's own pace plays a part.
        pairs = [(person, SECRETARIES[person % len(SECRETARIES)]) for person in RESIDENTS[:ALERTS]]
        took = sorted([await alert(client, resident, secretary) for resident, secretary in pairs])
        sent = sends(sandbox)
        left = BROADCASTS - sum(int(str(call.chat_id)) >= FIRST_NEIGHBOUR for call in sent)
    middle, slowest = took[len(took) // 2], took[-1]
    print("| alerts | behind broadcasts | median s | slowest s | answered 429 |\n|---|---|---|---|---|")
    print(f"| {ALERTS} | {BROADCASTS} to {left} | {middle:.2f} | {slowest:.2f} | {refused(sent)} |\n")


async def notice_to_all() -> None:
    async with pushing(NOTICE) as sandbox:
        await until(sandbox, NOTICE)
        sent = sends(sandbox)
    times = [call.at for call in sent]
    rate = (NOTICE - 1) / (times[-1] - times[0])
    print(f"| chats | seconds | messages/s | of {PER_SECOND}/s | most in any second | answered 429 |")
    print("|---|---|---|---|---|---|")
    most, share = busiest(times), rate / PER_SECOND
    print(f"| {NOTICE} | {times[-1] - times[0]:.2f} | {rate:.1f} | {share:.0%} | {most} | {refused(sent)} |")


def refused(sent: Sequence[Call]) -> int:
    return sum(call.outcome == "429" for call in sent)


def busiest(times: Sequence[float]) -> int:
    """The most that lie within one second."""
    return max(sum(at <= other < at + 1 for other in times) for at in times)


if __name__ == "__main__":
    asyncio.run(alerts_behind_broadcasts())
    asyncio.run(notice_to_all())

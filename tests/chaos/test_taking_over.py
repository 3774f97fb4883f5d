"""What an earlier life left unsent leaves before anything newer to the same chat."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.claims import PAGE
from bot.channels.courier import Courier
from bot.channels.sender import Sender
from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.domain.clock import SystemClock
from bot.domain.messages import Outbound, Toast, Urgency
from bot.services.delivery import Parcel, post
from bot.storage import migrate, people
from bot.storage.database import Tx
from bot.storage.sqlite import SqliteDatabase
from bot.texts.own import Withdrawn
from tests.engines.keys import VAULT

LEFT = 2 * PAGE
CHATS = 5


@dataclass(slots=True)
class Platform:
    """Takes everything; remembers which number came to which chat."""

    heard: dict[str, list[int]] = field(default_factory=dict)

    async def send(self, chat: str, message: Outbound, _edits: str | None) -> str | None:
        assert isinstance(message.prompt, Withdrawn)
        self.heard.setdefault(chat, []).append(int(message.prompt.number))
        return "1"

    async def answer(self, _query: str, _toast: Toast | None) -> None:
        raise AssertionError("nothing was pressed")

    def is_group(self, _chat: str) -> bool:
        return False


def message(number: int, person: str) -> Outbound:
    # The oldest are the least urgent, so that they are claimed last.
    urgency = Urgency.NOTICE if number < LEFT - PAGE else Urgency.ANSWER
    return Outbound(person, Withdrawn(str(number)), urgency=urgency)


async def leave_behind(tx: Tx) -> list[str]:
    """Five people with two hundred messages each, claimed by a sender that is no more."""
    known = [(await people.enrol(tx, people.Address("telegram", str(at)), 0)).id for at in range(CHATS)]
    await post(tx, [message(number, known[number % CHATS]) for number in range(LEFT)], 1, token="former")
    return known


async def write_more(tx: Tx, known: list[str]) -> list[Parcel]:
    return await post(tx, [message(LEFT + at, known[at]) for at in range(CHATS)], 2, token="present")


async def test_the_older_message_leaves_first(tmp_path: Path) -> None:
    migrate.upgrade(tmp_path / "town.db")
    db = await SqliteDatabase.open(tmp_path / "town.db", VAULT)
    quick = {"per_second": 1000.0, "per_chat_burst": 20, "per_chat_per_second": 100_000.0}
    delivery = load_settings(packaged_path()).delivery.model_copy(update=quick)
    platform = Platform()
    sender = Sender(Courier(db, SystemClock(), {"telegram": platform}, delivery, lambda _: None), "present")
    try:
        known = await db.write(leave_behind)
        sender.offer(await db.write(write_more, known))
        running = asyncio.create_task(sender.run())
        async with asyncio.timeout(20):
            while sum(map(len, platform.heard.values())) < LEFT + CHATS:
                await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.wait([running])
        await sender.stop()
    finally:
        await db.close()
    for at in range(CHATS):
        assert platform.heard[str(at)] == list(range(at, LEFT + CHATS, CHATS))

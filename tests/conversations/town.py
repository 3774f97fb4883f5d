"""A small town over real HTTP: the sandbox, the bot on a real store, and people with phones."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import Program, assemble, open_database, open_office
from bot.channels.telegram.connection import Telegram
from bot.config import Secrets, Settings
from bot.domain.clock import Clock, SystemClock, to_millis
from bot.domain.people import Post, Role, Unit, UnitKind
from bot.storage import people, units
from bot.storage.database import Tx
from classifier import Classifier
from sandbox import Sandbox
from sandbox.client import Phone, SandboxClient

# Who lives and works in the town: Telegram id → posts.
WANG, LI, NEW, CHEN, ZHAO, QIAN, SUN, STRANGER = 101, 102, 103, 201, 202, 301, 401, 202_2
POSTS: dict[int, tuple[Post, ...]] = {
    CHEN: (Post(Role.SECRETARY, "cuihu"),),
    ZHAO: (Post(Role.SECRETARY, "cuihu"),),
    STRANGER: (Post(Role.SECRETARY, "beicheng"),),
    QIAN: (Post(Role.COMMUNITY_STAFF, "community"),),
    SUN: (Post(Role.STREET_DISPATCHER, "street"),),
}
UNITS = (
    Unit("district", UnitKind.DISTRICT, None, "杏林区", "d_1"),
    Unit("street", UnitKind.STREET, "district", "柳巷街道", "s_1"),
    Unit("community", UnitKind.COMMUNITY, "street", "桃园社区", "m_1"),
    Unit("cuihu", UnitKind.COMPOUND, "community", "翠湖苑", "c_cuihu", 37.8700, 112.5500),
    Unit("beicheng", UnitKind.COMPOUND, "community", "北辰家园", "c_beicheng", 37.8800, 112.5600),
    Unit("cuihu3", UnitKind.BUILDING, "cuihu", "3号楼", "b_cuihu3"),
)
AT_HOME = {WANG: "cuihu", LI: "cuihu"}
TOKEN = "424242:sandbox"


@dataclass(slots=True)
class Town:
    """The running town. `phone` gives anybody's phone; `stop` and `start` are a restart on the same store."""

    sandbox: Sandbox
    client: SandboxClient
    settings: Settings
    classifier: Classifier
    clock: Clock
    program: Program | None = None
    _telegram: Telegram | None = None
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def phone(self, person: int) -> Phone:
        return self.client.phone(person)

    async def start(self) -> None:
        """As `bot.app.run` does, but in tasks that a test can stop."""
        db = await open_database(self.settings)
        await db.write(_settle, to_millis(self.clock.now()))
        office = await open_office(db, self.settings, self.clock)
        self._telegram = await Telegram.connect(secrets_for(self.sandbox.url))
        self.program = await assemble(db, office, self._telegram, self.classifier)
        await self.program.clockwork.take_leases(alone=True)
        loops = (self.program.sender.run, self.program.pump.run, self.program.clockwork.run)
        self._tasks = [asyncio.create_task(loop()) for loop in loops]
        listening = self._telegram.listen(self.settings.telegram, self.program.intake)
        self._tasks.append(asyncio.create_task(listening))

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        results = await asyncio.gather(*self._tasks, return_exceptions=True)
        assert self.program and self._telegram
        await self.program.finish()
        await self._telegram.close()
        await self.program.db.close()
        failed = [result for result in results if not isinstance(result, asyncio.CancelledError | type(None))]
        assert not failed, failed

    async def rows(self, sql: str, *params: Any) -> list[dict[str, Any]]:
        """What the store holds."""
        assert self.program

        async def look(tx: Tx) -> list[dict[str, Any]]:
            return [dict(row) for row in await tx.fetch(sql, params)]

        return await self.program.db.read(look)

    async def until_quiet(self) -> None:
        """Until everything received is handled and everything written is sent."""
        async with asyncio.timeout(10):
            while True:
                busy = await self.rows(
                    "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')"
                    " + (SELECT count(*) FROM outbox WHERE state = 'waiting') AS n"
                )
                pending = (await self.client.ask("GET", "/control/updates"))["pending"]
                if not busy[0]["n"] and not pending:
                    return
                await asyncio.sleep(0.01)


async def _settle(tx: Tx, now: int) -> None:
    if await units.load_all(tx):
        return
    for unit in UNITS:
        await units.add(tx, unit)
    for telegram_id in (*AT_HOME, *POSTS):
        person = await people.enrol(tx, people.Address("telegram", str(telegram_id)), now)
        for post in POSTS.get(telegram_id, ()):
            await people.appoint(tx, person.id, post, now)
        if telegram_id in AT_HOME:
            await people.consent(tx, person.id, 1, now)
            await people.settle_in(tx, person.id, AT_HOME[telegram_id])


def secrets_for(url: str) -> Secrets:
    """The addresses of a sandbox."""
    return Secrets(token=SecretStr(TOKEN), base_url=f"{url}/bot", file_url=f"{url}/file/bot", webhook_secret=None)


def settings_for(settings: Settings, folder: Path, **sections: dict[str, Any]) -> Settings:
    """`settings` with a store in `folder`, a pace that does not hold tests up, and single settings changed."""
    quick = {"per_second": 1000, "per_chat_burst": 20, "per_chat_per_second": 100.0, "backoff_base_s": 0.01}
    changes = {"database": {"url": f"sqlite:{folder}/town.db"}, "delivery": quick, "telegram": {"poll_timeout_s": 1}}
    for name, own in sections.items():
        changes[name] = {**changes.get(name, {}), **own}
    built = {name: getattr(settings, name).model_copy(update=own) for name, own in changes.items()}
    return settings.model_copy(update=built)


@asynccontextmanager
async def running_town(
    settings: Settings, classifier: Classifier, clock: Clock | None = None, **sandbox_options: Any
) -> AsyncIterator[Town]:
    """A town from its first start to its last stop; everybody has said hello to the bot once, long ago."""
    async with Sandbox(port=0, token=TOKEN, **sandbox_options) as sandbox, SandboxClient(sandbox.url) as client:
        ids = (*AT_HOME, NEW, *POSTS)
        await client.settle(*({"id": person, "first_name": f"人{person}"} for person in ids))
        town = Town(sandbox, client, settings, classifier, clock or SystemClock())
        await town.start()
        try:
            yield town
        finally:
            with contextlib.suppress(TimeoutError):
                await town.stop()

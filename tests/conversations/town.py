"""A small town over real HTTP: the sandbox, the bot on a real store, and people with phones."""

import asyncio
import contextlib
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import Program, assemble, open_database, open_office
from bot.channels.telegram.connection import Telegram
from bot.config import Secrets, Settings
from bot.domain.clock import SHANGHAI, Clock, ManualClock, to_millis
from bot.domain.people import Post, Role, Unit, UnitKind
from bot.domain.responsibilities import Responsibility
from bot.storage import homes, people, published, responsibilities, roster, units
from bot.storage.database import Tx
from bot.storage.homes import Home
from bot.storage.published import Published
from bot.storage.roster import Expected, Member, Opening
from classifier import Classifier
from sandbox import Sandbox
from sandbox.client import Phone, SandboxClient
from tests.engines.keys import KEYS

# Who lives and works in the town: Telegram id → posts.
WANG, LI, NEW, CHEN, ZHAO, QIAN, SUN, ZHOU, HAN = 101, 102, 103, 201, 202, 301, 401, 203, 501
TIAN, MA, HE, SHI, XU, FENG, GAO = 502, 601, 602, 701, 702, 801, 901
POSTS: dict[int, tuple[Post, ...]] = {
    CHEN: (Post(Role.SECRETARY, "cuihu"),),
    ZHAO: (Post(Role.SECRETARY, "cuihu"),),
    ZHOU: (Post(Role.SECRETARY, "beicheng"),),
    QIAN: (Post(Role.COMMUNITY_STAFF, "community"),),
    SUN: (Post(Role.STREET_DISPATCHER, "street"),),
    HAN: (Post(Role.BUILDING_LEAD, "cuihu3"),),
    TIAN: (Post(Role.GRID_WORKER, "cuihu"),),
    MA: (Post(Role.PROPERTY_STAFF, "cuihu"),),
    HE: (Post(Role.VOLUNTEER, "cuihu"),),
    SHI: (Post(Role.DEPARTMENT_STAFF, "shizheng"),),
    XU: (Post(Role.DEPARTMENT_STAFF, "chengguan"),),
    FENG: (),
    GAO: (Post(Role.SHOPKEEPER, "shop"),),
}
# Both compounds were merged from several; two of these have one name.
ESTATES = ("二建家属院", "铁路宿舍")
UNITS = (
    Unit("district", UnitKind.DISTRICT, None, "杏林区", "d_1"),
    Unit("street", UnitKind.STREET, "district", "柳巷街道", "s_1"),
    Unit("community", UnitKind.COMMUNITY, "street", "桃园社区", "m_1"),
    Unit("cuihu", UnitKind.COMPOUND, "community", "翠湖苑", "c_cuihu", 37.8700, 112.5500, estates=ESTATES),
    Unit("beicheng", UnitKind.COMPOUND, "community", "北辰家园", "c_beicheng", 37.8800, 112.5600, estates=ESTATES[:1]),
    Unit("cuihu3", UnitKind.BUILDING, "cuihu", "3号楼", "b_cuihu3"),
    # A department has the id by which config.toml knows it.
    Unit("shizheng", UnitKind.DEPARTMENT, "district", "市政", "d_shizheng"),
    Unit("chengguan", UnitKind.DEPARTMENT, "district", "城管", "d_chengguan"),
    Unit("shop", UnitKind.SHOP, "community", "桃园爱心商店", "x_shop", 37.8710, 112.5510),
    # Of nobody's community, and with no place on the map.
    Unit("market", UnitKind.SHOP, "street", "柳巷爱心商店", "x_market"),
)
# What the branches publish: 北辰家园 nobody, and of 翠湖苑 no grid worker.
PUBLISHED = (
    Published("cuihu", Role.SECRETARY, "陈国华", "0360-5550101", 1),
    Published("cuihu", Role.SECRETARY, "赵淑兰", "0360-5550102", 2),
    Published("cuihu", Role.PROPERTY_STAFF, "马经理", "0360-5550103", 3),
    Published("cuihu3", Role.BUILDING_LEAD, "韩福生", "0360-5550104"),
    Published("community", Role.COMMUNITY_STAFF, "钱敏", "0360-5550105"),
)
# The duty room of one department; the other has made no number known.
ROOMS = (Published("chengguan", Role.DEPARTMENT_STAFF, "值班室", "0360-5550120"),)
_SECRETARYS = (
    ("SJ-01", "听民意", "每周到小区转一圈，听听大家说什么，答应的事三天内回一句话。"),
    ("SJ-02", "听民意", "每月请大家坐下来说一次事，说了什么、定了什么，贴在公示栏里。"),
    ("SJ-03", "保平安", "消防通道每周看一次，堵了当天请人挪开，挪不动就吹哨。"),
    ("SJ-10", "带队伍", "楼栋长、网格员、志愿者缺了人，一个月里补上。"),
    ("SJ-9", "带队伍", "新来的党员，一个月里到小区报到。"),
    ("SJ-11", "保平安", "独居的老人，隔一天有人上门或者打个电话，谁去的记下来。"),
)
# What posts answer for: a secretary, all departments, one of them; nobody else.
RESPONSIBILITIES = (
    *(Responsibility(*one, Role.SECRETARY) for one in _SECRETARYS),
    Responsibility("BM-01", "规矩", "接到转交先报到。", Role.DEPARTMENT_STAFF, None, 1),
    Responsibility("CG-01", "街面", "占道的摊点、乱停的三轮车，当天去看。", Role.DEPARTMENT_STAFF, "chengguan"),
)
# On the office's list, and not come yet: the number is that of 「their own contact」.
LISTED = Member("1007", "李大山", "+8613800000000")
AT_HOME = {WANG: "cuihu", LI: "cuihu"}
EVERYBODY = (*AT_HOME, NEW, *POSTS)
TOKEN = "424242:sandbox"
# A Tuesday: the first ticket of the day is 0310-001.
MORNING = datetime(2026, 3, 10, 9, 5, tzinfo=SHANGHAI)


def morning() -> ManualClock:
    """A clock that stands still until it is moved."""
    return ManualClock(MORNING)


@dataclass(slots=True, repr=False)  # asyncio would write it out, settings and all, for each fixture
class Town:
    """The running town. `phone` gives anybody's phone; `stop` and `start` are a restart on the same store."""

    sandbox: Sandbox
    client: SandboxClient
    settings: Settings
    classifier: Classifier
    clock: Clock
    secrets: Secrets
    program: Program | None = None
    _telegram: Telegram | None = None
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def phone(self, person: int) -> Phone:
        return self.client.phone(person)

    async def start(self) -> None:
        """As `bot.app.run` does, but in tasks that a test can stop."""
        db = await open_database(self.settings, KEYS)
        office = await open_office(db, self.settings, self.clock)
        self._telegram = await Telegram.connect(self.secrets)
        self.program = await assemble(db, office, self._telegram, self.classifier)
        own = self.program
        await own.seat.take_all()
        parts = (own.sender, own.pump, own.clockwork, own.workshop, own.darkroom)
        self._tasks = [asyncio.create_task(part.run()) for part in parts]
        listening = self._telegram.listen(self.settings.telegram, self.program.intake)
        self._tasks.append(asyncio.create_task(listening))

    async def kill(self) -> None:
        """As a process dies: nothing comes to its end, neither what is handled nor what is on the wire."""
        assert self.program and self._telegram
        dying = [*self._tasks, *self.program.pump._tasks, *self.program.sender._tasks]
        for task in dying:
            task.cancel()
        await asyncio.gather(*dying, return_exceptions=True)
        await self._telegram.close()
        await self.program.db.close()
        self.sandbox.world.updates.release()

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        results = await asyncio.gather(*self._tasks, return_exceptions=True)
        assert self.program and self._telegram
        await self.program.finish()
        await self._telegram.close()
        await self.program.db.close()
        # The poll that we hung up on would be told of the next one, with nobody there to hear it.
        self.sandbox.world.updates.release()
        failed = [result for result in results if not isinstance(result, asyncio.CancelledError | type(None))]
        assert not failed, failed

    async def rows(self, sql: str, *params: Any) -> list[dict[str, Any]]:
        """What the store holds."""
        assert self.program
        return await self.program.db.read(rows_of, sql, *params)

    async def count(self, sql: str, *params: Any) -> int:
        """The first number of the first row."""
        return int(next(iter((await self.rows(sql, *params))[0].values())))

    async def until(self, sql: str, *params: Any, wanted: int, seconds: float = 10) -> None:
        """Until the query counts `wanted`."""
        async with asyncio.timeout(seconds):
            while await self.count(sql, *params) != wanted:
                await asyncio.sleep(0.01)

    async def until_quiet(self) -> None:
        """Until all that is due is done, everything received is handled and everything written is sent."""
        async with asyncio.timeout(10):
            while True:
                # First what the platform still has: it is stored before it is confirmed.
                pending = len(self.sandbox.world.updates.pending)
                busy = await self.count(
                    "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')"
                    " + (SELECT count(*) FROM outbox WHERE state = 'waiting')"
                    " + (SELECT count(*) FROM due_work WHERE due_at <= ?)",
                    to_millis(self.clock.now()),
                )
                if not busy and not pending:
                    return
                await asyncio.sleep(0.005)


async def rows_of(tx: Tx, sql: str, *params: Any) -> list[dict[str, Any]]:
    """What a query finds."""
    return [dict(row) for row in await tx.fetch(sql, params)]


async def settle(tx: Tx, now: int) -> None:
    """The units and the people of the town, into an empty store."""
    for unit in UNITS:
        await units.add(tx, unit)
    await roster.put(tx, (LISTED,))
    await roster.expect(tx, (Expected(LISTED.key, Post(Role.SECRETARY, "beicheng"), shown=False),))
    await roster.bring_along(tx, (Opening(LISTED.key, 120, "2025 年结转"),))
    for entry in (*PUBLISHED, *ROOMS):
        await published.put(tx, entry)
    await responsibilities.put(tx, RESPONSIBILITIES)
    for telegram_id in (*AT_HOME, *POSTS):
        person = await people.enrol(tx, people.Address("telegram", str(telegram_id)), now)
        for post in POSTS.get(telegram_id, ()):
            await people.appoint(tx, person.id, post, now)
        if telegram_id in AT_HOME:
            await people.consent(tx, person.id, 1, now)
            await homes.add(tx, person.id, Home(AT_HOME[telegram_id], ""), now)
            await people.settle_in(tx, person.id, AT_HOME[telegram_id])


async def make_template(settings: Settings, folder: Path) -> Path:
    """A store with the town in it, to be copied: to migrate takes longer than a whole conversation."""
    await settle_at(settings, f"sqlite:{folder}/town.db")
    return folder / "town.db"


async def settle_at(settings: Settings, url: str) -> None:
    """The town into the store at `url`."""
    own = settings.database.model_copy(update={"url": url})
    db = await open_database(settings.model_copy(update={"database": own}), KEYS)
    await db.write(settle, to_millis(MORNING))
    await db.close()


def free_port() -> int:
    """One that nobody listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def secrets_for(url: str, webhook_secret: str | None = None) -> Secrets:
    """The addresses of a sandbox."""
    secret = SecretStr(webhook_secret) if webhook_secret else None
    return Secrets(token=SecretStr(TOKEN), base_url=f"{url}/bot", file_url=f"{url}/file/bot", webhook_secret=secret)


def settings_for(settings: Settings, folder: Path, **sections: dict[str, Any]) -> Settings:
    """`settings` with a store in `folder`, a pace that does not hold tests up, and single settings changed.

    Nobody goes on patrol, no Monday brings figures and no night an audit: a clock that is moved would have secretaries
    told of it in every conversation. Everybody may report as often as they like.
    """
    quick = {"per_second": 1000, "per_chat_burst": 20, "per_chat_per_second": 100.0, "backoff_base_s": 0.01}
    changes = {"database": {"url": f"sqlite:{folder}/town.db"}, "delivery": quick, "telegram": {"poll_timeout_s": 1}}
    changes["stats"] = {"monday": ""}
    changes["points"] = {"audit": ""}
    changes["limits"] = {"per_day": 1000, "new_per_day": 1000, "same_words": 100, "compound_per_hour": 10_000}
    for name, own in sections.items():
        changes[name] = {**changes.get(name, {}), **own}
    built = {name: getattr(settings, name).model_copy(update=own) for name, own in changes.items()}
    return settings.model_copy(update={**built, "patrols": ()})


@asynccontextmanager
async def running_town(
    settings: Settings,
    classifier: Classifier,
    template: Path | None,
    clock: Clock | None = None,
    webhook_secret: str | None = None,
    **sandbox_options: Any,
) -> AsyncIterator[Town]:
    """A town from its first start to its last stop; everybody has said hello to the bot once, long ago.

    `template` None: the store of `settings` has the town in it already.
    """
    if template:
        shutil.copy(template, settings.database.path)
    async with Sandbox(port=0, token=TOKEN, **sandbox_options) as sandbox, SandboxClient(sandbox.url) as client:
        await client.settle(*({"id": person, "first_name": f"人{person}"} for person in EVERYBODY))
        for person in EVERYBODY:
            sandbox.world.chats[person].started = True
        secrets = secrets_for(sandbox.url, webhook_secret)
        town = Town(sandbox, client, settings, classifier, clock or morning(), secrets)
        await town.start()
        try:
            yield town
        finally:
            with contextlib.suppress(TimeoutError):
                await town.stop()

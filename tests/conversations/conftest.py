"""One classifier, one set of settings and one filled store for all; a town of its own for each test."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
import structlog

from bot.channels import copies
from bot.config import Settings, load_settings
from bot.config.loading import packaged_path
from bot.domain.charts import Drawable
from bot.domain.clock import SHANGHAI, to_millis
from bot.domain.people import Post, Role, Unit, UnitKind
from bot.domain.points import Dimension, Earning
from bot.domain.shop import Goods, Shelf
from bot.files import press as press_files
from bot.files.press import Press
from bot.logs import configure_logs
from bot.services import clockwork, making
from bot.services.points import ledger
from bot.storage import goods, homes, people, units
from bot.storage.database import Tx
from bot.storage.homes import Home
from bot.storage.sealed import VOLUNTEER_NAME
from classifier import Classifier
from tests.conversations.things import picture
from tests.conversations.town import (
    HAN,
    HE,
    LI,
    MORNING,
    NEW,
    TIAN,
    WANG,
    Town,
    make_template,
    running_town,
    settings_for,
)
from tests.engines.engine import Engine


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    return Classifier.load()


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load_settings(packaged_path())


@pytest.fixture(scope="session")
def template(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(make_template(settings, tmp_path_factory.mktemp("template")))


@pytest.fixture(autouse=True)
def logs(settings: Settings) -> None:
    configure_logs(settings.logging.model_copy(update={"level": "DEBUG"}), ["424242:sandbox"])
    # A logger that is kept for good would be deaf to the tests that listen to it afterwards.
    structlog.configure(cache_logger_on_first_use=False)


@pytest.fixture(autouse=True)
def quick_clockwork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Due work is looked for often, so that nobody waits for the next second after a clock was moved.

    Files are rare, and each look costs as much.
    """
    monkeypatch.setattr(clockwork, "LOOK_S", 0.02)
    monkeypatch.setattr(making, "LOOK_S", 0.05)
    monkeypatch.setattr(copies, "AGAIN_S", 0.02)


def make_on_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    async def make(press: Press, what: Drawable) -> bytes:
        work = press_files.make if press.work is press_files.make_within else press.work
        return await asyncio.to_thread(work, what)

    monkeypatch.setattr(Press, "make", make)


@pytest.fixture(autouse=True)
def near_press(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are made beside the loop, not in a process that begins anew in each town: that is `tests/stats/`."""
    make_on_a_thread(monkeypatch)


@pytest.fixture
async def town(settings: Settings, classifier: Classifier, engine: Engine, tmp_path: Path) -> AsyncIterator[Town]:
    own = await engine.lodge(settings_for(settings, tmp_path))
    async with running_town(own, classifier, None) as town:
        yield town


@pytest.fixture
async def wider(town: Town) -> Town:
    """The town with a third compound, where 李叔 lives: 二建家属院 is a name of the two others."""
    assert town.program
    await town.program.db.write(move_to_a_third)
    await town.stop()
    await town.start()
    return town


async def move_to_a_third(tx: Tx) -> None:
    await units.add(tx, Unit("mailang", UnitKind.COMPOUND, "community", "麦浪新村", "c_mailang"))
    person = await people.arrive(tx, people.Address("telegram", str(LI)), to_millis(MORNING))
    await homes.remove(tx, person.id, "cuihu")
    await homes.add(tx, person.id, Home("mailang", ""), to_millis(MORNING))
    await people.settle_in(tx, person.id, "mailang")


@pytest.fixture
async def patrolled(settings: Settings, classifier: Classifier, engine: Engine, tmp_path: Path) -> AsyncIterator[Town]:
    """The town with the patrols and visits of the packaged settings."""
    own = await engine.lodge(settings_for(settings, tmp_path).model_copy(update={"patrols": settings.patrols}))
    async with running_town(own, classifier, None) as town:
        # A round and a visit at 3号楼, a round of 翠湖苑.
        await town.until("SELECT count(*) FROM patrol_task", wanted=3)
        yield town


# As everybody said where they live. 田网格 never agreed to the privacy notice, and is not written to.
HOMES = (
    (LI, "cuihu", "三栋"),
    (NEW, "cuihu", "3号楼"),
    (HE, "cuihu", "5号楼"),
    (HE, "beicheng", ""),
    (TIAN, "cuihu", ""),
)


async def move_in(tx: Tx) -> None:
    """小新 is the first of them by id, so that portions of one begin there."""
    now = to_millis(MORNING)
    await tx.execute("INSERT INTO person (id, created_at) VALUES ('0', ?)", (now,))
    await tx.execute(
        "INSERT INTO address (channel, key, person_id, seen_at) VALUES ('telegram', ?, '0', ?)", (str(NEW), now)
    )
    for who, compound, building in HOMES:
        person = await people.arrive(tx, people.Address("telegram", str(who)), now)
        await people.consent(tx, person.id, int(who != TIAN), now)
        await homes.add(tx, person.id, Home(compound, building), now)


@pytest.fixture
async def neighbours(
    settings: Settings, classifier: Classifier, engine: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Town]:
    """The town with more people at home in it. A parameter: how many messages of a broadcast are written at a time."""
    own = await engine.lodge(settings_for(settings, tmp_path, broadcast={"portion": getattr(request, "param", 200)}))
    async with running_town(own, classifier, None) as town:
        assert town.program
        await town.program.db.write(move_in)
        yield town


# What lies on the shelves: name, price, pieces; and what the two have earned.
SHELVES = {"shop": (("洗衣液", 20, 30), ("卫生纸", 12, 1), ("电饭锅", 300, 2)), "market": (("牙膏", 5, 9),)}
EARNED = {WANG: 11, LI: 3}


async def fill_shelves(tx: Tx, settings: Settings) -> None:
    """王阿姨 has 55 points, 李叔 15."""
    now = to_millis(MORNING)
    for shop, things in SHELVES.items():
        for at, (name, price, stock) in enumerate(things):
            await goods.add(tx, Goods(f"{shop}-{at}", shop, name, price, stock, 1, Shelf.ON), None, now + at)
    for who, times in EARNED.items():
        person = await people.arrive(tx, people.Address("telegram", str(who)), now)
        done = Earning(person.id, "志愿服务", Dimension.EXTRA, "test", "1", "打扫卫生", times=times)
        assert await ledger.award(tx, settings, done, now) == 5 * times


@pytest.fixture
async def stocked(
    settings: Settings, classifier: Classifier, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Town]:
    """The town with something on the shelves of its shops, and two people who have points.

    Codes are not painted (`tests/files/test_code.py` does), which would take longer than the conversation.
    """

    async def paint(press: Press, what: Drawable) -> bytes:
        return picture()

    monkeypatch.setattr(Press, "make", paint)
    own = await engine.lodge(settings_for(settings, tmp_path, shop={"wrong_codes": 2}))
    async with running_town(own, classifier, None) as town:
        assert town.program
        await town.program.db.write(fill_shelves, settings)
        yield town


# Who, which matter, how often, when, what for. 何敏 reaches the cap of 微心愿 in March.
DONE = (
    (HE, "志愿服务", 6, "2025-12-05", "社区大扫除"),
    (HE, "微心愿", 3, "2026-02-03", "修好了三家的水龙头"),
    *((HE, "微心愿", 1, f"2026-03-0{day}", f"第{day}次帮邻居取药") for day in range(1, 8)),
    (HAN, "志愿服务", 4, "2026-03-06", "教老人用手机"),
)
# Name, whether of the party.
FILES = {HE: ("何敏", 1), HAN: ("韩福生", 0)}


async def credit(tx: Tx, settings: Settings) -> None:
    now = to_millis(MORNING)
    for telegram_id, (name, party) in FILES.items():
        person = await people.arrive(tx, people.Address("telegram", str(telegram_id)), now)
        await people.appoint(tx, person.id, Post(Role.VOLUNTEER, "cuihu"), now)
        await tx.execute(
            "INSERT INTO volunteer (person_id, compound_id, state, party, name, at)"
            " VALUES (?, 'cuihu', 'active', ?, ?, ?)",
            (person.id, party, tx.vault.seal(VOLUNTEER_NAME, person.id, name), now),
        )
    for at, (telegram_id, matter, times, day, reason) in enumerate(DONE):
        person = await people.arrive(tx, people.Address("telegram", str(telegram_id)), now)
        earning = Earning(person.id, matter, Dimension.EXTRA, "past", str(at), reason, times=times)
        moment = datetime.fromisoformat(day).replace(hour=10, tzinfo=SHANGHAI)
        await ledger.award(tx, settings, earning, to_millis(moment))


@pytest.fixture
async def credited(settings: Settings, classifier: Classifier, engine: Engine, tmp_path: Path) -> AsyncIterator[Town]:
    """The town with two volunteers of 翠湖苑 who have earned points."""
    own = await engine.lodge(settings_for(settings, tmp_path))
    async with running_town(own, classifier, None) as town:
        assert town.program
        await town.program.db.write(credit, own)
        yield town

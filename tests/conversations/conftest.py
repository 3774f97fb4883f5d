"""One classifier, one set of settings and one filled store for all; a town of its own for each test."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog

from bot.config import Settings, load_settings
from bot.config.loading import packaged_path
from bot.domain.clock import to_millis
from bot.logs import configure_logs
from bot.services import clockwork, workshop
from bot.storage import homes, people
from bot.storage.database import Tx
from bot.storage.homes import Home
from classifier import Classifier
from tests.conversations.town import HE, LI, MORNING, NEW, TIAN, Town, make_template, running_town, settings_for
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
    configure_logs(settings.logging, ["424242:sandbox"])
    # A logger that is kept for good would be deaf to the tests that listen to it afterwards.
    structlog.configure(cache_logger_on_first_use=False)


@pytest.fixture(autouse=True)
def quick_clockwork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Due work is looked for often, so that nobody waits for the next second after a clock was moved."""
    monkeypatch.setattr(clockwork, "LOOK_S", 0.02)
    monkeypatch.setattr(workshop, "LOOK_S", 0.02)


@pytest.fixture
async def town(settings: Settings, classifier: Classifier, engine: Engine, tmp_path: Path) -> AsyncIterator[Town]:
    own = await engine.lodge(settings_for(settings, tmp_path))
    async with running_town(own, classifier, None) as town:
        yield town


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

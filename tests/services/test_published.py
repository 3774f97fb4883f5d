"""What a branch publishes: put, corrected, taken off; shown in the order of the roles, around the right building."""

import shutil
from pathlib import Path

import pytest

from bot.domain.people import Role, Unit, UnitKind
from bot.storage import published, units
from bot.storage.database import Tx
from bot.storage.published import Published
from bot.storage.sqlite import SqliteDatabase
from bot.texts.talk import WhoIsWho
from tests.engines.keys import VAULT

LI = Published("cuihu", Role.SECRETARY, "李秀芝", "0360-5550101", 2)
ZHAO = Published("cuihu", Role.SECRETARY, "赵文斌", "0360-5550102", 1)
HAN = Published("cuihu3", Role.BUILDING_LEAD, "韩福生", "")


async def settle(tx: Tx) -> None:
    await units.add(tx, Unit("cuihu", UnitKind.COMPOUND, None, "翠湖苑", "c_1"))
    await units.add(tx, Unit("cuihu3", UnitKind.BUILDING, "cuihu", "3号楼", "b_1"))
    for entry in (LI, ZHAO, HAN):
        await published.put(tx, entry)


@pytest.fixture
async def store(migrated: Path, tmp_path: Path):
    db = await SqliteDatabase.open(Path(shutil.copy(migrated, tmp_path / "store.db")), VAULT)
    await db.write(settle)
    yield db
    await db.close()


async def test_it_comes_back_by_position_and_of_those_units_alone(store: SqliteDatabase) -> None:
    assert await store.read(published.of_units, ["cuihu"]) == [ZHAO, LI]
    assert await store.read(published.of_units, ["cuihu", "cuihu3", "nowhere"]) == [HAN, ZHAO, LI]
    assert await store.read(published.of_units, []) == []


async def test_put_again_corrects_the_number_and_doubles_nobody(store: SqliteDatabase) -> None:
    moved = Published("cuihu", Role.SECRETARY, "李秀芝", "0360-5550199", 0)
    await store.write(published.put, moved)
    assert await store.read(published.of_units, ["cuihu"]) == [moved, ZHAO]


async def test_whoever_is_taken_off_is_gone_once(store: SqliteDatabase) -> None:
    assert await store.write(published.remove, LI, "somebody", 1)
    assert not await store.write(published.remove, LI, "somebody", 1)
    assert await store.read(published.of_units, ["cuihu"]) == [ZHAO]


def test_who_has_no_number_is_named_without_one() -> None:
    page = WhoIsWho(
        "翠湖苑", (("3号楼", Role.BUILDING_LEAD, "韩福生", ""), ("", Role.SECRETARY, "李秀芝", "0360-5550101"))
    )
    assert (
        page.text()
        == "翠湖苑，有事找：\n\n3号楼楼栋长 韩福生\n没留电话，写给我，我转达。\n\n书记 李秀芝\n📞 0360-5550101"
    )

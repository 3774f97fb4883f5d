"""Grids as people meet them: who is who, the card on a desk, the list of tickets; and nowhere to be chosen."""

from dataclasses import replace

from bot.domain.people import Unit, UnitKind
from bot.services.directory import Directory
from bot.services.grids import grid_at
from bot.storage import units
from bot.storage.database import Tx
from tests.conversations.script import read
from tests.conversations.stage import Stage
from tests.conversations.town import UNITS, Town

LARGE = Unit("w1", UnitKind.GRID, "street", "柳巷网格", "u_w1")
MICRO = Unit("w2", UnitKind.GRID, "w1", "第二微网格", "u_w2")
INSIDE = {"cuihu": "w1", "cuihu3": "w2"}
SAID = """
王阿姨 says   /who
王阿姨 hears  翠湖苑，有事找 … 🧭 网格：柳巷网格 › 第二微网格⏎⏎网格员还没公示
王阿姨 says   我们楼的楼长是谁
王阿姨 hears  = 翠湖苑，有事找：⏎⏎3号楼楼栋长 韩福生⏎📞 0360-5550104
王阿姨 reports  3号楼2单元电梯坏了，老人下不了楼 → 0310-001
陈书记 hears    📍 翠湖苑 · 3号楼2单元 电梯⏎🧭 柳巷网格 › 第二微网格⏎
赵书记 hears    📍 翠湖苑 · 3号楼2单元 电梯⏎🧭 柳巷网格 › 第二微网格⏎
"""


async def lay_out(tx: Tx) -> None:
    """The grids, and what lies in them."""
    for grid in (LARGE, MICRO):
        await units.add(tx, grid)
    await units.change(tx, [replace(unit, grid_id=INSIDE[unit.id]) for unit in UNITS if unit.id in INSIDE])


async def test_a_grid_is_named_where_it_helps(town: Town) -> None:
    assert town.program
    await town.program.db.write(lay_out)
    await town.stop()
    await town.start()
    await Stage(town).play(read(SAID))


def test_no_list_of_what_lies_below_has_a_grid_in_it() -> None:
    directory = Directory((*(replace(unit, grid_id=INSIDE.get(unit.id)) for unit in UNITS), LARGE, MICRO))
    plain = Directory(UNITS)
    for unit in UNITS:
        for shown in ("children", "inside", "listed", "under"):
            found = {getattr(one, "id", one) for one in getattr(directory, shown)(unit.id)}
            assert found == {getattr(one, "id", one) for one in getattr(plain, shown)(unit.id)}
        for kind in UnitKind:
            assert {one.id for one in directory.towards(unit.id, kind)} == {
                one.id for one in plain.towards(unit.id, kind)
            }
    assert not list(directory.compounds_under("w1"))
    assert directory.below("street", UnitKind.GRID) == ()


def test_the_building_says_it_more_exactly_than_the_compound() -> None:
    directory = Directory((*(replace(unit, grid_id=INSIDE.get(unit.id)) for unit in UNITS), LARGE, MICRO))
    assert grid_at(directory, "cuihu", "3号楼2单元") == "柳巷网格 › 第二微网格"
    assert grid_at(directory, "cuihu", "北门") == grid_at(directory, "cuihu", "") == "柳巷网格"
    assert grid_at(directory, "beicheng", "3号楼") == grid_at(directory, "gone", "") == ""

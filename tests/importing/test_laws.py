"""Whatever came before: after an import the store is what its file says, and what is written down says the same."""

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands.importing import book, store
from bot.commands.importing.district import District
from bot.config import Settings
from tests.conversations.wander.store import OneThread
from tests.importing.office import Office
from tests.importing.sheets import DISTRICT, Rows

COMPOUNDS = ["C1", "C2", "C3", "C4"]
NAMES = st.sampled_from(["翠湖苑", "枣香里", "松雪家园", "云桦花园", "禾风雅苑"])
PEOPLE = st.sampled_from(["陈国华", "韩福生", "周梅", "钱敏"])
AREAS, FOR_WHOM, PLACES = (
    st.sampled_from(["听意见", "平安"]),
    st.sampled_from(["书记", "网格员"]),
    st.sampled_from(["", 1, 2]),
)


@st.composite
def districts(draw: Any) -> dict[str, Rows]:
    """One that is right."""
    compounds = draw(st.lists(st.sampled_from(COMPOUNDS), min_size=1, unique=True))
    names = draw(st.lists(NAMES, min_size=4, max_size=4, unique=True))
    communities = draw(st.lists(st.sampled_from(["TX", "LT"]), min_size=4, max_size=4))
    placed = zip(compounds, names, communities, strict=False)
    grids = draw(st.lists(st.sampled_from(["", "W1", "W2", "W3"]), min_size=4, max_size=4))
    estates = draw(st.lists(st.sampled_from(["", "东{}", "东{}、西{}"]), min_size=4, max_size=4))
    units = DISTRICT["单位"][:5] + [
        [code, "小区", name, above, "", "", estates[at].format(code, code), grids[at]]
        for at, (code, name, above) in enumerate(placed)
    ]
    units += [["W1", "网格", "甲网格", "TX"]]
    units += [[code, "网格", code, draw(st.sampled_from(["W1", "LT"]))] for code in ("W2", "W3")]
    keys = draw(st.lists(st.integers(1, 8), unique=True, min_size=1, max_size=6))
    phones = draw(st.lists(st.integers(13900000000, 13900000020), unique=True, min_size=8, max_size=8))
    people: Rows = []
    for key in keys:
        name, shown = draw(PEOPLE), draw(st.sampled_from(["是", "否"]))
        for unit in draw(st.lists(st.sampled_from(compounds), min_size=1, unique=True)):
            people.append([str(key), f"{name}{key}", phones[key - 1], "书记", unit, shown])
        for grid in draw(st.lists(st.sampled_from(["W1", "W2", "W3"]), unique=True, max_size=2)):
            people.append([str(key), f"{name}{key}", phones[key - 1], "网格员", grid, shown])
    sheets = {"单位": units, "人员": [DISTRICT["人员"][0], *people]}
    shown = draw(st.lists(st.tuples(st.sampled_from(compounds), PEOPLE), min_size=1, unique=True))
    sheets["公示"] = [DISTRICT["公示"][0], *([unit, "物业", name, "0360-5550101", 1] for unit, name in shown)]
    codes = draw(st.lists(st.integers(1, 6), min_size=1, unique=True))
    listed = ([f"SJ-{code}", draw(AREAS), f"第{code}件事。", draw(FOR_WHOM), "", draw(PLACES)] for code in codes)
    sheets["职责"] = [DISTRICT["职责"][0], *listed]
    brought = draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
    sheets["积分期初"] = [DISTRICT["积分期初"][0], *([str(key), key * 10, "结转"] for key in brought)]
    return sheets


async def after(office: Office) -> District:
    """What the store holds; the codes of posters are drawn by chance."""
    held = (await office.db.read(store.present)).district
    return replace(held, units={key: replace(unit, code="") for key, unit in held.units.items()})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(districts(), min_size=2, max_size=3))
def test_only_the_last_file_counts_and_an_export_is_that_file(
    migrated: Path, tmp_path: Path, office_settings: Settings, files: list[dict[str, Rows]]
) -> None:
    async def holds() -> None:
        for folder in ("one", "two"):
            shutil.rmtree(tmp_path / folder, ignore_errors=True)
            (tmp_path / folder).mkdir()
        one, two = (
            Office(OneThread(Path(shutil.copy(migrated, tmp_path / at / "d.db"))), office_settings, tmp_path / at)
            for at in ("one", "two")
        )
        for file in files:
            await one.brings_sheets(file)
        await two.brings_sheets(files[-1])
        assert await after(one) == await after(two)
        assert not (await one.brings_sheets(files[-1])).difference
        (tmp_path / "one" / "out.xlsx").write_bytes(book.export((await one.db.read(store.present)).district))
        again = await one.brings(tmp_path / "one" / "out.xlsx")
        assert (list(again.problems), len(again.difference)) == ([], 0)
        await one.db.close()
        await two.db.close()

    asyncio.run(holds())

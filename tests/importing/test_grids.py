"""Grids: whoever answers for one has the post in each compound that lies in it, as the sheets have it this month."""

from pathlib import Path

import pytest

from bot.commands.importing import book, store
from bot.commands.importing.compare import told
from bot.commands.importing.store import Outcome
from bot.domain.people import Post, Role
from bot.storage import roster, units
from tests.importing.office import Office
from tests.importing.sheets import Rows, district, xlsx
from tests.importing.test_bringing import claimed, posts

C1, C2 = Post(Role.GRID_WORKER, "C1"), Post(Role.GRID_WORKER, "C2")


def in_grids(**grids: str) -> dict[str, Rows]:
    """The district with these units in these grids, and no others in any."""
    sheets = district()
    for row in sheets["单位"][1:]:
        row[:] = [*[*row, "", "", "", ""][:7], grids.get(row[0], "")]
    return sheets


def said(found: Outcome) -> dict[tuple[str, str], list[str]]:
    """What a preview says of grids and posts."""
    parts = [part for part in told(found.difference, found.present, found.after) if part.name in {"岗位", "网格"}]
    lines = {(part.name, title): getattr(part, title) for part in parts for title in ("added", "changed", "ended")}
    return {key: found for key, found in lines.items() if found}


async def test_one_line_for_a_grid_gives_the_post_in_each_of_its_compounds(office: Office) -> None:
    await office.brings_sheets(in_grids(C1="W3", C2="W1"))
    tian = await claimed(office, "1005")
    assert await posts(office, tian) == {C1, C2}
    lines = await office.db.read(roster.grids)
    assert [(one.key, one.post.unit_id, one.shown) for one in lines] == [("1005", "W1", True)]


@pytest.mark.parametrize("between", ["、", "，", ",", "；", ";", " ", "、 ", "\u3000"])
async def test_whatever_stands_between_estates_they_are_several(office: Office, between: str) -> None:
    sheets = in_grids()
    sheets["单位"][1:] = [
        [*row[:6], between.join(("东院", "西院")) if row[0] == "C1" else "", ""] for row in sheets["单位"][1:]
    ]
    sheets["人员"] = [row for row in sheets["人员"] if row[0] != "1005"]
    await office.brings_sheets(sheets)
    assert next(unit for unit in await office.db.read(units.load_all) if unit.id == "C1").estates == ("东院", "西院")


async def test_posts_follow_when_a_compound_moves_to_another_grid(office: Office, tmp_path: Path) -> None:
    await office.brings_sheets(in_grids(C1="W3"))
    tian = await claimed(office, "1005")
    moved = xlsx(tmp_path / "moved.xlsx", in_grids(C2="W2"))
    assert said(await office.reads(moved)) == {
        ("岗位", "added"): ["1005 田静 网格员 @ 枣香里，随听雪网格，公示"],
        ("岗位", "ended"): ["1005 田静 网格员 @ 翠湖苑，随听雪网格，公示"],
    }
    found = await office.reads(moved)
    changed = [line for part in told(found.difference, found.present, found.after) for line in part.changed]
    assert any("在第三微网格" in line and "院落铁路宿舍、二建家属院" in line for line in changed)
    await office.brings(moved)
    assert await posts(office, tian) == {C2}
    assert not (await office.brings(moved)).difference


async def test_the_sheet_of_units_alone_swallows_no_line_for_a_single_compound(office: Office) -> None:
    sheets = in_grids(C1="W1")
    sheets["人员"].append(["1005", "田静", 13900000005, "网格员", "C2", "否"])
    await office.brings_sheets(sheets)
    tian = await claimed(office, "1005")
    moved = {"单位": in_grids(C1="W1", C2="W1")["单位"]}
    assert [said for *_, said in await office.finds(moved)] == [
        "田静在「人员」里单独有这个小区，又负责它所在的「听雪网格」：把「人员」放进来一起改。"
    ]
    assert await posts(office, tian) == {C1, C2}


async def test_the_sheet_of_units_alone_shows_nobody_who_stands_in_public_already(office: Office) -> None:
    sheets = in_grids(C1="W1")
    sheets["公示"].append(["C2", "网格员", "田静", "0360-5550188", "5"])
    await office.brings_sheets(sheets)
    moved = {"单位": in_grids(C1="W1", C2="W1")["单位"]}
    assert [said for *_, said in await office.finds(moved)] == [
        "「公示」里已经有枣香里的网格员田静，「人员」又要公示：把「公示」放进来一起改。"
    ]


async def test_the_sheet_of_units_alone_moves_posts_too(office: Office) -> None:
    await office.brings_sheets(in_grids(C1="W3"))
    tian = await claimed(office, "1005")
    await office.brings_sheets({"单位": in_grids(C2="W1")["单位"]})
    assert await posts(office, tian) == {C2}


async def test_a_building_takes_its_compound_into_its_own_grid(office: Office) -> None:
    sheets = in_grids(**{"C1-3": "W3"})
    await office.brings_sheets(sheets)
    assert await posts(office, await claimed(office, "1005")) == {C1}
    assert {unit.id: unit.grid_id for unit in await office.db.read(units.load_all)}["C1-3"] == "W3"


async def test_the_line_ends_and_so_do_its_posts_but_not_those_of_lines_of_their_own(office: Office) -> None:
    sheets = in_grids(C1="W3")
    sheets["人员"].append(["1005", "田静", 13900000005, "网格员", "C2", "否"])
    await office.brings_sheets(sheets)
    tian = await claimed(office, "1005")
    assert await posts(office, tian) == {C1, C2}
    del sheets["人员"][6]
    found = await office.brings_sheets(sheets)
    assert said(found)["网格", "ended"] == ["1005 田静 网格员 @ 听雪网格，公示"]
    assert await posts(office, tian) == {C2}


async def test_two_grids_of_one_person_may_share_a_compound(office: Office) -> None:
    sheets = in_grids(C1="W3")
    sheets["人员"].append(["1005", "田静", 13900000005, "网格员", "W3", "否"])
    await office.brings_sheets(sheets)
    tian = await claimed(office, "1005")
    del sheets["人员"][6]
    await office.brings_sheets(sheets)
    assert await posts(office, tian) == {C1}


async def test_a_grid_that_is_gone_while_somebody_answers_for_it_is_named(office: Office, tmp_path: Path) -> None:
    await office.brings_sheets(in_grids())
    kept = [row for row in in_grids()["单位"] if row[0] not in {"W1", "W2", "W3"}]
    found = list((await office.brings(xlsx(tmp_path / "b.xlsx", {"单位": kept}))).problems)
    assert [(one.column, "田静" in one.said) for one in found] == [("听雪网格（网格 W1）", True)]
    sheets = {**in_grids(), "单位": kept, "人员": [row for row in in_grids()["人员"] if row[0] != "1005"]}
    await office.brings_sheets(sheets)
    assert not {"W1", "W2", "W3"} & {unit.id for unit in await office.db.read(units.load_all)}


async def test_an_export_has_the_line_of_the_grid_and_no_more(office: Office, tmp_path: Path) -> None:
    await office.brings_sheets(in_grids(C1="W3", C2="W1"))
    held = (await office.db.read(store.present)).district
    (tmp_path / "out.xlsx").write_bytes(book.export(held))
    found = await office.reads(tmp_path / "out.xlsx")
    assert (list(found.problems), len(found.difference)) == ([], 0)
    assert book.lines(held) == sum(len(rows) - 1 for rows in district().values())


async def test_two_communities_may_have_an_estate_of_one_name_and_one_may_not(office: Office) -> None:
    sheets = district()
    sheets["单位"][6][6] = "铁路宿舍"
    assert await office.finds(sheets) == []
    sheets["单位"][6][3] = "TX"
    [(sheet, line, column, words)] = await office.finds(sheets)
    assert (sheet, line, column) == ("单位", 7, "院落")
    assert "和第 6 行重名" in words


async def test_a_circle_of_many_grids_is_refused(office: Office) -> None:
    sheets = district()
    sheets["单位"] += [[f"R{at}", "网格", f"第{at}圈", f"R{(at + 1) % 30}"] for at in range(30)]
    assert {line for _, line, *_ in await office.finds(sheets)} == set(range(14, 44))

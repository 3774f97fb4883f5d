"""What posts answer for comes by the office's list, follows it, and ends with it; and the duty room of a department."""

from pathlib import Path

from bot.commands.importing import book, store
from bot.commands.importing.compare import told
from bot.domain.people import Role
from bot.domain.responsibilities import Responsibility
from bot.storage import published, responsibilities
from bot.storage.published import Published
from tests.importing.office import Office
from tests.importing.sheets import Rows, district

HEAD = ["编号", "领域", "职责", "角色", "部门编码", "顺序"]
SEEN = Responsibility("SJ-01", "听意见", "每周到小区转一圈。", Role.SECRETARY)


async def kept(office: Office) -> dict[str, Responsibility]:
    return {one.code: one for one in await office.db.read(responsibilities.everything)}


def only(*rows: list[object]) -> dict[str, Rows]:
    return {"职责": [HEAD, *rows]}


async def test_what_the_sheet_lists_is_there_and_the_second_time_nothing_changes(office: Office) -> None:
    await office.brings_sheets(district())
    assert await kept(office) == {
        "SJ-01": SEEN,
        "SJ-02": Responsibility("SJ-02", "听意见", "答应的事，三天内回一句话。", Role.SECRETARY, None, 2),
        "CG-01": Responsibility("CG-01", "街面", "占道的摊点，当天去看。", Role.DEPARTMENT_STAFF, "chengguan", 1),
        "BM-01": Responsibility("BM-01", "规矩", "接到转交先报到。", Role.DEPARTMENT_STAFF),
    }
    assert not (await office.brings_sheets(district())).difference


async def test_what_is_changed_follows_what_is_no_longer_named_ends_and_both_are_said(office: Office) -> None:
    await office.brings_sheets(district())
    found = await office.brings_sheets(
        only(["SJ-01", "民情", "每周到小区转两圈。", "书记", "", 3], ["SJ-03", "民情", "新的一件。", "网格员"])
    )
    assert (await kept(office)).keys() == {"SJ-01", "SJ-03"}
    (said,) = [part for part in told(found.difference, found.present, found.after) if part.name == "职责"]
    assert said.added == ["SJ-03 网格员【民情】新的一件。"]
    assert said.changed == ["SJ-01 书记【听意见】每周到小区转一圈。 → SJ-01 书记【民情】每周到小区转两圈。（第 3 位）"]
    assert "CG-01 城管部门人员【街面】占道的摊点，当天去看。（第 1 位）" in said.ended
    assert len(said.ended) == 3


async def test_a_file_without_the_sheet_leaves_it_and_a_department_that_ends_takes_its_own_along(
    office: Office,
) -> None:
    await office.brings_sheets(district())
    without = district()
    del without["职责"]
    assert not (await office.brings_sheets(without)).difference
    without["单位"] = [row for row in without["单位"] if row[0] != "chengguan"]
    without["人员"] = [row for row in without["人员"] if row[-1] != "chengguan"]
    without["公示"] = [row for row in without["公示"] if row[0] != "chengguan"]
    found = await office.brings_sheets(without)
    assert list(found.difference.responsibilities.ended) == ["CG-01"]
    assert (await kept(office)).keys() == {"SJ-01", "SJ-02", "BM-01"}


async def test_a_sheet_that_names_a_department_which_ends_is_refused(office: Office) -> None:
    await office.brings_sheets(district())
    without = {name: district()[name] for name in ("单位", "人员", "职责")}
    without["单位"] = [row for row in without["单位"] if row[0] != "chengguan"]
    without["人员"] = [row for row in without["人员"] if row[-1] != "chengguan"]
    assert [one[:3] for one in await office.finds(without)] == [("职责", 4, "部门编码")]


async def test_a_code_may_pass_to_another_role_and_an_export_is_the_same_file(office: Office, tmp_path: Path) -> None:
    await office.brings_sheets(district())
    await office.brings_sheets(only(["CG-01", "街面", "占道的摊点，当天去看。", "网格员", "", 0]))
    assert (await kept(office))["CG-01"].unit_id is None
    await office.brings_sheets({"职责": district()["职责"]})
    (tmp_path / "out.xlsx").write_bytes(book.export((await office.db.read(store.present)).district))
    again = await office.brings(tmp_path / "out.xlsx")
    assert (list(again.problems), len(again.difference)) == ([], 0)


async def test_a_department_makes_its_duty_room_known_but_nobodys_own_number(office: Office) -> None:
    await office.brings_sheets(district())
    assert await office.db.read(published.duty_rooms, ["chengguan", "C1"]) == [
        Published("chengguan", Role.DEPARTMENT_STAFF, "值班室", "0360-5550120")
    ]
    sheets = district()
    sheets["人员"][4].append("是")
    assert [one[2:] for one in await office.finds(sheets)] == [("公示", "部门人员不公示。")]


WRONG: list[tuple[list[object], str, str]] = [
    (["", "听意见", "甲。", "书记"], "编号", "没填"),
    (["S 1", "听意见", "乙。", "书记"], "编号", "最多 32 位"),
    (["S" * 33, "听意见", "丙。", "书记"], "编号", "最多 32 位"),
    (["SJ-01", "听意见", "丁。", "书记"], "编号", "和第 2 行重复"),
    (["X01", "", "戊。", "书记"], "领域", "没填"),
    (["X02", "域" * 13, "己。", "书记"], "领域", "最多 12 个字"),
    (["X03", "听意见", "", "书记"], "职责", "没填"),
    (["X04", "听意见", "事" * 121, "书记"], "职责", "最多 120 个字"),
    (["X05", "听意见", "=HYPERLINK(\"x\")", "书记"], "职责", "像公式"),
    (["X06", "听意见", "每周到小区转一圈。", "书记"], "职责", "和第 2 行重复"),
    (["X07", "听意见", "庚。", ""], "角色", "没填"),
    (["X08", "听意见", "辛。", "居民"], "角色", "没有「居民」"),
    (["X09", "听意见", "壬。", "管理员"], "角色", "没有「管理员」"),
    (["X10", "听意见", "癸。", "网格圆"], "角色", "是不是「网格员」"),
    (["X11", "听意见", "子。", "书记", "chengguan"], "部门编码", "只有部门人员的职责才写部门"),
    (["X12", "听意见", "丑。", "部门人员", "cheng guan"], "部门编码", "是不是「chengguan」"),
    (["X13", "听意见", "寅。", "部门人员", "C1"], "部门编码", "要写部门的编码，这里是小区"),
    (["X14", "听意见", "卯。", "书记", "", 1000], "顺序", "0 到 999"),
    (["X15", "听意见", "辰。", "书记", "", 1.5], "顺序", "0 到 999"),
    (["X16", "听意见", "巳。", "书记", "", "先"], "顺序", "0 到 999"),
    (["X17", "听意见", "午。", "书记", "", -1], "顺序", "0 到 999"),
]  # fmt: skip


async def test_everything_wrong_in_the_sheet_is_named(office: Office) -> None:
    sheets = district()
    sheets["职责"] = [HEAD, ["SJ-01", "听意见", "每周到小区转一圈。", "书记"], *(row for row, *_ in WRONG)]
    found = await office.finds(sheets)
    assert [one[:3] for one in found] == [("职责", line, column) for line, (_, column, _) in enumerate(WRONG, 3)]
    assert [one[3] for one, (*_, piece) in zip(found, WRONG, strict=True) if piece not in one[3]] == []


async def test_the_same_words_for_others_are_no_mistake(office: Office) -> None:
    rows = [[f"X{at}", "规矩", "先报到。", role] for at, role in enumerate(("书记", "楼栋长", "部门人员"))]
    sheets = district() | only(*rows, ["X9", "规矩", "先报到。", "部门人员", "chengguan"])
    assert await office.finds(sheets) == []

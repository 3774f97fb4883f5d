"""A district is brought in once, next month's file updates it, and what it no longer names ends."""

from pathlib import Path

import pytest

from bot.commands.importing import book, store
from bot.commands.importing.compare import told
from bot.domain.people import Post, Role
from bot.services.points import ledger
from bot.storage import claims, homes, people, published, roster, units
from bot.storage import ledger as accounts
from bot.storage.database import Tx
from bot.storage.homes import Home
from bot.storage.published import Published
from tests.importing.office import NOW, Office
from tests.importing.sheets import Rows, district, folder, xlsx


async def claimed(office: Office, key: str, telegram: str = "1") -> str:
    """Somebody of the list turned out to be this person."""

    async def unit(tx: Tx) -> str:
        person = await people.enrol(tx, people.Address("telegram", telegram), NOW)
        await claims.offer(tx, key, person.id, NOW)
        assert await claims.claim(tx, person.id, NOW, NOW) == key
        await claims.give_posts(tx, (key,), NOW)
        return person.id

    return await office.db.write(unit)


async def posts(office: Office, person_id: str) -> set[Post]:
    known = await office.db.read(people.load, person_id)
    assert known
    return set(known.posts)


async def names(office: Office) -> dict[str, str]:
    return {unit.id: unit.name for unit in await office.db.read(units.load_all)}


async def test_a_preview_changes_nothing(office: Office, tmp_path: Path) -> None:
    found = await office.reads(xlsx(tmp_path / "a.xlsx", district()))
    assert not list(found.problems)
    assert len(found.difference.units) == 12
    assert await names(office) == {}


async def test_what_the_sheets_say_is_in_the_store_afterwards(office: Office) -> None:
    await office.brings_sheets(district())
    found = {unit.id: unit for unit in await office.db.read(units.load_all)}
    assert found["C1-3"].name == "3号楼"
    assert (found["C1"].parent_id, found["C1"].latitude, found["C1"].longitude) == ("TX", 38.16121234567, 112.9536)
    assert found["C1"].code.startswith("c_") and found["C1-3"].code.startswith("b_") and len(found["Q"].code) == 18
    assert [one.phone for one in await office.db.read(roster.members)] == [f"+861390000000{n}" for n in range(1, 6)]
    public = await office.db.read(published.of_units, ["C1", "TX"])
    assert [(one.name, one.phone) for one in public] == [
        ("田静", "13900000005"), ("陈国华", "13900000001"), ("钱敏", "0360-5550105"), ("马经理", "0360-5550103"),
    ]  # fmt: skip


async def test_the_second_import_of_the_same_file_changes_nothing(office: Office) -> None:
    await office.brings_sheets(district())
    codes = {unit.id: unit.code for unit in await office.db.read(units.load_all)}
    again = await office.brings_sheets(district())
    assert len(again.difference) == 0
    assert {unit.id: unit.code for unit in await office.db.read(units.load_all)} == codes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
async def test_a_folder_of_csv_is_the_same_file(office: Office, tmp_path: Path, encoding: str) -> None:
    await office.brings_sheets(district())
    found = await office.reads(folder(tmp_path / "csv", district(), encoding))
    assert (list(found.problems), len(found.difference)) == ([], 0)


async def test_an_export_imports_with_no_changes(office: Office, tmp_path: Path) -> None:
    await office.brings_sheets(district())
    await office.db.write(published.put, Published("C2", Role.SECRETARY, "吴兰", "0360-5550109", 1))
    (tmp_path / "out.xlsx").write_bytes(book.export((await office.db.read(store.present)).district))
    found = await office.reads(tmp_path / "out.xlsx")
    assert (list(found.problems), len(found.difference)) == ([], 0)


async def test_next_month_names_parents_and_numbers_are_updated(office: Office) -> None:
    await office.brings_sheets(district())
    person = await claimed(office, "1001")
    before = {unit.id: unit.code for unit in await office.db.read(units.load_all)}
    sheets = district()
    sheets["单位"][5][2:4] = ["翠湖新苑", "LT"]
    sheets["人员"][1][2] = "13900000011"
    found = await office.brings_sheets(sheets)
    by_id = {unit.id: unit for unit in await office.db.read(units.load_all)}
    assert (by_id["C1"].name, by_id["C1"].parent_id, by_id["C1"].code) == ("翠湖新苑", "LT", before["C1"])
    assert await posts(office, person) == {Post(Role.SECRETARY, "C1")}
    said = [line for part in told(found.difference, found.present, found.after) for line in part.changed]
    assert any("翠湖苑" in line and "翠湖新苑" in line for line in said)
    assert "13900000011" not in "".join(said)


async def test_a_post_that_is_gone_from_the_file_ends_if_it_came_from_there(office: Office) -> None:
    await office.brings_sheets(district())
    han = await claimed(office, "1002")
    await office.db.write(people.appoint, han, Post(Role.GRID_WORKER, "C2"), NOW)
    sheets = district()
    del sheets["人员"][3]
    await office.brings_sheets(sheets)
    assert await posts(office, han) == {Post(Role.BUILDING_LEAD, "C1-3"), Post(Role.GRID_WORKER, "C2")}
    del sheets["人员"][2], sheets["积分期初"]
    await office.brings_sheets(sheets)
    assert await posts(office, han) == {Post(Role.GRID_WORKER, "C2")}
    assert await office.db.read(claims.key_of, han) is None


async def test_a_post_that_they_held_before_does_not_end_with_the_list(office: Office) -> None:
    await office.brings_sheets(district())

    async def unit(tx: Tx) -> str:
        person = await people.enrol(tx, people.Address("telegram", "9"), NOW)
        await people.appoint(tx, person.id, Post(Role.SECRETARY, "C1"), NOW)
        await claims.offer(tx, "1001", person.id, NOW)
        assert await claims.claim(tx, person.id, NOW, NOW)
        await claims.give_posts(tx, ("1001",), NOW)
        return person.id

    chen = await office.db.write(unit)
    sheets = district()
    sheets["人员"][1][0:5] = ["1009", "新书记", "13900000009", "书记", "C1"]
    await office.brings_sheets(sheets)
    assert await posts(office, chen) == {Post(Role.SECRETARY, "C1")}


async def test_whoever_is_known_has_a_new_post_with_the_import_and_one_given_up_stays_given_up(office: Office) -> None:
    await office.brings_sheets(district())
    chen = await claimed(office, "1001")

    async def leave(tx: Tx) -> None:
        await tx.execute("DELETE FROM post WHERE person_id = ?", (chen,))

    await office.db.write(leave)
    sheets = district()
    sheets["人员"].append([1001, "陈国华", 13900000001, "书记", "C2"])
    await office.brings_sheets(sheets)
    assert await posts(office, chen) == {Post(Role.SECRETARY, "C2")}


async def test_a_sheet_that_is_not_there_leaves_its_part_alone(office: Office) -> None:
    await office.brings_sheets(district())
    found = await office.brings_sheets({"公示": [row for row in district()["公示"] if row[2] != "钱敏"]})
    assert [len(part) for part in (found.difference.units, found.difference.members, found.difference.posts)] == [0] * 3
    assert [key[2] for key in found.difference.published.ended] == ["钱敏"]


async def test_what_a_branch_publishes_itself_stays(office: Office) -> None:
    await office.brings_sheets(district())
    await office.db.write(published.put, Published("C2", Role.SECRETARY, "吴兰", "0360-5550109", 1))
    found = await office.brings_sheets(district())
    assert len(found.difference) == 0
    assert [one.name for one in await office.db.read(published.of_units, ["C2"])] == ["吴兰"]


async def test_a_unit_without_anything_is_removed_and_one_in_use_is_refused(office: Office, tmp_path: Path) -> None:
    await office.brings_sheets(district())

    async def moves_in(tx: Tx) -> None:
        person = await people.enrol(tx, people.Address("telegram", "5"), NOW)
        await homes.add(tx, person.id, Home("C2", ""), NOW)

    sheets = district()
    sheets["单位"] = [row for row in sheets["单位"] if row[0] != "C2"]
    await office.db.write(moves_in)
    [problem] = (await office.brings(xlsx(tmp_path / "b.xlsx", sheets))).problems
    assert (problem.sheet, problem.column) == ("单位", "枣香里（小区 C2）")
    assert "C2" in await names(office)

    async def moves_out(tx: Tx) -> None:
        await tx.execute("DELETE FROM home")

    await office.db.write(moves_out)
    await office.brings_sheets(sheets)
    assert "C2" not in await names(office)


async def test_a_whole_branch_of_units_goes_children_first(office: Office) -> None:
    await office.brings_sheets({name: rows for name, rows in district().items() if name != "商品"})
    kept = {"编码", "Q", "YH", "LT", "C2"}
    await office.brings_sheets({
        "单位": [row for row in district()["单位"] if row[0] in kept],
        "人员": [district()["人员"][0], ["1001", "陈国华", "13900000001", "书记", "C2"]],
    })  # fmt: skip
    assert set(await names(office)) == kept - {"编码"}


async def test_a_unit_in_which_somebody_is_expected_cannot_go_alone(office: Office, tmp_path: Path) -> None:
    await office.brings_sheets(district())
    kept: Rows = [row for row in district()["单位"] if row[0] != "S1"]
    found = list((await office.brings(xlsx(tmp_path / "b.xlsx", {"单位": kept}))).problems)
    assert [(one.column, "周梅" in one.said) for one in found] == [("榆禾爱心商店（商店 S1）", True)]


async def test_an_opening_balance_is_entered_once_and_never_changed(office: Office, tmp_path: Path) -> None:
    await office.brings_sheets(district())
    han = await claimed(office, "1002")
    await office.brings_sheets(district())
    await office.brings_sheets(district())
    account = await office.db.read(accounts.account_of, han)
    assert (account.balance, account.lifetime) == (120, 120)
    sheets = district()
    sheets["积分期初"][1][1] = 500
    [problem] = (await office.brings(xlsx(tmp_path / "b.xlsx", sheets))).problems
    assert (problem.line, problem.column, problem.said) == (2, "积分", "已经入账 120 分，不能再改。")
    del sheets["积分期初"]
    assert len((await office.brings_sheets(sheets)).difference) == 0
    assert await office.db.write(ledger.reverse, "opening:1002", "录错了", han, NOW)
    assert (await office.db.read(accounts.account_of, han)).balance == 0


async def test_all_of_it_or_nothing(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    async def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(published, "bring", full)
    with pytest.raises(OSError, match="disk full"):
        await office.brings(xlsx(tmp_path / "a.xlsx", district()))
    assert await names(office) == {}
    assert await office.db.read(roster.members) == []

"""At the shell: preview, import, template, export; nobody's number in what is printed."""

import re
import shutil
import stat
from pathlib import Path

import pytest
import python_calamine
import typer

from benchmarks import big_district
from bot.commands.importing import book, store
from bot.commands.importing.command import export_file, import_file, write_template
from bot.domain.errors import AlreadyRunning, CannotStart
from bot.storage import units
from bot.storage.lock import DatabaseLock
from bot.storage.sqlite import peek
from bot.storage.vault import LOCKED
from bot.texts.sheets import FORMS
from tests.importing.office import Office
from tests.importing.sheets import district, xlsx
from tests.importing.test_fifty import planted


@pytest.fixture
def config(migrated: Path, tmp_path: Path) -> Path:
    shutil.copy(migrated, tmp_path / "own.db")
    path = tmp_path / "own.toml"
    path.write_text(f'[database]\nurl = "sqlite:{tmp_path}/own.db"\n')
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return xlsx(tmp_path / "in.xlsx", district())


async def kept(config: Path) -> int:
    return len(await peek(config.with_name("own.db"), LOCKED, units.load_all))


async def test_first_the_difference_then_the_import_then_nothing(
    config: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await import_file(config, file, apply=False)
    assert "这只是预览" in capsys.readouterr().out
    assert await kept(config) == 0
    await import_file(config, file, apply=True)
    said = capsys.readouterr().out
    assert re.search(r"单位 · 新增 12\n {2}云槐区（区 Q）", said)
    assert "导入了，共" in said
    assert "139****0001" in said
    assert not re.search(r"139\d{8}", said)
    assert await kept(config) == 12
    await import_file(config, file, apply=True)
    assert capsys.readouterr().out.strip() == "没有变化。"


@pytest.mark.parametrize("apply", [False, True])
async def test_all_that_is_wrong_is_printed_and_nothing_is_changed(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, apply: bool
) -> None:
    with pytest.raises(typer.Exit):
        await import_file(config, xlsx(tmp_path / "wrong.xlsx", planted()[0]), apply=apply)
    said = capsys.readouterr().out
    assert f"有 {len(planted()[1])} 处不对，一处也没有导入" in said
    assert not re.search(r"139\d{8}", said)
    assert await kept(config) == 0


async def test_only_the_first_of_many_are_shown(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets = {"单位": district()["单位"]}
    sheets["单位"] += [[f"X{at}", "小区", f"第{at}苑", "TX"] for at in range(100)]
    await import_file(config, xlsx(tmp_path / "many.xlsx", sheets), apply=False)
    said = capsys.readouterr().out
    assert "…… 还有 92 条" in said
    assert said.count("苑（小区 X") == 20 - 12


async def test_an_import_waits_for_the_bot_to_be_stopped_a_preview_does_not(config: Path, file: Path) -> None:
    with DatabaseLock(config.with_name("own.db")):
        await import_file(config, file, apply=False)
        with pytest.raises(AlreadyRunning):
            await import_file(config, file, apply=True)


async def test_a_preview_of_no_store_or_an_older_one_says_what_to_do(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "none.toml"
    path.write_text(f'[database]\nurl = "sqlite:{tmp_path}/none.db"\n')
    with pytest.raises(CannotStart, match="migrate"):
        await import_file(path, file, apply=False)


async def test_the_template_has_every_sheet_and_its_examples_are_not_read(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path)
    with python_calamine.CalamineWorkbook.from_path(path) as book:
        assert book.sheet_names == ["说明", *(form.name for form in FORMS)]
    with pytest.raises(typer.Exit):
        await import_file(config, path, apply=True)
    assert capsys.readouterr().out.count("一行数据也没有") == len(FORMS)
    with pytest.raises(CannotStart, match="already"):
        write_template(path)
    with pytest.raises(CannotStart, match="xlsx"):
        write_template(tmp_path / "t.csv")


async def test_the_examples_of_the_template_are_right(office: Office, tmp_path: Path) -> None:
    sheets = {form.name: [list(form.titles), *map(list, form.examples)] for form in FORMS}
    for rows in sheets.values():
        for row in rows:
            row[0] = row[0].removeprefix("例：")
    found = await office.reads(xlsx(tmp_path / "t.xlsx", sheets))
    assert list(found.problems) == []


async def test_an_export_is_for_nobody_elses_eyes_and_nothing_in_it_is_a_formula(
    config: Path, tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await import_file(config, file, apply=True)
    out = tmp_path / "out.xlsx"
    await export_file(config, out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with python_calamine.CalamineWorkbook.from_path(out) as book:
        cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert {type(cell) for cell in cells} == {str}
    capsys.readouterr()
    await import_file(config, out, apply=True)
    assert capsys.readouterr().out.strip() == "没有变化。"


async def test_a_district_of_full_size_comes_in_whole_and_a_second_time_changes_nothing(
    office: Office, tmp_path: Path, kind: str
) -> None:
    """1,430 estates in 530 compounds, 2,076 buildings, 529 grids, 13,000 people; the time is told in docs/import.md."""
    file = xlsx(tmp_path / "big.xlsx", big_district.sheets())
    found = await office.brings(file)
    assert list(found.problems) == []
    assert [len(found.difference.units), len(found.difference.members), len(found.difference.posts)] == [
        3222, 13_000, 13_083,
    ]  # fmt: skip
    assert len(found.difference.responsibilities) == 77
    assert not (await office.brings(file)).difference
    held = (await office.db.read(store.present)).district
    assert sum(len(unit.estates) for unit in held.units.values()) == big_district.ESTATES
    if kind == "postgres":
        return  # a workbook is the same for both, and takes its seconds
    (tmp_path / "out.xlsx").write_bytes(book.export(held))
    assert not (await office.reads(tmp_path / "out.xlsx")).difference

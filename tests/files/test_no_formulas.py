"""No export holds anything that a spreadsheet would run: every writer, every sheet, every place for words."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import bot
from bot.commands import corrections
from bot.commands.importing import book
from bot.domain.charts import Column, Sheet
from bot.files import sheet, workbook
from bot.files.workbook import Heading, Page
from bot.storage.corrections import Correction

EVIL = (
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "{=1+1}", '=HYPERLINK("http://x")',
    "http://evil.example", "＝1＋1", "=" * 300,
)  # fmt: skip
# The only modules that write what a spreadsheet reads.
WRITERS = {"files/sheet.py", "files/workbook.py"}
TABLES = {"commands/corrections.py"}


def parts_of(content: bytes) -> str:
    """All XML of a workbook."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        names = parts.namelist()
        assert not [name for name in names if "externalLink" in name or "vba" in name]
        return "\n".join(parts.read(name).decode() for name in names if name.endswith((".xml", ".rels")))


def refuse_what_runs(content: bytes) -> None:
    written = parts_of(content)
    assert not re.search(r"<f[\s>/]", written)
    assert not re.search(r"<hyperlink|relationships/hyperlink", written)
    assert 'TargetMode="External"' not in written


@pytest.mark.parametrize("words", EVIL)
def test_a_list(words: str) -> None:
    refuse_what_runs(sheet.write(Sheet("清单", (Column(words, 9), Column("位置", 9)), ((words, 3), ("x", words)))))


@pytest.mark.parametrize("words", EVIL)
def test_a_workbook_to_fill_in(words: str) -> None:
    column = Heading(words[:30], 9, words, ("甲", "乙"))
    refuse_what_runs(workbook.write_book((Page("一", (column,), ((words,),)), Page("二", (column,), ((words,),)))))


def test_the_template() -> None:
    refuse_what_runs(book.template())


@pytest.mark.parametrize("words", EVIL)
def test_what_people_put_right(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def kept(*_: object) -> list[Correction]:
        return [Correction("lighting", f"{words} 楼道灯坏了")]

    monkeypatch.setattr(corrections, "look_into", kept)
    corrections.write(None, tmp_path / "out.tsv")
    for line in (tmp_path / "out.tsv").read_text("utf-8").splitlines():
        for cell in line.split("\t"):
            assert not re.match(r"\s*[=+\-@＝＋－＠]", cell)
    assert "楼道灯坏了" in line


def test_nobody_else_writes_tables() -> None:
    folder = Path(bot.__file__).parent
    sources = {str(file.relative_to(folder)): file.read_text("utf-8") for file in folder.rglob("*.py")}
    assert {name for name, text in sources.items() if re.search(r"^import xlsxwriter", text, re.M)} == WRITERS
    assert {
        name for name, text in sources.items() if re.search(r"csv\.writer|DictWriter|\\t\{|\\t\"\.join", text)
    } == TABLES
    assert not re.search(
        r"write_(formula|url|array|rich|dynamic)|\.write\(", "".join(sources[name] for name in WRITERS)
    )

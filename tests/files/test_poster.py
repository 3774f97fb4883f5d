"""Posters and stickers, read back from the file itself: pages, sizes, words, and the code module by module."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import segno
from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.posters import Poster, Sticker
from bot.files import poster as files
from bot.files.coding import modules_of
from bot.files.cutting import cut_font
from bot.texts import posters as say

NUMBERS = ["报警 110", "急救 120", "火警 119", "电力抢修 95598"]
CONTACTS = (("小区书记", "陈国华", "0360-5550101"), ("物业", "马经理", "0360-5550103"))
LINK = "https://t.me/chuishao_bot?start=c_cuihu"
POSTER = say.poster(LINK, ["杏林区", "柳巷街道"], "翠湖苑", CONTACTS, NUMBERS)
POSTER = replace(POSTER, estates=say.estates(("铁路宿舍", "二建家属院")))
STICKER = say.sticker(
    "https://t.me/chuishao_bot?start=b_cuihu3", "翠湖苑", "3号楼", ("楼栋长", "韩福生", "0360-5550104"), NUMBERS
)

A4 = (595.28, 841.89)
MM = 72 / 25.4


def plain(what: Poster | tuple[Sticker, ...], font: Path = files.FONT) -> bytes:
    return files.paint(what, font, compressed=False)


def pages(content: bytes) -> list[tuple[float, float]]:
    """The size of each page in points."""
    ((width, height),) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    (count,) = re.findall(rb"/Count (\d+)", content)
    assert len(re.findall(rb"/Type /Page\b(?!s)", content)) == int(count)
    return [(float(width), float(height))] * int(count)


def words(content: bytes) -> list[str]:
    """As whoever copies text out of the file gets them: codes through the table that comes with the font."""
    table: dict[int, str] = {}
    for code, letters in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", content):
        table[int(code, 16)] = bytes.fromhex(letters.decode()).decode("utf-16-be")
    for first, last, begin in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]{4})>", content):
        for at in range(int(last, 16) - int(first, 16) + 1):
            table[int(first, 16) + at] = chr(int(begin, 16) + at)
    said = []
    for shown in re.findall(rb"\((.*?)(?<!\\)\) Tj", content, re.DOTALL):
        raw = re.sub(
            rb"\\(.)", lambda found: {b"n": b"\n", b"r": b"\r"}.get(found[1], found[1]), shown, flags=re.DOTALL
        )
        said.append(raw.decode("utf-16-be"))
    return ["".join(table.get(ord(code), "?") for code in line) for line in said]


def boxes(content: bytes) -> list[tuple[float, float, float, float]]:
    """Each filled rectangle in millimetres from the upper left corner; a copy is where it is moved to."""
    right = down = 0.0
    found = []
    for said in re.finditer(
        rb"q 1 0 0 1 ([\d.]+) (-?[\d.]+) cm|^(Q)$|([\d.]+) ([\d.]+) ([\d.]+) (-?[\d.]+) re\b", content, re.MULTILINE
    ):
        if said[4]:
            x, y, width, height = (float(said[at]) / MM for at in (4, 5, 6, 7))
            found.append((right + x, down + 297 - y, width, -height))
        else:
            right, down = (0.0, 0.0) if said[3] else (float(said[1]) / MM, -float(said[2]) / MM)
    return found


def modules(content: bytes, link: str, x: float, y: float, side: float) -> list[list[int]]:
    """Which modules of the code at (x, y) are dark."""
    size = len(segno.make(link, error="q", micro=False, boost_error=False).matrix)
    module = side / (size + 8)
    seen = [[0] * size for _ in range(size)]
    for left, top, width, height in boxes(content):
        column, row = (left - x) / module - 4, (top - y) / module - 4
        if -0.5 < column < size and -0.5 < row < size and width < side and left + width < x + side:
            for down in range(round(height / module)):
                for along in range(round(width / module)):
                    seen[round(row) + down][round(column) + along] += 1
    return seen


def expected(link: str) -> list[list[int]]:
    return [list(row) for row in segno.make(link, error="q", micro=False, boost_error=False).matrix]


def test_a_poster_is_one_page_of_a4_with_all_its_words() -> None:
    content = plain(POSTER)
    assert pages(content) == [A4]
    assert words(content) == [
        "杏林区 · 柳巷街道", "翠湖苑", "铁路宿舍、二建家属院", "家门口的事，说一句就有人管", "扫一扫，说一句就行",
        "灯坏了、下水堵了、电梯停了……写一句，或拍一张", "小区书记 陈国华", "0360-5550101",
        "物业 马经理", "0360-5550103",
        "有危险，先打：报警 110 · 急救 120 · 火警 119", "电力抢修 95598",
    ]  # fmt: skip


def test_each_building_has_a_page_of_four() -> None:
    content = plain((STICKER, STICKER, STICKER))
    assert len(pages(content)) == 3
    one = [
        "翠湖苑",
        "3号楼",
        "扫一扫，说一句就行",
        "楼栋长 韩福生 0360-5550104",
        "有危险，先打：报警 110 · 急救 120 · 火警 119",
    ]
    assert words(content) == one * 12


def test_the_code_is_the_one_that_segno_makes_module_by_module() -> None:
    """Each dark module once: nothing drawn over another, nothing left out."""
    assert modules(plain(POSTER), LINK, 47, 69, 116) == expected(LINK)
    content = plain((STICKER,))
    for x, y in ((0, 0), (105, 0), (0, 148.5), (105, 148.5)):
        assert modules(content, STICKER.link, x + 20.5, y + 40, 64) == expected(STICKER.link)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80), st.sampled_from("lmqh"))
def test_the_mask_is_the_one_that_segno_chooses(content: str, level: str) -> None:
    theirs = segno.make(content, error=level, micro=False, boost_error=False).matrix
    assert modules_of(content, level) == tuple(tuple(row) for row in theirs)


@settings(max_examples=40, deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789_-", min_size=1, max_size=64))
def test_few_rectangles_are_all_dark_modules_once(code: str) -> None:
    matrix = modules_of(f"https://t.me/chuishao_bot?start={code}", files.LEVEL)
    seen = [[0] * len(matrix) for _ in matrix]
    drawn = list(files.dark(matrix))
    for row, begin, end, rows in drawn:
        for y in range(row, row + rows):
            for x in range(begin, end):
                seen[y][x] += 1
    assert seen == [list(row) for row in matrix]
    assert len(drawn) < sum(map(sum, matrix)) / 2


def test_the_code_is_large_enough_and_keeps_its_quiet_zone() -> None:
    """A module of a sticker is over a millimetre: a telephone reads it from an arm's length."""
    assert 64 / (len(expected(STICKER.link)) + 8) > 1
    dark = [box for box in boxes(plain(POSTER)) if box[2] < 116]
    module = 116 / (len(expected(LINK)) + 8)
    assert min(left for left, *_ in dark) == pytest.approx(47 + 4 * module, abs=0.05)


def test_the_font_is_in_the_file_as_what_it_is() -> None:
    """CFF outlines with CIDs, what is used of them alone; a viewer without Chinese fonts shows it all the same."""
    content = files.paint(POSTER)
    assert b"/Subtype /CIDFontType0C" in content
    assert b"/Subtype /CIDFontType0\n" in content
    assert b"/FontFile3" in content
    assert b"/FontFile2" not in content
    assert len(content) < 60_000


def test_with_the_font_cut_for_all_it_says_the_same(tmp_path: Path) -> None:
    cut_font([POSTER, (STICKER,)], tmp_path / "cut.ttf")
    content = plain(POSTER, tmp_path / "cut.ttf")
    assert words(content) == words(plain(POSTER))
    assert b"/FontFile2" in content
    assert (tmp_path / "cut.ttf").stat().st_size < 60_000


def test_the_cut_font_has_the_same_shapes(tmp_path: Path) -> None:
    """Of each letter the same width and, within a thousandth of an em, the same outline."""
    cut_font([POSTER, (STICKER,)], tmp_path / "cut.ttf")
    whole, part = TTFont(files.FONT), TTFont(tmp_path / "cut.ttf")
    for letter, name in part.getBestCmap().items():
        was = whole.getBestCmap()[letter]
        assert part["hmtx"][name][0] == whole["hmtx"][was][0]
        assert area(part, name) == pytest.approx(area(whole, was), rel=0.005, abs=30)


def area(font: TTFont, name: str) -> float:
    """What is inked of a glyph, in square units; the way round of the outlines tells nothing."""
    pen = AreaPen()
    font.getGlyphSet()[name].draw(pen)
    return abs(pen.value)


@pytest.mark.parametrize("name", ["长" * 60, "\U0002a6d6里", "", "a(b)c\\d", "①②③", "A" * 200])
def test_whatever_a_place_is_called_it_stays_on_its_sheet(name: str) -> None:
    named = say.poster(LINK, [name], name, ((name, name, name),), NUMBERS)
    content = plain(replace(named, estates=say.estates((name,) * 9)))
    assert pages(content) == [A4]
    sizes = [float(found) for found in re.findall(rb"/F1 ([\d.]+) Tf", content)]
    assert sizes
    assert all(0 < size <= 76 for size in sizes)
    assert "〓" in "".join(words(content)) or "\U0002a6d6" not in name

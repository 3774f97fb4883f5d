"""The picture: its size, its font, and that every word of ours can be drawn. Warnings are errors in this suite."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.domain.charts import Chart
from bot.domain.figures import figures_of
from bot.domain.periods import period_of
from bot.files import chart
from bot.files.typeface import STAND_IN, bold, drawable, known, regular
from bot.texts import stats
from tests.domain.test_figures import MONTH, NOW

TEXTS = Path(stats.__file__).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def shown(title: str = "翠湖苑", period: str = "2026-03", *, empty: bool = False) -> Chart:
    month = figures_of([] if empty else MONTH, NOW)
    return stats.chart(title, period_of(period), month, None if empty else month)


def drawn(what: Chart) -> Image.Image:
    return Image.open(BytesIO(chart.draw(what)))


def test_it_is_made_for_a_phone() -> None:
    picture = drawn(shown())
    assert picture.format == "PNG"
    assert picture.width == 1080
    assert 1.2 < picture.height / picture.width < 1.8
    assert len(chart.draw(shown())) < 150_000


def test_it_is_not_blank_and_shows_what_it_is_given() -> None:
    picture = drawn(shown()).convert("RGB")
    assert len(picture.getcolors(1 << 20) or ()) > 20
    assert picture.getpixel((5, 5)) in ((178, 37, 30), (179, 37, 30))
    assert drawn(shown("松雪家园")).tobytes() != picture.tobytes()


def test_the_same_figures_give_the_same_bytes() -> None:
    assert chart.draw(shown()) == chart.draw(shown())


def test_nothing_at_all_can_be_drawn() -> None:
    assert drawn(shown(empty=True)).height > 700


def test_a_long_name_and_signs_of_formulas_stay_words() -> None:
    assert (
        drawn(shown("$x_1$ 杏花岭与汾河之间最最最最最最最最最最最最最长的一个小区（东区、西区和南北区）")).width == 1080
    )


def test_of_everything_that_it_says_nothing_is_stood_in_for() -> None:
    assert STAND_IN not in drawable(repr(shown()) + repr(shown(period="2026-W10")))


def test_a_character_that_the_font_has_not_is_stood_in_for() -> None:
    assert drawable("𠮷家园🙂") == f"{STAND_IN}家园{STAND_IN}"
    assert drawn(shown("𠮷家园")).width == 1080


def test_both_weights_are_ours_and_know_the_same() -> None:
    assert {font.get_name() for font in (regular(), bold())} == {"Noto Sans CJK SC"}
    assert {Path(str(font.get_file())).parent.parent.name for font in (regular(), bold())} == {"files"}


def said_in_the_texts() -> set[str]:
    return {letter for path in TEXTS.rglob("*.py") for letter in CHINESE.findall(path.read_text("utf-8"))}


def test_every_character_of_the_settings_and_the_texts_is_in_the_font() -> None:
    settings = load_settings(packaged_path())
    names = {entry.name for entry in (*settings.categories, *settings.departments)} | {settings.district.name}
    needed = said_in_the_texts() | set("".join(names)) | set("0123456789%.-–—▲▼/，。：「」（）件")
    assert {letter for letter in needed if ord(letter) not in known()} == set()


@pytest.mark.parametrize("level", [range(0xB0, 0xD8), range(0xD8, 0xF8)])
def test_every_character_of_gb_2312_is_in_the_font(level: range) -> None:
    letters = "".join(bytes((row, cell)).decode("gb2312", "ignore") for row in level for cell in range(0xA1, 0xFF))
    assert len(letters) > 3000
    assert drawable(letters) == letters


def test_the_licence_lies_beside_the_font_and_both_are_small() -> None:
    folder = Path(str(regular().get_file())).parent
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text("utf-8")
    assert sum(path.stat().st_size for path in folder.glob("*.otf")) < 3_000_000

"""The font that comes along, so that a picture looks the same on every machine."""

from functools import cache
from pathlib import Path

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

FONTS = Path(__file__).with_name("fonts")
# For what the font has no glyph: a rare character in the name of a place.
STAND_IN = "〓"


def regular() -> FontProperties:
    """For labels."""
    return FontProperties(fname=FONTS / "NotoSansSC-Regular.otf")


def bold() -> FontProperties:
    """For titles and values."""
    return FontProperties(fname=FONTS / "NotoSansSC-Bold.otf")


@cache
def known() -> frozenset[int]:
    """The code points that both weights can draw."""
    return frozenset(FT2Font(FONTS / "NotoSansSC-Regular.otf").get_charmap())


def drawable(words: str) -> str:
    """`words` with a stand-in for each character that the font has not."""
    return "".join(letter if ord(letter) in known() else STAND_IN for letter in words)

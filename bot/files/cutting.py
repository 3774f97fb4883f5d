"""Cuts a font once for many files: what their words need of it, with outlines that each file takes over as they are.

The font's own outlines (CFF) are programs, which fpdf2's cutter would run for each file, and that was half of what a
poster cost. The same outlines as TrueType curves are bytes to be copied; they differ by less than the thousandth of an
em, a fiftieth of a millimetre in the largest words.
"""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from bot.domain.posters import Poster, Printed
from bot.files.poster import FONT
from bot.files.typeface import drawable

# In units of the font, of which 1,000 are an em.
MOST_OFF = 0.5
_COPIED = ("hhea", "hmtx", "name", "OS/2", "cmap")


def cut_font(printed: Iterable[Printed], path: Path) -> None:
    """Write what the words of `printed` need of the font to `path`."""
    options = subset.Options(layout_features=[], notdef_outline=True, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=drawable("".join({letter for one in printed for letter in _words(one)})))
    with closing(subset.load_font(str(FONT), options)) as font:
        cutter.subset(font)
        _as_curves(font).save(path)


def _as_curves(font: TTFont) -> TTFont:
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(font.getGlyphOrder())
    shapes, glyphs = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        # PostScript's outlines run the other way round.
        shapes[name].draw(Cu2QuPen(pen, MOST_OFF, reverse_direction=True))
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    for table in _COPIED:
        builder.font[table] = font[table]
    builder.font["head"].macStyle = font["head"].macStyle
    builder.setupPost(keepGlyphNames=False)
    return builder.font


def _words(what: Printed) -> str:
    if isinstance(what, Poster):
        contacts = "".join(map("".join, what.contacts))
        said = (what.place, what.title, what.estates, what.purpose, what.call, what.how, what.warning, what.further)
        return "".join((*said, contacts))
    return "".join("".join((one.compound, one.building, one.call, one.contact, one.warning)) for one in what)

"""Cuts the font that pictures are drawn with out of Noto Sans CJK: `python docs/pictures/font.py FOLDER`.

FOLDER holds NotoSansCJK-Regular.ttc and -Bold.ttc as Debian's package fonts-noto-cjk installs them
(/usr/share/fonts/opentype/noto; bookworm, 1:20220127). The same files give the same bytes. What is kept: all of
GB 2312 (6,763 characters; names of compounds are full of its second level), the signs of Chinese text, ASCII, the
marks that the pictures use, and every character of config.toml and `bot/texts/`.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

ROOT = Path(__file__).resolve().parents[2]
TO = ROOT / "bot" / "files" / "fonts"
WEIGHTS = ("Regular", "Bold")
# The Chinese face for the mainland, of the several that the collection holds.
FACE = "Noto Sans CJK SC"
MARKS = "▲▼●○→←↑↓…—–·×÷±≤≥％‰℃“”‘’、。《》「」『』【】"


def main(folder: Path) -> None:
    """Write each weight, and say how large it became."""
    kept = characters()
    for weight in WEIGHTS:
        target = TO / f"NotoSansSC-{weight}.otf"
        cut(face_of(folder / f"NotoSansCJK-{weight}.ttc"), kept, target)
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")  # noqa: T201


def characters() -> frozenset[str]:
    """Everything that a picture may have to say."""
    written = [ROOT / "config.toml", *sorted((ROOT / "bot" / "texts").rglob("*.py"))]
    said = "".join(path.read_text("utf-8") for path in written)
    ascii_signs = "".join(map(chr, range(0x20, 0x7F)))
    return frozenset(f"{gb2312()}{MARKS}{ascii_signs}{said}") - {"\n"}


def gb2312() -> str:
    """Its rows 1 to 3 are signs and figures, 16 to 55 the first level, 56 to 87 the second."""
    rows = (*range(0xA1, 0xA4), *range(0xB0, 0xF8))
    return "".join(bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in range(0xA1, 0xFF))


def face_of(collection: Path) -> TTFont:
    """The mainland's face of a collection."""
    fonts = TTCollection(collection).fonts
    return next(font for font in fonts if font["name"].getDebugName(1) == FACE)


def cut(font: TTFont, kept: frozenset[str], target: Path) -> None:
    """`font` with the characters `kept` and no hints, features or other scripts."""
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 4, 6, 13, 14], notdef_outline=True)
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "GPOS", "GSUB"]
    font.recalcTimestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(kept)))
    cutter.subset(font)
    font.save(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

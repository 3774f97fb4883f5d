"""Draws `decision.svg` for docs/classifier.md, as the classifier decides now: `python -m docs.pictures.decision`.

360 pixels wide, for it is read on a telephone; a test compares the file with what is drawn.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from classifier import Classifier, Verdict

FILE = Path(__file__).parent / "decision.svg"
SENTENCE = "楼道里堆满纸箱，电动车也停着"
THRESHOLD = 0.85
"""`ask_below` of config.toml as shipped."""

WIDTH, LEFT, BAR, ROW = 360, 108, 190, 26
INK, FAINT, WORD, CHOSEN, OTHER = "#1f2937", "#6b7280", "#0f766e", "#1d4ed8", "#93c5fd"
SANS = "'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"


def text(x: float, y: float, words: str, **style: object) -> str:
    told = " ".join(f'{key.replace("_", "-")}="{value}"' for key, value in ({"fill": INK} | style).items())
    return f'<text x="{x:g}" y="{y:g}" {told}>{escape(words)}</text>'


def bar(y: float, name: str, share: float, colour: str) -> Iterator[str]:
    """A name, a bar as long as the share (0..1), the share."""
    yield text(LEFT - 8, y + 15, name, text_anchor="end")
    yield f'<rect x="{LEFT}" y="{y + 2:g}" width="{max(1, share * BAR):.1f}" height="18" rx="3" fill="{colour}"/>'
    yield text(round(LEFT + share * BAR + 5, 1), y + 15, f"{share:.0%}", fill=FAINT, font_size=12)


def drawn(verdict: Verdict) -> str:
    """The whole picture."""
    lines = [
        text(16, 26, "一句话怎么分到一类", font_size=16, font_weight="bold"),
        text(16, 52, f"「{SENTENCE}」"),
        text(16, 84, f"哪些词指向「{verdict.category}」，各占多少", fill=FAINT, font_size=12),
    ]
    y = 92
    for word, share in verdict.because:
        lines += bar(y, word, share, WORD)
        y += ROW
    lines.append(text(16, y + 22, "词加起来，最可能的三类", fill=FAINT, font_size=12))
    y += 30
    top = y
    for number, (category, chance) in enumerate(verdict.ranked[:3]):
        lines += bar(y, category, chance, OTHER if number else CHOSEN)
        y += ROW
    at = LEFT + THRESHOLD * BAR
    lines.append(f'<path d="M{at:g} {top - 4}V{y + 2}" stroke="#b91c1c" stroke-width="1.5" stroke-dasharray="4 3"/>')
    lines.append(text(at, y + 16, f"门槛 {THRESHOLD:.0%}", fill="#b91c1c", font_size=12, text_anchor="middle"))
    sure = verdict.confidence >= THRESHOLD
    end = f"过了门槛：直接填「{verdict.category}」，居民还能改" if sure else "没过门槛：请居民在三类里点一个"
    lines.append(text(16, y + 44, end, font_weight="bold"))
    return "\n".join((_head(y + 60, verdict), *lines, "</svg>\n"))


def _head(height: int, verdict: Verdict) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' font-family="{SANS}" font-size="14" role="img" aria-label="{SENTENCE}：{verdict.category}">\n'
        f'<rect width="{WIDTH}" height="{height}" rx="8" fill="#ffffff" stroke="#d1d5db"/>'
    )


if __name__ == "__main__":
    FILE.write_text(drawn(Classifier.load().classify(SENTENCE)), "utf-8")

"""How much ten everyday reports ask of a resident whose compound is known: their messages and taps, counted.

The conversations themselves are played with all others, in `test_said.py`.
"""

from pathlib import Path
from statistics import median

from tests.conversations.script import DOES, read

EVERYDAY = sorted((Path(__file__).parent / "said").glob("everyday_*.txt"))
RESIDENT = "王阿姨"
REPORTS, MEDIAN, MOST = 10, 2, 3


def effort(path: Path) -> int:
    """How often the resident wrote, sent or tapped something."""
    return sum(line.who == RESIDENT and line.verb in DOES for line in read(path.read_text("utf-8")))


def test_an_everyday_report_takes_two_messages() -> None:
    efforts = {path.stem.removeprefix("everyday_"): effort(path) for path in EVERYDAY}
    assert len(efforts) == REPORTS
    assert median(efforts.values()) <= MEDIAN, efforts
    assert max(efforts.values()) <= MOST, efforts


def test_each_of_them_ends_with_a_number() -> None:
    assert all("报上了，编号" in path.read_text("utf-8") for path in EVERYDAY)

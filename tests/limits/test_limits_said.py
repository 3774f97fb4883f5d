"""Whoever reports too much, as it is lived: nothing written is lost, danger passes, the branch sees it."""

from pathlib import Path

import pytest

from tests.conversations.script import read
from tests.conversations.stage import Stage
from tests.conversations.town import Town

SAID = sorted((Path(__file__).parent / "said").glob("*.txt"))


@pytest.mark.parametrize("path", SAID, ids=[path.stem for path in SAID])
async def test_as_written(path: Path, town: Town) -> None:
    await Stage(town).play(read(path.read_text("utf-8")))

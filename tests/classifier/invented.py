"""The invented tables beside the tests."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, str]]:
    """What is expected and the text, line by line."""
    lines = (HERE / name).read_text("utf-8").splitlines()[1:]
    return [(expected, text) for expected, text in (line.split("\t") for line in lines)]

"""The picture in docs/classifier.md shows what the classifier says today."""

from __future__ import annotations

import tomllib
from pathlib import Path

from classifier import Classifier
from docs.pictures.decision import FILE, SENTENCE, THRESHOLD, drawn

ROOT = Path(__file__).parents[2]


def test_the_picture_is_not_stale(classifier: Classifier) -> None:
    stored = FILE.read_text("utf-8")
    assert stored == drawn(classifier.classify(SENTENCE)), "stale: run `python -m docs.pictures.decision`"


def test_the_picture_shows_the_threshold_of_the_settings() -> None:
    assert tomllib.loads((ROOT / "config.toml").read_text("utf-8"))["report"]["ask_below"] == THRESHOLD

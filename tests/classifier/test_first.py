from __future__ import annotations

import pytest

from classifier import Classifier


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier.load()


def test_the_dark_stairwell_goes_to_the_property_company(classifier: Classifier) -> None:
    verdict = classifier.classify("3号楼2单元楼道灯坏了，黑得很")
    assert verdict.category == "物业服务"
    assert "楼道灯" in dict(verdict.because)
    assert sum(p for _, p in verdict.ranked) == pytest.approx(1)
    assert len(verdict.ranked) == 25

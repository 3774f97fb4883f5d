"""The rules and the dashboard that come along speak of instruments that exist."""

import json
import re
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from bot.metrics import make_metrics

DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.mark.parametrize("file", ["alerts.yaml", "grafana.json"])
def test_each_rule_and_each_picture_asks_for_what_is_served(file: str) -> None:
    metrics = make_metrics()
    metrics.count_send("parked")
    metrics.parts_held.labels("worker").set(64)
    served = set(re.findall(r"^(chuishao_\w+)", generate_latest(metrics.registry).decode(), re.MULTILINE))
    asked = set(re.findall(r"\bchuishao_\w+", (DEPLOY / file).read_text(encoding="utf-8")))
    assert asked
    assert asked <= served


def test_no_instrument_is_forgotten_by_the_dashboard() -> None:
    board = (DEPLOY / "grafana.json").read_text(encoding="utf-8")
    names = {family.name for family in make_metrics().registry.collect()}
    assert [name for name in names if name not in board] == []
    assert {panel["datasource"]["uid"] for panel in json.loads(board)["panels"]} == {"${source}"}

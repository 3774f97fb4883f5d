"""The rules that come along speak of instruments that exist."""

import re
from pathlib import Path

from prometheus_client import generate_latest

from bot.metrics import make_metrics

RULES = Path(__file__).parents[2] / "deploy" / "alerts.yaml"


def test_each_rule_asks_for_what_is_served() -> None:
    metrics = make_metrics()
    metrics.count_send("parked")
    served = set(re.findall(r"^(chuishao_\w+)", generate_latest(metrics.registry).decode(), re.MULTILINE))
    asked = set(re.findall(r"\bchuishao_\w+", RULES.read_text(encoding="utf-8")))
    assert asked
    assert asked <= served

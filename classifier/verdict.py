"""What the classifier says about a sentence, and the categories it may say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

OTHER: Final = "其他"

CATEGORIES: Final = (
    "物业服务",
    "房屋质量与开发商",
    "停车秩序",
    "噪音扰民",
    "违法建设",
    "占道经营",
    "户外广告",
    "环境卫生",
    "油烟扬尘污染",
    "供排水",
    "供电",
    "燃气",
    "供热",
    "市政设施",
    "园林绿化",
    "消防安全",
    "电梯",
    "养犬与动物",
    "治安",
    "市场监管",
    "通信广电",
    "邻里纠纷",
    "安全隐患",
    "交通出行",
    OTHER,
)
"""Those that config.toml begins with, in the order of every weight row."""

POSITION: Final = {category: at for at, category in enumerate(CATEGORIES)}


class Urgency(StrEnum):
    """How long a matter may wait: `danger` not a minute, `urgent` not until tomorrow, `normal` its usual deadline."""

    DANGER = "danger"
    URGENT = "urgent"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one sentence.

    `confidence` and `ranked` are calibrated probabilities (0..1, `ranked` sums to 1, best first). `because` holds
    at most five words and the share (0..1) each had in all that spoke for the category; it is empty when nothing did.
    `danger_kind` is set only with `Urgency.DANGER`; `urgency_because` quotes the words that made it urgent.
    """

    category: str
    confidence: float
    ranked: tuple[tuple[str, float], ...]
    because: tuple[tuple[str, float], ...]
    urgency: Urgency
    danger_kind: str | None = None
    urgency_because: tuple[str, ...] = ()

"""Figures as a picture, and the same facts as its caption."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.charts import Bar, Chart, Rate, Tone
from bot.domain.figures import Figures, Share, Stage
from bot.domain.periods import Period

STAGES: dict[Stage, str] = {
    Stage.WAITING: "待受理",
    Stage.GOING_ON: "办理中",
    Stage.RESOLVED: "已办结",
    Stage.DROPPED: "撤回、并案等",
}
MOST_BARS = 5
MOST_NAMED = 3
UNKNOWN = "—"
SAME = "持平"
ALL_OF_THEM = "全部"
PICTURE = "tongji.png"


# ── what it is of ─────────────────────────────────────────────────────────────────────────────────────────────
def place_title(names: tuple[str, ...]) -> str:
    """「翠湖苑」, or 「翠湖苑等 4 处」."""
    return names[0] if len(names) == 1 else f"{names[0]}等 {len(names)} 处"


def period_title(period: Period) -> str:
    """「2026年3月」, 「3月2日–8日」."""
    first, last = period.first, period.end - timedelta(days=1)
    if not period.is_week:
        return f"{first.year}年{first.month}月"
    return f"{_day(first)}–{_day(last) if last.month != first.month else f'{last.day}日'}"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def month_label(period: Period, *, forward: bool) -> str:
    """The button to another month."""
    return f"{period.first.month}月 →" if forward else f"← {period.first.month}月"


# ── the picture ───────────────────────────────────────────────────────────────────────────────────────────────
def chart(title: str, period: Period, now: Figures, before: Figures | None) -> Chart:
    """The figures, and how they changed since the period before (None: there was nothing)."""
    return Chart(
        title=title,
        period=period_title(period),
        total=f"收到 {now.reported} 件",
        rates=(
            _rate("响应率", now.response, before.response if before else None),
            _rate("解决率", now.resolution, before.resolution if before else None),
            _rate("满意率", now.satisfaction, before.satisfaction if before else None),
        ),
        stages=tuple(Bar(STAGES[stage], count) for stage, count in now.stages),
        bars_title="反映最多的",
        bars=tuple(Bar(*pair) for pair in now.categories[:MOST_BARS]),
        facts=(
            _rate("按时办结", now.on_time, before.on_time if before else None, of=False),
            _hours("多久受理", now.hours_to_answer, before.hours_to_answer if before else None),
            _hours("多久办结", now.hours_to_resolve, before.hours_to_resolve if before else None),
        ),
        foot=tuple(filter(None, (_overdue(now), _silent(now)))),
        legend=_compared(period, before),
    )


def _rate(label: str, now: Share, before: Share | None, *, of: bool = True) -> Rate:
    if now.percent is None:
        return Rate(label, UNKNOWN)
    note = f"{now.part}/{now.whole}" if of else ""
    return Rate(label, f"{now.percent}%", note, *_points(now.percent, before.percent if before else None))


def _points(now: int, before: int | None) -> tuple[str, Tone]:
    if before is None:
        return "", Tone.PLAIN
    if now == before:
        return SAME, Tone.PLAIN
    return (f"▲{now - before}", Tone.GOOD) if now > before else (f"▼{before - now}", Tone.BAD)


def _hours(label: str, now: float | None, before: float | None) -> Rate:
    if now is None:
        return Rate(label, UNKNOWN)
    if before is None:
        return Rate(label, duration(now))
    apart = duration(abs(now - before))
    if duration(now) == duration(before):
        return Rate(label, duration(now), change=SAME)
    change, tone = (f"快了{apart}", Tone.GOOD) if now < before else (f"慢了{apart}", Tone.BAD)
    return Rate(label, duration(now), change=change, tone=tone)


def duration(hours: float) -> str:
    """「42分钟」, 「3.5小时」, 「2.3天」."""
    if hours < 1:
        return f"{max(1, round(hours * 60)) if hours else 0}分钟"
    return f"{_short(hours)}小时" if hours < 48 else f"{_short(hours / 24)}天"


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _overdue(now: Figures) -> str:
    return f"现在有 {now.overdue} 件超时，/desk 里能看到。" if now.overdue else ""


def _silent(now: Figures) -> str:
    return f"满意率只算评价过的，还有 {now.silent} 件没评价。" if now.silent else ""


def _compared(period: Period, before: Figures | None) -> str:
    if before is None:
        return ""
    former = "上周" if period.is_week else "上个月"
    return f"{former}收到 {before.reported} 件，▲▼ 是和{former}比。"


# ── its caption ───────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class FiguresShown:
    """Under the picture: the same in words, for whoever cannot see it, or not so small."""

    lines: tuple[str, ...]

    def text(self) -> str:
        return "\n".join(self.lines)


def caption(shown: Chart) -> FiguresShown:
    """What the chart shows, in few lines: the picture stands above them."""
    bars = "，".join(f"{bar.label} {bar.count}" for bar in shown.bars[:MOST_NAMED])
    lines = (
        f"📊 {shown.title} {shown.period}：{shown.total}",
        " · ".join(f"{rate.label} {rate.value}{_arrow(rate)}" for rate in shown.rates),
        " · ".join(f"{fact.label} {fact.value}" for fact in shown.facts),
        " · ".join(f"{stage.label} {stage.count}" for stage in shown.stages if stage.count),
        bars and f"{shown.bars_title}：{bars}",
        *shown.foot,
    )
    return FiguresShown(tuple(filter(None, lines)))


def _arrow(rate: Rate) -> str:
    return "" if rate.change == SAME else rate.change


# ── what is said meanwhile ────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Drawing:
    """It takes a moment."""

    def text(self) -> str:
        return "正在画，几秒钟就好。"


@dataclass(frozen=True, slots=True)
class NotMade:
    """Something of ours went wrong."""

    def text(self) -> str:
        return "没做成，是我们这边的问题。请过一会儿再点一次 /stats。"

"""`python -m bot route`: the whole way from a sentence to a department, each step with its reason."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.commands.options import ConfigPath
from bot.config import Settings, load_settings
from bot.config.directory import Category
from bot.domain.clock import SHANGHAI, SystemClock
from bot.domain.routing import Rule, route
from bot.domain.tickets import Severity
from bot.services.turn import Reading
from bot.services.understanding import Understanding
from classifier import Classifier


def explain_route(
    sentence: str,
    hour: Annotated[int | None, typer.Option(help="As if it were this hour in Shanghai.", min=0, max=23)] = None,
    config: ConfigPath = None,
) -> None:
    """The command `route`."""
    explain(config, sentence, hour)


def explain(config: Path | None, sentence: str, hour: int | None) -> None:
    """Print what is understood of `sentence` and which rule decides, as if it were `hour` o'clock (None: now)."""
    settings = load_settings(config)
    moment = SystemClock().now().astimezone(SHANGHAI)
    moment = moment if hour is None else moment.replace(hour=hour)
    reading = Understanding(Classifier.load(settings.classifier.folder), settings).read(sentence)
    console = Console()
    for part in reading.parts or (reading,):
        console.print(_way(settings, part, moment))


def _way(settings: Settings, reading: Reading, moment: datetime) -> Table:
    category = settings.category(reading.category)
    spoken = f"{reading.place} {reading.words}"
    code, index = route(settings.rules, category.name, reading.severity, spoken, moment.hour)
    steps = (
        ("category", f"{category.name}{'' if reading.sure else ' ?'}", "、".join(reading.because)),
        ("then likely", "、".join(reading.likely[1:]), ""),
        ("urgency", reading.severity, reading.danger or ""),
        ("place", reading.place, ""),
        ("asked first", *_asked(settings, reading, spoken, moment)),
        ("department", settings.department_name(code), _rule(settings, index)),
        ("others that may be right", _names(settings, _others(category, code)), ""),
        ("accepted within", f"{category.accept_hours.of(reading.severity):g} h", _hours(reading.severity)),
    )
    table = Table("step", "result", "because", title=reading.words[:60])
    for step in steps:
        table.add_row(*step)
    return table


def _asked(settings: Settings, reading: Reading, spoken: str, moment: datetime) -> tuple[str, str]:
    """The questions of the category that the sentence leaves open, and where each answer would lead."""
    questions = [q for q in settings.questions_of(reading.category) if not q.is_answered_in(spoken)]
    leads = [
        f"{answer.say} → {_to(settings, reading, f'{spoken} {answer.say}', moment)}"
        for question in questions
        for answer in question.answers
    ]
    return "\n".join(question.ask for question in questions), "\n".join(leads)


def _to(settings: Settings, reading: Reading, spoken: str, moment: datetime) -> str:
    code, _ = route(settings.rules, reading.category, reading.severity, spoken, moment.hour)
    return settings.department_name(code)


def _rule(settings: Settings, index: int) -> str:
    """Which rule decided: its place in config.toml and its conditions, or that it was the usual department."""
    if index >= len(settings.routing):
        return "the category's usual department"
    return f"routing rule {index + 1}: {_conditions(settings.rules[index])}"


def _conditions(rule: Rule) -> str:
    named = (("category", rule.category), ("urgency", rule.urgency), ("words", "|".join(rule.words)))
    rest = (("place", "|".join(rule.place)), ("hours", rule.hours and f"{rule.hours[0]}-{rule.hours[1]}"))
    return ", ".join(f"{name} {value}" for name, value in (*named, *rest) if value)


def _others(category: Category, code: str) -> tuple[str, ...]:
    return tuple(other for other in (category.department, *category.also) if other != code)


def _names(settings: Settings, codes: tuple[str, ...]) -> str:
    return "、".join(map(settings.department_name, codes))


def _hours(severity: Severity) -> str:
    return "real hours" if severity is Severity.DANGER else "working hours"

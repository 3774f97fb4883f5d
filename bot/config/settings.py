"""The whole of config.toml."""

from functools import cached_property
from typing import Annotated

from pydantic import Field

from bot.config import sections
from bot.config.directory import Category, Department, Question, RoutingRule
from bot.config.limits import Limits
from bot.config.patrols import Patrol
from bot.config.points import Matter, Points
from bot.config.quiet import Quiet
from bot.config.section import Section
from bot.config.shop import Shop
from bot.config.stats import Stats
from bot.config.teams import Team
from bot.config.volunteers import Volunteers
from bot.config.wishes import Wishes, WishKind
from bot.config.worktime import Worktime
from bot.domain.routing import Rule

OTHER = "其他"


class Settings(Section):
    """Everything an operator may change. `load_settings` builds it, and also checks what refers to what."""

    district: sections.District
    database: sections.Database
    telegram: sections.Telegram
    intake: sections.Intake
    delivery: sections.Delivery
    privacy: sections.Privacy
    retention: sections.Retention
    drafts: sections.Drafts
    report: sections.Report
    photos: sections.Photos
    broadcast: sections.Broadcast
    activities: sections.Activities
    classifier: sections.Classifier
    alerts: sections.Alerts
    desks: sections.Desks
    repetition: sections.Repetition
    limits: Limits
    emergency: sections.Emergency
    worktime: Worktime
    quiet: Quiet
    stats: Stats
    volunteers: Volunteers
    points: Points
    shop: Shop
    wishes: Wishes
    logging: sections.Logging
    metrics: sections.Metrics
    departments: Annotated[tuple[Department, ...], Field(alias="department")]
    categories: Annotated[tuple[Category, ...], Field(alias="category")]
    routing: tuple[RoutingRule, ...]
    questions: Annotated[tuple[Question, ...], Field(alias="question")]
    patrols: Annotated[tuple[Patrol, ...], Field(alias="patrol")]
    matters: Annotated[tuple[Matter, ...], Field(alias="matter", min_length=1)]
    teams: Annotated[tuple[Team, ...], Field(alias="team", max_length=8)]
    wish_kinds: Annotated[tuple[WishKind, ...], Field(alias="wish_kind", min_length=1, max_length=24)]

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """For `bot.domain.routing.route`: those of the file, each category's usual department, then that of 其他."""
        usual = [Rule(category.department, category.name) for category in self.categories]
        last = Rule(self.category(OTHER).department)
        return (*(entry.rule() for entry in self.routing), *usual, last)

    def department(self, code: str) -> Department:
        """The department with this code. Raises `KeyError` for one that the file does not know."""
        return self._departments[code]

    def department_name(self, code: str) -> str:
        """What people read; the code itself for a department that the file does not know any more."""
        found = self._departments.get(code)
        return found.name if found else code

    def category(self, name: str) -> Category:
        """The category of this name; 其他 for one that the file does not know (any more)."""
        return self._categories.get(name) or self._categories[OTHER]

    def matter(self, name: str) -> Matter:
        """What this matter is worth. Raises `KeyError` for one that the file does not know."""
        return self._matters[name]

    def team(self, code: str) -> Team | None:
        """The team with this code; None for one that the file does not know (any more)."""
        return next((team for team in self.teams if team.code == code), None)

    def questions_of(self, category: str) -> tuple[Question, ...]:
        """What may be asked about a report of this category, in the order of the file."""
        return self._questions.get(category, ())

    @cached_property
    def _questions(self) -> dict[str, tuple[Question, ...]]:
        categories = dict.fromkeys(question.category for question in self.questions)
        return {name: tuple(asked for asked in self.questions if asked.category == name) for name in categories}

    @cached_property
    def _departments(self) -> dict[str, Department]:
        return {department.code: department for department in self.departments}

    @cached_property
    def _matters(self) -> dict[str, Matter]:
        return {matter.name: matter for matter in self.matters}

    @cached_property
    def _categories(self) -> dict[str, Category]:
        return {category.name: category for category in self.categories}

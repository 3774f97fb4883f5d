"""Departments, categories and routing rules: the three lists of config.toml."""

from typing import Annotated

from pydantic import Field, field_validator, model_validator

from bot.config.section import Code, Hours, Name, Section
from bot.domain.routing import Rule
from bot.domain.tickets import Severity

Words = Annotated[tuple[Name, ...], Field(min_length=1, max_length=60)]
# Of the 64 bytes of a button's data, what a draft's id, its version and the seal leave to a category's name.
MOST_BYTES = 33
HourOfDay = Annotated[int, Field(ge=0, le=24)]


class Department(Section):
    """Who handles tickets. The code is what the store keeps; the name is what people read."""

    code: Code
    name: Name


class Deadlines(Section):
    """Hours until something must have happened: working hours, but real ones for danger (docs/tickets.md)."""

    normal: Hours
    urgent: Hours
    danger: Hours

    @model_validator(mode="after")
    def _hurries_with_severity(self) -> "Deadlines":
        if not self.danger <= self.urgent <= self.normal:
            raise ValueError("danger must not be above urgent, nor urgent above normal")
        return self

    def of(self, severity: Severity) -> float:
        """The hours for this severity."""
        return {Severity.NORMAL: self.normal, Severity.URGENT: self.urgent, Severity.DANGER: self.danger}[severity]


class Category(Section):
    """What a ticket is about: its usual department, others that may be right, and its deadlines."""

    name: Name
    department: Name
    also: tuple[Name, ...]
    accept_hours: Deadlines
    close_hours: Deadlines

    @field_validator("name")
    @classmethod
    def _fits_behind_a_button(cls, name: str) -> str:
        if len(name.encode()) > MOST_BYTES:
            raise ValueError(f"must be at most {MOST_BYTES} bytes (11 Chinese characters): it travels behind a button")
        return name


class Answer(Section):
    """One answer to a question: what the button says, and words in a report that say the same."""

    say: Name
    words: Words | None = None


class Question(Section):
    """Asked about a report of this category where the department depends on the answer."""

    category: Name
    ask: Name
    answers: Annotated[tuple[Answer, ...], Field(min_length=2, max_length=3)]

    def is_answered_in(self, spoken: str) -> bool:
        """Whether the words of a report already say it."""
        return any(word in spoken for answer in self.answers for word in (answer.say, *(answer.words or ())))


class RoutingRule(Section):
    """Conditions, all of which must hold, and the department they lead to. An omitted condition always holds."""

    department: Name
    category: Name | None = None
    urgency: Severity | None = None
    words: Words | None = None
    place: Words | None = None
    hours: tuple[HourOfDay, HourOfDay] | None = None

    @model_validator(mode="after")
    def _narrows_something(self) -> "RoutingRule":
        if self.model_fields_set <= {"department"}:
            raise ValueError("needs at least one of category, urgency, words, place, hours")
        if self.hours and (self.hours[0] == self.hours[1] or self.hours[0] == 24):
            raise ValueError("hours must be two different hours of the day, from (0-23) and until (0-24)")
        return self

    def rule(self) -> Rule:
        """The same for the router."""
        urgency = self.urgency.value if self.urgency else None
        return Rule(self.department, self.category, urgency, self.words or (), self.place or (), self.hours)

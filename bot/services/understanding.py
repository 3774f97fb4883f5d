"""From a sentence to what the desk needs: category and why, how soon, where, which department."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.config import Settings
from bot.domain.clock import SHANGHAI
from bot.domain.places import read_place
from bot.domain.routing import route
from bot.domain.tickets import Severity
from bot.services.turn import Reading
from classifier import Classifier

LIKELY = 3
REASONS = 3
# From here on a sentence has a matter of its own, though its category may still be asked for.
CLEAR = 0.55


@dataclass(slots=True)
class Understanding:
    """The classifier beside the rules. `classifier` is replaced when a newer model is better."""

    classifier: Classifier
    settings: Settings

    def read(self, sentence: str) -> Reading:
        """What `sentence` says. Never refuses: an empty or odd one is 其他 and unsure."""
        parts = self.classifier.problems(sentence)
        return replace(self._read(sentence), parts=tuple(map(self._read, parts)) if len(parts) > 1 else ())

    def _read(self, sentence: str) -> Reading:
        verdict = self.classifier.classify(sentence)
        return Reading(
            words=sentence,
            category=self.settings.category(verdict.category).name,
            because=tuple(word for word, _ in verdict.because if _tells_something(word))[:REASONS],
            likely=self._likely(category for category, _ in verdict.ranked),
            sure=verdict.confidence >= self.settings.report.ask_below,
            clear=verdict.confidence >= CLEAR,
            severity=Severity(verdict.urgency),
            danger=verdict.danger_kind,
            place=read_place(sentence),
        )

    def _likely(self, ranked: Iterable[str]) -> tuple[str, ...]:
        """The first that this district has; the classifier may know more of them."""
        return tuple(islice((name for name in ranked if self.settings.category(name).name == name), LIKELY))


def _tells_something(word: str) -> bool:
    """Single characters and patterns with gaps (「单元…灯」) decide too, but tell a person nothing."""
    return len(word) > 1 and "…" not in word


def department_for(settings: Settings, category: str, severity: Severity, words: str, moment: datetime) -> str:
    """The code of the department that the first matching routing rule names."""
    code, _ = route(settings.rules, category, severity, words, moment.astimezone(SHANGHAI).hour)
    return code

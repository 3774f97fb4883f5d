"""What the two other bots say and understand: our classifier and our sentences, so that only the frameworks differ."""

from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.town import SECRETARIES, compound_name, compound_of, settings_in
from bot.domain.clock import SystemClock
from bot.domain.ids import ticket_number
from bot.domain.tickets import Severity, TicketState
from bot.services.understanding import Understanding, department_for
from bot.texts.buttons import BUTTONS
from bot.texts.report.card import Review
from bot.texts.sent import Submitted
from bot.texts.ticket import DeskCard
from bot.texts.words import clock_face
from classifier import Classifier

# What stands under the review card, and under the secretary's.
REVIEW_BUTTONS = (("submit",), ("kind", "place", "reword"), ("photo", "phone", "hide"), ("cancel", "help"))
DESK_BUTTONS = (("do_accept", "do_assign"), ("do_whistle", "moredo"))


def labelled(rows: tuple[tuple[str, ...], ...]) -> list[list[tuple[str, str]]]:
    """Each button's label and data."""
    return [[(BUTTONS[what], what) for what in row] for row in rows]


@dataclass(slots=True)
class Wording:
    """Words for one bot; `serial` counts its tickets."""

    folder: Path
    understanding: Understanding = field(init=False)
    serial: int = 0

    def __post_init__(self) -> None:
        self.understanding = Understanding(Classifier.load(), settings_in(self.folder))

    def review(self, resident: int, words: str) -> tuple[dict[str, object], str]:
        """The draft, of values that any storage can keep, and the card to be checked."""
        read = self.understanding.read(words)
        where = compound_name(compound_of(resident))
        card = Review(where, read.place, read.category, read.because, read.sure, read.severity, words, 0)
        understood = {"place": read.place, "category": read.category, "severity": str(read.severity)}
        return {"words": words, "because": list(read.because), **understood}, card.text()

    def submitted(
        self, resident: int, words: str, because: list[str], place: str, category: str, severity: str
    ) -> tuple[str, int, str]:
        """What the resident reads, whom to tell, and what those reading."""
        self.serial += 1
        moment, settings = SystemClock().now(), self.understanding.settings
        number = ticket_number(moment, self.serial)
        where = f"{compound_name(compound_of(resident))} · {place}"
        department = department_for(settings, category, Severity(severity), words, moment)
        card = DeskCard(
            number=number,
            state=TicketState.SUBMITTED,
            severity=Severity(severity),
            place=where,
            category=category,
            because=tuple(because),
            department=settings.department(department).name,
            words=words,
            files=0,
            at=clock_face(moment),
        )
        told = Submitted(number, "小区书记", where, category, words).text()
        return told, SECRETARIES[compound_of(resident)], card.text()

"""What is ordered of the press: whose figures or list, of when and of where."""

from dataclasses import dataclass

from bot.domain.errors import ForgedPayload
from bot.domain.periods import Period, month_at, period_of
from bot.services.scope import ALL
from bot.services.turn import Turn

# Kinds of due work for the press, never done on the writer's thread: `workshop`.
DRAW, PUSH, LIST, INVITE = "stats_draw", "stats_push", "stats_list", "invite_code"
SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class Order:
    """Who wants the figures, or the list, of which period and of where (`ALL`: all that is theirs)."""

    person_id: str
    period: Period
    unit_id: str = ALL

    @property
    def subject(self) -> str:
        """As the subject of due work: asked for twice, it is made once."""
        return SEPARATOR.join((self.person_id, self.period.code, self.unit_id))

    @property
    def which(self) -> str:
        """As it stands behind a button."""
        return SEPARATOR.join((self.period.code, self.unit_id))


def order_of(subject: str) -> Order:
    """The order of due work. Raises `ValueError` for what is none."""
    person_id, code, unit_id = subject.split(SEPARATOR)
    return Order(person_id, period_of(code), unit_id)


def order_behind(turn: Turn) -> Order:
    """What the button asks for; this month of all that is theirs where none was pressed. Raises `ForgedPayload`."""
    if turn.pressed is None:
        return Order(turn.person.id, month_at(turn.moment))
    try:
        return order_of(f"{turn.person.id}{SEPARATOR}{turn.pressed.which}")
    except ValueError as error:
        raise ForgedPayload("no period") from error

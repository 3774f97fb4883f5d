"""Figures: asked for (`/stats`), drawn as soon as the press is free, sent with the buttons to what lies beside them."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.charts import Chart, Sheet
from bot.domain.clock import to_millis
from bot.domain.errors import ForgedPayload, Refused
from bot.domain.figures import Figures, figures_of
from bot.domain.messages import Choice, Choices, Prompt, Urgency
from bot.domain.people import Person
from bot.domain.periods import Period, month_at, period_of
from bot.services.scope import ALL, Scope, scope_of, widest
from bot.services.turn import Office, Turn
from bot.storage import due, figures, people
from bot.storage.database import Tx
from bot.storage.figures import Span
from bot.texts import stats as say

# Kinds of due work for the press, never done on the writer's thread: `workshop`.
DRAW, PUSH, LIST = "stats_draw", "stats_push", "stats_list"
CARD = "stats"
MOST_UNITS = 8
SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class Wish:
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


@dataclass(frozen=True, slots=True)
class Making:
    """What to make for a wish, and how it is sent: the words under it, its buttons, the card that it is.

    `tickets`: how many it lists.
    """

    wish: Wish
    what: Chart | Sheet
    kind: str
    name: str
    prompt: Prompt
    scope: Scope
    choices: Choices = ()
    card: str | None = None
    urgency: Urgency = Urgency.ANSWER
    tickets: int = 0


def wish_of(subject: str) -> Wish:
    """The wish of due work. Raises `ValueError` for what is none."""
    person_id, code, unit_id = subject.split(SEPARATOR)
    return Wish(person_id, period_of(code), unit_id)


def wish_behind(turn: Turn) -> Wish:
    """What the button asks for; this month of all that is theirs where none was pressed. Raises `ForgedPayload`."""
    if turn.pressed is None:
        return Wish(turn.person.id, month_at(turn.moment))
    try:
        return wish_of(f"{turn.person.id}{SEPARATOR}{turn.pressed.which}")
    except ValueError as error:
        raise ForgedPayload("no period") from error


async def order(turn: Turn, tx: Tx, kind: str) -> None:
    """Have it made. Raises `NotFound` where they hold no post for it."""
    wish = wish_behind(turn)
    scope_of(turn.office.directory, turn.person, wish.unit_id)
    await due.plan(tx, kind, wish.subject, turn.now)


# ── read when the press is free ───────────────────────────────────────────────────────────────────────────────
async def drawing(tx: Tx, office: Office, wish: Wish, moment: datetime) -> Making | None:
    """The picture that they asked for; None where it is no longer theirs to see."""
    person, scope = await standing(tx, office, wish)
    if person is None or scope is None:
        return None
    now, before = await of_period(tx, scope, wish.period, moment)
    chart = say.chart(title_of(office, scope), wish.period, now, before)
    choices = _choices(office, person, wish, moment, earlier=before is not None)
    return Making(wish, chart, "photo", say.PICTURE, say.caption(chart), scope, choices, CARD)


async def pushing(tx: Tx, office: Office, wish: Wish, moment: datetime) -> Making | None:
    """The picture of the week that has passed; None where there is nothing to show."""
    _, scope = await standing(tx, office, wish)
    if scope is None:
        return None
    now, before = await of_period(tx, scope, wish.period, moment)
    if not now.reported:
        return None
    chart = say.chart(title_of(office, scope), wish.period, now, before)
    month = Wish(wish.person_id, month_at(moment), wish.unit_id)
    choices = ((Choice("stats", month.which),), (Choice("stats_list", wish.which),))
    prompt = say.caption(chart)
    return Making(wish, chart, "photo", say.PICTURE, prompt, scope, choices, urgency=Urgency.NOTICE)


async def standing(tx: Tx, office: Office, wish: Wish) -> tuple[Person | None, Scope | None]:
    """Who wished for it, and of where they may see it now; no scope where they lost the post."""
    person = await people.load(tx, wish.person_id)
    try:
        return person, scope_of(office.directory, person, wish.unit_id) if person else None
    except Refused:
        return person, None


async def of_period(tx: Tx, scope: Scope, period: Period, moment: datetime) -> tuple[Figures, Figures | None]:
    """The figures, and those of the period before; None where nothing was reported then."""
    now, before = [await _figures(tx, scope, one, moment) for one in (period, period.before())]
    return now, before if before.reported else None


async def _figures(tx: Tx, scope: Scope, period: Period, moment: datetime) -> Figures:
    return figures_of(await figures.courses(tx, span_of(scope, period)), to_millis(moment))


def span_of(scope: Scope, period: Period) -> Span:
    """The tickets that count."""
    return Span(scope.units, to_millis(period.begins_at), to_millis(period.ends_at))


def title_of(office: Office, scope: Scope) -> str:
    """Of where it is."""
    return say.place_title(tuple(office.directory[unit_id].name for unit_id in scope.posts))


def _choices(office: Office, person: Person, wish: Wish, moment: datetime, *, earlier: bool) -> Choices:
    """Another month, another of their units, the list."""
    former, later = wish.period.before(), wish.period.after()
    ways = [_month(wish, former, forward=False)] if earlier else []
    if later.begins_at <= moment:
        ways.append(_month(wish, later, forward=True))
    held = widest(office.directory, person)
    names = {ALL: say.ALL_OF_THEM, **{unit_id: office.directory[unit_id].name for unit_id in held[:MOST_UNITS]}}
    others = [
        Choice("stats", Wish(wish.person_id, wish.period, unit_id).which, label=name)
        for unit_id, name in names.items()
        if unit_id != wish.unit_id
    ]
    rows = [tuple(others[at : at + 2]) for at in range(0, len(others), 2)] if len(held) > 1 else []
    return tuple(filter(None, (tuple(ways), *rows, (Choice("stats_list", wish.which),))))


def _month(wish: Wish, period: Period, *, forward: bool) -> Choice:
    which = Wish(wish.person_id, period, wish.unit_id).which
    return Choice("stats", which, label=say.month_label(period, forward=forward))

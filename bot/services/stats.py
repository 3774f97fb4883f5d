"""Figures: asked for (`/stats`), drawn as soon as the press is free, sent with the buttons to what lies beside them."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.domain.clock import to_millis
from bot.domain.errors import Refused
from bot.domain.figures import Figures, figures_of
from bot.domain.messages import Choice, Choices, Urgency
from bot.domain.people import Person
from bot.domain.periods import Period, month_at
from bot.services.layout import in_rows
from bot.services.making import Making
from bot.services.orders import Order, order_behind, order_of
from bot.services.scope import ALL, Scope, scope_of, widest
from bot.services.turn import Office, Turn
from bot.storage import due, figures, people
from bot.storage.database import Tx
from bot.storage.figures import Span
from bot.texts import stats as say

CARD = "stats"
MOST_UNITS = 8


async def place(turn: Turn, tx: Tx, kind: str) -> None:
    """Have it made. Raises `NotFound` where they hold no post for it."""
    order = order_behind(turn)
    scope_of(turn.office.directory, turn.person, order.unit_id)
    await due.plan(tx, kind, order.subject, turn.now)


# ── read when the press is free ───────────────────────────────────────────────────────────────────────────────
async def drawing(tx: Tx, office: Office, subject: str, moment: datetime) -> Making | None:
    """The picture that they asked for; None where it is no longer theirs to see."""
    order = order_of(subject)
    person, scope = await standing(tx, office, order)
    if person is None or scope is None:
        return None
    now, before = await of_period(tx, scope, order.period, moment)
    chart = say.chart(title_of(office, scope), order.period, now, before)
    choices = _choices(office, person, order, moment, earlier=before is not None)
    return Making(
        person.id, chart, "photo", say.PICTURE, say.caption(chart), choices, CARD, allowed=theirs(order, scope)
    )


async def pushing(tx: Tx, office: Office, subject: str, moment: datetime) -> Making | None:
    """The picture of the week that has passed; None where there is nothing to show."""
    order = order_of(subject)
    _, scope = await standing(tx, office, order)
    if scope is None:
        return None
    now, before = await of_period(tx, scope, order.period, moment)
    if not now.reported:
        return None
    chart = say.chart(title_of(office, scope), order.period, now, before)
    month = Order(order.person_id, month_at(moment), order.unit_id)
    choices = ((Choice("stats", month.which),), (Choice("stats_list", order.which),))
    return Making(
        order.person_id, chart, "photo", say.PICTURE, say.caption(chart), choices,
        urgency=Urgency.NOTICE, allowed=theirs(order, scope),
    )  # fmt: skip


def theirs(order: Order, scope: Scope) -> Callable[[Tx, Office], Awaitable[bool]]:
    """Whether they may still see all that was drawn for them."""

    async def allowed(tx: Tx, office: Office) -> bool:
        _, now = await standing(tx, office, order)
        return now is not None and now.units >= scope.units

    return allowed


async def standing(tx: Tx, office: Office, order: Order) -> tuple[Person | None, Scope | None]:
    """Who ordered it, and of where they may see it now; no scope where they lost the post."""
    person = await people.load(tx, order.person_id)
    try:
        return person, scope_of(office.directory, person, order.unit_id) if person else None
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


def _choices(office: Office, person: Person, order: Order, moment: datetime, *, earlier: bool) -> Choices:
    """Another month, another of their units, the list."""
    former, later = order.period.before(), order.period.after()
    ways = [_month(order, former, forward=False)] if earlier else []
    if later.begins_at <= moment:
        ways.append(_month(order, later, forward=True))
    held = widest(office.directory, person)
    names = {ALL: say.ALL_OF_THEM, **{unit_id: office.directory[unit_id].name for unit_id in held[:MOST_UNITS]}}
    others = [
        Choice("stats", Order(order.person_id, order.period, unit_id).which, label=name)
        for unit_id, name in names.items()
        if unit_id != order.unit_id
    ]
    rows = in_rows(others) if len(held) > 1 else ()
    return tuple(filter(None, (tuple(ways), *rows, (Choice("stats_list", order.which),))))


def _month(order: Order, period: Period, *, forward: bool) -> Choice:
    which = Order(order.person_id, period, order.unit_id).which
    return Choice("stats", which, label=say.month_label(period, forward=forward))

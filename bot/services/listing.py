"""The list of a period's tickets as a sheet: nobody's name, no story, and what was anonymous stays so."""

from datetime import datetime
from functools import partial

import structlog

from bot.domain.charts import Sheet
from bot.domain.clock import from_millis, to_millis
from bot.domain.figures import resolved_in_time
from bot.domain.likeness import coarse
from bot.domain.masks import masked_phone
from bot.domain.people import Person
from bot.domain.policy import May
from bot.services.grids import grid_at
from bot.services.making import Making
from bot.services.orders import Order, order_of
from bot.services.scope import Scope, reach_of
from bot.services.stats import span_of, standing, theirs, title_of
from bot.services.turn import Office
from bot.storage import exported, figures
from bot.storage.database import Tx
from bot.storage.figures import Listed
from bot.texts import listing as words
from bot.texts.stats import period_title
from bot.texts.words import AT_DESK, PLAIN_SEVERITIES, minute_face

log = structlog.get_logger(__name__)


async def listing(tx: Tx, office: Office, subject: str, moment: datetime) -> Making | None:
    """The sheet that they asked for; None where it is no longer theirs to see. Who took it away is written down."""
    order = order_of(subject)
    person, scope = await standing(tx, office, order)
    if person is None or scope is None:
        return None
    own = _compounds(office, person) & scope.units
    found = await figures.listed(tx, span_of(scope, order.period), own)
    rows = tuple(_row(office, one, to_millis(moment)) for one in found)
    title = title_of(office, scope)
    prompt = words.SheetMade(title, period_title(order.period), len(rows))
    sheet = Sheet(words.SHEET, words.COLUMNS, rows)
    name = words.sheet_name(title, order.period)
    noted = partial(_write_down, order, scope, len(rows))
    return Making(person.id, sheet, "document", name, prompt, allowed=theirs(order, scope), noted=noted)


async def _write_down(order: Order, scope: Scope, tickets: int, tx: Tx, now: int) -> None:
    await exported.add(tx, order.person_id, scope.posts, order.period.code, tickets, now)
    log.info("exported", person=order.person_id, units=scope.posts, period=order.period.code, tickets=tickets)


def _compounds(office: Office, person: Person) -> frozenset[str]:
    """Where they see whose number it is, masked; the card shows it whole."""
    return reach_of(office.directory, person, May.LIST_NUMBERS)


def _row(office: Office, one: Listed, now: int) -> tuple[str, ...]:
    """In the order of the columns."""
    course = one.course
    return (
        one.number,
        _face(course.reported_at),
        office.directory.name_of(one.compound_id),
        coarse(one.place) if one.anonymous else one.place,
        grid_at(office.directory, one.compound_id, one.place),
        course.category,
        office.settings.department_name(one.department),
        PLAIN_SEVERITIES.get(one.urgency, ""),
        AT_DESK[course.state],
        _face(course.answered_at),
        _face(course.resolved_at),
        _face(course.due_at),
        words.IN_TIME[resolved_in_time(course, now)],
        "、".join(words.EVALUATED[score] for score in course.scores),
        masked_phone(one.contact),
    )


def _face(at: int | None) -> str:
    return minute_face(from_millis(at)) if at else ""

"""Patrols and visits by the clock (scorecard S17): made in the morning, told in the evening where nobody went.

Which are there follows from what is configured, who holds which post and what day it is: making them again, at every
start and every hour, makes none twice; and a clock that was wrong and is put right leaves no day out.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.config.patrols import Patrol
from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Outbound, Reply, Urgency
from bot.domain.patrols import NIGHT, Round, evening_of, last_evening, next_begin, span_of
from bot.domain.people import Person, Role, UnitKind
from bot.domain.policy import May, who
from bot.domain.quiet import next_at
from bot.services import alerts
from bot.services.directory import Directory
from bot.services.turn import Office
from bot.storage import due, people
from bot.storage import patrols as rows
from bot.storage.database import Tx
from bot.texts.patrol import RoundsMissed

MAKE = "patrol_make"
CALL = "patrol_call"
TELL = "patrol_tell"
# They concern no one thing.
ALL = ""


async def look(tx: Tx, office: Office, now: int) -> None:
    """Make what is missing as soon as the clock comes round to it; whatever was planned before."""
    await due.plan(tx, MAKE, ALL, now)


async def make(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """The rounds that can be done now; of a day that has passed, none. Whoever can do a new one is called."""
    moment = from_millis(now)
    for patrol in office.settings.patrols:
        if span := span_of(patrol.every, patrol.weekday or 0, patrol.by, moment):
            await _plan_calls(tx, office, patrol, await _make(tx, office, patrol, *span), moment)
    await due.plan(tx, MAKE, ALL, to_millis(next_begin(moment)))
    await _plan_telling(tx)
    return []


async def _make(tx: Tx, office: Office, patrol: Patrol, begins: date, due_at: datetime) -> set[str]:
    """The places at which there was none yet."""
    day = begins.isoformat()
    new = await _places(tx, office.directory, patrol) - await rows.places_of(tx, patrol.name, day)
    for unit_id in sorted(new):
        await rows.make(tx, Round(new_id(), patrol.name, unit_id, patrol.role, patrol.way_in, day, due_at))
    return new


async def _plan_calls(tx: Tx, office: Office, patrol: Patrol, new: set[str], moment: datetime) -> None:
    """However many rounds are theirs: one call for each person, which waits for the morning by itself."""
    for person_id, units in (await people.posts_as(tx, patrol.role)).items() if new else ():
        if not new.isdisjoint(covered(office.directory, units)):
            await due.plan(tx, CALL, person_id, to_millis(moment))


async def _places(tx: Tx, directory: Directory, patrol: Patrol) -> set[str]:
    """Where somebody is there to do it: nobody hears in vain of what no one was asked to do."""
    held = {unit_id for units in (await people.posts_as(tx, patrol.role)).values() for unit_id in units}
    return {unit_id for unit_id in covered(directory, held) if directory[unit_id].kind is patrol.at}


def covered(directory: Directory, held: Iterable[str]) -> frozenset[str]:
    """The compounds and buildings to which posts in these units extend: those below; and a building's compound."""
    compounds = {compound for unit_id in held for compound in directory.compounds_under(unit_id)}
    below = {unit.id for compound in compounds for unit in directory.buildings(compound)}
    inside = {unit.id for unit_id in held if (unit := directory.get(unit_id)) and unit.kind is UnitKind.BUILDING}
    around = {unit.id for unit_id in inside if (unit := directory.above(unit_id, UnitKind.COMPOUND))}
    return frozenset(compounds | below | inside | around)


def reach_of(office: Office, person: Person) -> dict[Role, frozenset[str]]:
    """Whose rounds are theirs: by role, the places to which their posts extend."""
    held = {role: person.units_as(role) for role in who(May.DO_ROUNDS)}
    return {role: covered(office.directory, units) for role, units in held.items() if units}


# ── what nobody did ───────────────────────────────────────────────────────────────────────────────────────────
async def _plan_telling(tx: Tx) -> None:
    """In the evening of the day on which the first of them is due."""
    first = await rows.first_due(tx)
    if first is None:
        await due.cancel(tx, TELL, ALL)
    else:
        await due.plan(tx, TELL, ALL, to_millis(evening_of(first)))


async def tell(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """It is evening: what was due is missed, and whoever answers for the place hears of all of it in one line.

    Where we were away in the evening, as soon as nobody is woken by it.
    """
    moment = from_millis(now)
    if moment in NIGHT:
        await due.plan(tx, TELL, ALL, to_millis(next_at(moment, NIGHT.end)))
        return []
    missed = await rows.miss(tx, last_evening(moment))
    await _plan_telling(tx)
    by_person: dict[str, list[Round]] = defaultdict(list)
    for one in missed:
        for person_id in await _answering(tx, office, one.unit_id):
            by_person[person_id].append(one)
    return [_told(office, person_id, theirs, moment) for person_id, theirs in by_person.items()]


async def _answering(tx: Tx, office: Office, unit_id: str) -> tuple[str, ...]:
    compound = office.directory.above(unit_id, UnitKind.COMPOUND)
    rung = await alerts.rung_from(tx, office, compound.id, 0) if compound else None
    return rung.people if rung else ()


def _told(office: Office, person_id: str, missed: list[Round], moment: datetime) -> Outbound:
    today = moment.astimezone(SHANGHAI).date()
    days = {one.due_at.astimezone(SHANGHAI).date() for one in missed}
    only = days.pop() if len(days) == 1 else None
    when = {today: "today", today - timedelta(days=1): "yesterday"}.get(only or today.min, "")
    prompt = RoundsMissed(tuple((place_of(office, one), one.name) for one in missed), when)
    return Outbound(to=person_id, prompt=prompt, choices=((Choice("rounds"),),), urgency=Urgency.NOTICE)


def place_of(office: Office, one: Round) -> str:
    """「翠湖苑 3号楼」; where the unit is gone, nothing."""
    way = [unit.name for unit in office.directory.upwards(one.unit_id) if unit.kind in PLACES]
    return " ".join(reversed(way))


PLACES = (UnitKind.COMPOUND, UnitKind.BUILDING)

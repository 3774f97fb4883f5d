"""三天三单: one matter, reported again and again within a few days, is told to the street, then to the district."""

from datetime import timedelta

from bot.domain.clock import from_millis, to_millis
from bot.domain.errors import NotFound
from bot.domain.ids import new_id
from bot.domain.likeness import Told, coarse, likeness
from bot.domain.messages import Choice, Choices, Outbound, Reply, Toast, Urgency
from bot.domain.people import Role, UnitKind
from bot.domain.policy import PLATFORM
from bot.domain.quiet import next_at
from bot.domain.tickets import Severity, Ticket
from bot.services import nights, rights
from bot.services.turn import Office, Turn
from bot.storage import cards, due, people, repetitions
from bot.storage.database import Tx
from bot.storage.repetitions import Repetition
from bot.texts import errors
from bot.texts import repetition as say
from bot.texts.words import OFFICES, ticket_label

TELL = "repetition_tell"
CLIMB = "repetition_climb"
CLIMB_HOURS = 8.0
SHOWN = 6


async def look(turn: Turn, tx: Tx, ticket: Ticket) -> int:
    """After a report, or somebody's 我也遇到: how often the matter was told by now, where that is too often; else 0."""
    office, wanted = turn.office, turn.office.settings.repetition
    if office.directory[ticket.compound_id].kind is not UnitKind.COMPOUND:
        return 0
    since = to_millis(turn.moment - timedelta(days=wanted.days))
    told = Told.of(ticket.place, ticket.words)
    recent = await repetitions.recent(tx, ticket.compound_id, ticket.category, told.building, since)
    same = [row for row in recent if row["id"] == ticket.id or likeness(told, Told.of(row["place"], row["words"]))]
    reports = sum(1 + int(row["joined"]) for row in same)
    if reports < wanted.reports:
        return 0
    known = next((str(row["repetition_id"]) for row in same if row["repetition_id"]), "")
    if not known:
        known = new_id()
        await repetitions.begin(tx, known, ticket.compound_id, ticket.category, turn.now)
    await repetitions.hold(tx, known, [row["id"] for row in same], reports)
    await due.plan_sooner(tx, TELL, known, turn.now)
    return reports


async def tell(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """The clock: the street is told, not at night; what it was told of before is brought up to date where it lies."""
    found = await repetitions.load(tx, subject)
    if found is None:
        return []
    if found.state != "new":
        return await _cards(tx, office, found, await cards.shown_to(tx, _card(found)), edits=True)
    night, moment = nights.night_of(office), from_millis(now)
    if night and moment in night:
        await due.plan(tx, TELL, subject, to_millis(next_at(moment, night.end)))
        return []
    return await _climb_to(tx, office, found, 0, now)


async def climb(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """The clock: nobody said 收到; the level above is told, once."""
    found = await repetitions.load(tx, subject)
    if found is None or found.state != "open":
        return []
    return await _climb_to(tx, office, found, found.level + 1, now)


async def acknowledge(turn: Turn, tx: Tx, repetition_id: str) -> list[Reply]:
    """收到. Raises `NotFound` where it is missing or not below them."""
    found = await repetitions.load(tx, repetition_id)
    if found is None or found.compound_id not in turn.office.directory.reach_of(turn.person, PLATFORM):
        raise NotFound(repetition_id)
    if not await repetitions.close(tx, found.id, "acknowledged", turn.person.id):
        return [Toast(errors.StepDone())]
    await due.cancel(tx, CLIMB, found.id)
    seen = await repetitions.load(tx, found.id) or found
    return [Toast(say.Seen()), *await _cards(tx, turn.office, seen, await cards.shown_to(tx, _card(seen)), edits=True)]


async def _climb_to(tx: Tx, office: Office, found: Repetition, level: int, now: int) -> list[Reply]:
    """The first rung from `level` on which somebody sits."""
    for at, role in enumerate(PLATFORM[level:], start=level):
        unit = office.directory.above(found.compound_id, rights.LEVEL_OF[role])
        if unit and (held := await people.holders(tx, role, [unit.id])):
            await repetitions.told(tx, found.id, at)
            again = office.timetable.due(from_millis(now), CLIMB_HOURS, Severity.NORMAL).at
            await due.plan(tx, CLIMB, found.id, to_millis(again))
            return await _cards(tx, office, found, held, edits=False, below=PLATFORM[found.level] if at > 0 else None)
    await repetitions.close(tx, found.id, "exhausted", None)
    return []


async def _cards(
    tx: Tx, office: Office, found: Repetition, held: list[str], *, edits: bool, below: Role | None = None
) -> list[Reply]:
    listed = await repetitions.tickets_of(tx, found.id, SHOWN)
    prompt = say.Repeated(
        place=office.directory[found.compound_id].name,
        category=found.category,
        days=office.settings.repetition.days,
        reports=found.reports,
        lines=tuple((one.number, one.state, coarse(one.place)) for one in listed),
        from_below=OFFICES[below] if below else "",
        seen=found.state == "acknowledged",
    )
    choices, card = _choices(found, listed), _card(found)
    return [Outbound(one, prompt, choices, urgency=Urgency.NOTICE, card=card, edits=edits) for one in held]


def _choices(found: Repetition, listed: list[Ticket]) -> Choices:
    looks = tuple((Choice("look", one.id, one.version, ticket_label(one.number, one.category)),) for one in listed)
    return looks if found.state == "acknowledged" else (*looks, (Choice("seen_repetition", found.id),))


def _card(found: Repetition) -> str:
    return f"repetition:{found.id}"

"""Who may organise an activity and who may take part, read anew each time. What is another's is as good as missing."""

from bot.domain.activities import Activity, ActivityState
from bot.domain.errors import NotFound
from bot.domain.people import Person, Role, UnitKind
from bot.domain.policy import May
from bot.services.scope import reach_of
from bot.services.turn import Office, Turn
from bot.storage import activities as rows
from bot.storage import people
from bot.storage.database import Tx


def compounds_of(office: Office, person: Person, action: May) -> tuple[str, ...]:
    """The compounds where their posts allow them `action`, in the order of their ids."""
    found = map(office.directory.get, reach_of(office.directory, person, action))
    return tuple(sorted(unit.id for unit in found if unit and unit.kind is UnitKind.COMPOUND))


def may_recruit(office: Office, person: Person, compound_id: str) -> bool:
    """Whether they may call volunteers of this compound."""
    return compound_id in compounds_of(office, person, May.ORGANISE)


def leads(office: Office, person: Person, activity: Activity) -> bool:
    """Whether they are of the office that organises it; of a draft, whether it is theirs."""
    if activity.state == ActivityState.DRAFT:
        is_theirs = activity.compound_id is None or may_recruit(office, person, activity.compound_id)
        return activity.organiser_id == person.id and is_theirs
    return may_recruit(office, person, activity.compound_id or "")


def joins(office: Office, person: Person, activity: Activity) -> bool:
    """Whether they are a volunteer there."""
    return activity.state != ActivityState.DRAFT and activity.compound_id in compounds_of(office, person, May.TAKE_PART)


async def seen(turn: Turn, tx: Tx, activity_id: str) -> Activity:
    """For whoever takes part or organises. Raises `NotFound`."""
    found = await rows.load(tx, activity_id)
    if found is None or found.state == ActivityState.DRAFT:
        raise NotFound(activity_id)
    if not leads(turn.office, turn.person, found) and not joins(turn.office, turn.person, found):
        raise NotFound(activity_id)
    return found


async def led(turn: Turn, tx: Tx, activity_id: str) -> Activity:
    """One that was published, for whoever organises it. Raises `NotFound`."""
    found = await seen(turn, tx, activity_id)
    if not leads(turn.office, turn.person, found):
        raise NotFound(activity_id)
    return found


async def organisers(tx: Tx, office: Office, activity: Activity) -> list[str]:
    """Whoever made it; where they lost their post, the secretaries there."""
    maker = await people.load(tx, activity.organiser_id)
    if maker and leads(office, maker, activity):
        return [maker.id]
    return await people.holders(tx, Role.SECRETARY, [activity.compound_id] if activity.compound_id else [])

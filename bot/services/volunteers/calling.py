"""问他能不能来: the branch asks one volunteer, who answers with a tap."""

from bot.domain.errors import NotFound
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Outbound, Reply, Toast, Urgency
from bot.domain.people import Role
from bot.domain.volunteers import File
from bot.services import daytime
from bot.services.turn import Turn
from bot.services.volunteers import deciding
from bot.storage import calls, people
from bot.storage import volunteers as rows
from bot.storage.calls import Call
from bot.storage.database import Tx
from bot.texts import helpers as say
from bot.texts.broadcasts import signed

CARD = "call:"


async def ask(turn: Turn, tx: Tx, person_id: str, skill: str) -> list[Reply]:
    """The question to them; without a sound at night. Raises `NotFound` for whoever serves in no compound of theirs."""
    file = await _serving(turn, tx, person_id)
    if skill and skill not in turn.office.settings.volunteers.skills:
        raise NotFound(skill)
    compound_id = file.compound_id
    call = Call(new_id(), person_id, compound_id, turn.person.id, skill, "open", turn.now)
    if not await calls.ask(tx, call):
        return [Toast(say.AskedNotLongAgo(file.name))]
    night = daytime.begin_of(turn.office.settings.quiet, turn.moment) > turn.moment
    answers = ((Choice("vcan", call.id), Choice("vcannot", call.id)),)
    prompt = say.CanYouCome(_office(turn, compound_id), skill)
    asked = Outbound(person_id, prompt, answers, Urgency.NOTICE, f"{CARD}{call.id}", silent=night)
    return [Toast(say.AskedVolunteer(file.name)), asked]


async def _serving(turn: Turn, tx: Tx, person_id: str) -> File:
    """Their file, or an empty one, in the first compound of both. Somebody who rests is left alone."""
    person = await people.load(tx, person_id)
    serves = person.units_as(Role.VOLUNTEER) if person else frozenset()
    for compound_id in sorted(serves & deciding.reach(turn)):
        if found := [file for file in await rows.serving(tx, compound_id) if file.person_id == person_id]:
            return found[0]
    raise NotFound(person_id)


def _office(turn: Turn, compound_id: str) -> str:
    """In whose name: the branch of the compound, or the community."""
    role = deciding.role_here(turn, compound_id)
    held = turn.person.units_as(role)
    unit = next(unit for unit in turn.office.directory.upwards(compound_id) if unit.id in held)
    return signed(unit.name, role)


async def answer(turn: Turn, tx: Tx, call_id: str, said: str) -> list[Reply]:
    """能来 or 来不了: told to whoever asked. Of what is over, that is said."""
    call = await calls.answer(tx, call_id, turn.person.id, said)
    if call is None:
        return [Toast(say.CallIsOver())]
    file = await rows.load(tx, turn.person.id)
    compound = turn.office.directory.name_of(call.compound_id)
    own = turn.reply(say.SaidToBranch(compound, call.skill, said), card=f"{CARD}{call.id}")
    told = say.VolunteerSaid(file.name if file else "", call.skill, said)
    return [own, Outbound(call.by_id, told, (), Urgency.ANSWER)]

"""Teams (一队四组, scorecard S7): joined and left by volunteers, led by one of them, thanked by the branch."""

from bot.config.teams import Team
from bot.domain.clock import from_millis, to_millis
from bot.domain.errors import NotFound
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Outbound, Reply, Urgency
from bot.domain.volunteers import File
from bot.services import asking, daytime
from bot.services.layout import in_rows
from bot.services.turn import Office, Turn
from bot.services.volunteers import deciding, desk, own
from bot.services.volunteers.cards import CARD
from bot.storage import due
from bot.storage import teams as rows
from bot.storage.database import Tx
from bot.storage.teams import Thanks
from bot.texts import teams as say
from bot.texts.broadcasts import signed
from bot.texts.volunteers.file import BACK, called
from bot.texts.words import day_face

# What their next words answer: the subject is the compound and the team.
THANK = "team_thanks"
# Due work: thanks that were written at night.
TELL = "team_thank"
MOST_WORDS = 200
MOST_OFFERED = 20


def team_of(office: Office, code: str) -> Team:
    """The team. Raises `NotFound` for one that config.toml does not know."""
    team = office.settings.team(code)
    if team is None:
        raise NotFound(code)
    return team


async def _serving(turn: Turn, tx: Tx) -> File:
    file = await own.file_of(turn, tx)
    if not file.is_kept:
        raise NotFound("file")
    return file


# ── of a volunteer ────────────────────────────────────────────────────────────────────────────────────────────
async def mine(turn: Turn, tx: Tx) -> Outbound:
    """小组: all teams of their compound, and which are theirs."""
    file = await _serving(turn, tx)
    held = await rows.of_person(tx, file.person_id, file.compound_id)
    every = turn.office.settings.teams
    choices = tuple((Choice("vteam", team.code, label=say.in_label(team.name)),) for team in every)
    names = tuple(team.name for team in every if team.code in held)
    return turn.reply(say.MyTeams(names), (*choices, (Choice("vshow"),)), card=CARD)


async def show(turn: Turn, tx: Tx, code: str) -> Outbound:
    """One team; its names for those in it alone."""
    file, team = await _serving(turn, tx), team_of(turn.office, code)
    is_in = team.code in await rows.of_person(tx, file.person_id, file.compound_id)
    prompt = await _card(turn.office, tx, file.compound_id, team, shown=is_in)
    way = Choice("vout" if is_in else "vin", team.code)
    return turn.reply(prompt, ((way, Choice("vteams", label=BACK)),), card=CARD)


async def join(turn: Turn, tx: Tx, code: str) -> Outbound:
    """进组."""
    file, team = await _serving(turn, tx), team_of(turn.office, code)
    await rows.join(tx, file.compound_id, team.code, file.person_id, turn.now)
    return await show(turn, tx, code)


async def leave(turn: Turn, tx: Tx, code: str) -> Outbound:
    """退组."""
    file = await _serving(turn, tx)
    await rows.leave(tx, file.compound_id, code, file.person_id)
    return await show(turn, tx, code)


async def _card(office: Office, tx: Tx, compound_id: str, team: Team, *, shown: bool) -> say.TeamCard:
    members = await rows.members(tx, compound_id, team.code)
    thanks = await rows.last_thanks(tx, compound_id, team.code)
    return say.TeamCard(
        compound=office.directory[compound_id].name,
        team=team.name,
        lead=team.lead,
        leader=next((called(member.name) for member in members if member.lead), "") if shown else "",
        names=tuple(member.name for member in members[: say.MOST_NAMES + 1] if not member.lead) if shown else (),
        size=len(members),
        shown=shown,
        thanks=thanks.words if thanks else "",
        thanked_by=_office(office, thanks) if thanks else "",
    )


def _office(office: Office, thanks: Thanks) -> str:
    return signed(office.directory.name_of(thanks.unit_id), thanks.role)


# ── of the branch ─────────────────────────────────────────────────────────────────────────────────────────────
async def of_compound(turn: Turn, tx: Tx, compound_id: str) -> Outbound:
    """The teams of a compound, with how many are in each."""
    desk.own_compound(turn, compound_id)
    sizes = await rows.sizes(tx, compound_id)
    choices = tuple(
        (Choice("vgroup", f"{compound_id}~{team.code}", label=say.size_label(team.name, sizes.get(team.code, 0))),)
        for team in turn.office.settings.teams
    )
    back = (Choice("vdesk", compound_id, label=BACK),)
    return turn.reply(say.TeamsHere(turn.office.directory[compound_id].name), (*choices, back), card=desk.CARD)


async def for_branch(turn: Turn, tx: Tx, compound_id: str, code: str) -> Outbound:
    """One team with its names; who leads it can be named, and it can be thanked."""
    desk.own_compound(turn, compound_id)
    team, which = team_of(turn.office, code), f"{compound_id}~{code}"
    prompt = await _card(turn.office, tx, compound_id, team, shown=True)
    ways = (Choice("vlead", which, label=say.lead_label(team.lead)), Choice("vthank", which)) if prompt.size else ()
    back = (Choice("vgroups", compound_id, label=BACK),)
    return turn.reply(prompt, tuple(row for row in (ways, back) if row), card=desk.CARD)


async def ask_lead(turn: Turn, tx: Tx, compound_id: str, code: str) -> Outbound:
    """Which of the members?"""
    desk.own_compound(turn, compound_id)
    team = team_of(turn.office, code)
    members = (await rows.members(tx, compound_id, code))[:MOST_OFFERED]
    named = [Choice("vnamed", f"{code}~{one.person_id}", label=called(one.name)) for one in members]
    back = (Choice("vgroup", f"{compound_id}~{code}", label=BACK),)
    return turn.reply(say.WhoLeads(team.name, team.lead), (*in_rows(named), back), card=desk.CARD)


async def name_lead(turn: Turn, tx: Tx, code: str, person_id: str) -> list[Reply]:
    """They lead it from now on, and hear so. Raises `NotFound` for whoever is not in it."""
    team = team_of(turn.office, code)
    for compound_id in await rows.compounds_of(tx, person_id, code):
        if compound_id in desk.compounds(turn) and await rows.name_lead(tx, compound_id, code, person_id):
            compound = turn.office.directory[compound_id].name
            told = Outbound(person_id, say.YouLead(compound, team.name, team.lead), (), Urgency.NOTICE)
            return [await for_branch(turn, tx, compound_id, code), told]
    raise NotFound(person_id)


# ── thanks ────────────────────────────────────────────────────────────────────────────────────────────────────
async def ask_thanks(turn: Turn, tx: Tx, compound_id: str, code: str) -> list[Reply]:
    """感谢大家: for what?"""
    desk.own_compound(turn, compound_id)
    team = team_of(turn.office, code)
    await asking.ask(turn, tx, THANK, f"{compound_id}~{code}")
    return [turn.reply(say.AskTeamThanks(team.name, MOST_WORDS))]


async def told_thanks(turn: Turn, tx: Tx, subject: str) -> list[Reply] | None:
    """The sentence: into the team's card, and to everybody in it. None where it is not theirs to thank any more."""
    compound_id, _, code = subject.partition("~")
    team = turn.office.settings.team(code)
    if team is None or compound_id not in desk.compounds(turn) or not turn.words:
        return None
    if len(turn.words) > MOST_WORDS:
        return [turn.reply(say.ThanksTooLong(MOST_WORDS))]
    await asking.answered(turn, tx)
    role = deciding.role_here(turn, compound_id)
    unit = next(unit for unit in turn.office.directory.upwards(compound_id) if unit.id in turn.person.units_as(role))
    thanks = Thanks(new_id(), compound_id, code, turn.words, unit.id, role, turn.person.id, turn.now)
    await rows.thank(tx, thanks)
    begins = daytime.begin_of(turn.office.settings.quiet, turn.moment)
    people = await rows.members(tx, compound_id, code)
    said = turn.reply(say.TeamThanked(team.name, len(people), later=begins > turn.moment))
    if begins > turn.moment:
        await due.plan(tx, TELL, thanks.id, to_millis(begins))
        return [said]
    return [said, *await tell(tx, turn.office, thanks.id, turn.now)]


async def tell(tx: Tx, office: Office, subject: str, now: int) -> list[Reply]:
    """To everybody who is in the team now."""
    thanks = await rows.thanks_of(tx, subject)
    team = office.settings.team(thanks.team) if thanks else None
    if thanks is None or team is None:
        return []
    prompt = say.ThankYou(team.name, thanks.words, _office(office, thanks), day_face(from_millis(thanks.at)))
    members = await rows.members(tx, thanks.compound_id, thanks.team)
    return [Outbound(member.person_id, prompt, (), Urgency.NOTICE) for member in members]

"""Points given by hand: to whom, for what, as what, why; what is missing is asked for, one after the other.

What was said so far is kept with the question, so that a restart loses nothing. Which questions there are stands in
`ASKS`; the deed is done with the last answer.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from bot.domain.errors import ForgedPayload, NotFound
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Choices, Outbound, Reply, Toast, Urgency
from bot.domain.points import Dimension, Earning
from bot.services import asking
from bot.services.layout import in_rows
from bot.services.points import ledger, merits
from bot.services.turn import Turn
from bot.storage import asked, standings
from bot.storage.database import Tx
from bot.texts import merits as say
from bot.texts.points import PointsGiven

KIND = "points_grant"
MOST = 60


class Ask(StrEnum):
    """What is asked, in this order."""

    WHO = "who"
    MATTER = "matter"
    DIMENSION = "dimension"
    WHY = "why"


@dataclass(frozen=True, slots=True)
class Grant:
    """What was said so far. `id` lets each person have it once; `chosen`: the people are complete."""

    id: str
    people: tuple[str, ...] = ()
    chosen: bool = False
    matter: str = ""
    dimension: str = ""

    @property
    def open(self) -> Ask:
        """What is asked next."""
        if not self.chosen:
            return Ask.WHO
        if not self.matter:
            return Ask.MATTER
        return Ask.WHY if self.dimension else Ask.DIMENSION


async def begin(turn: Turn, tx: Tx, person_id: str) -> list[Reply]:
    """给几位一起记; for one alone where `person_id` is given. Raises `NotFound` where they are none of theirs."""
    people = ((await merits.volunteer(turn, tx, person_id)).person_id,) if person_id else ()
    return [await _ask(turn, tx, Grant(new_id(), people, chosen=bool(people)))]


async def page(turn: Turn, tx: Tx, offset: int) -> list[Reply]:
    """Other volunteers to be ticked."""
    return await _going_on(turn, tx, Ask.WHO, lambda grant: grant, offset)


async def tick(turn: Turn, tx: Tx, person_id: str, offset: int) -> list[Reply]:
    """Tick one of their volunteers, or take the tick away. Raises `NotFound` where they are none of theirs."""
    one = (await merits.volunteer(turn, tx, person_id)).person_id

    def ticked(grant: Grant) -> Grant:
        others = tuple(each for each in grant.people if each != one)
        return replace(grant, people=others if one in grant.people else (*others, one)[-MOST:])

    return await _going_on(turn, tx, Ask.WHO, ticked, offset)


async def chosen(turn: Turn, tx: Tx) -> list[Reply]:
    """就这几位."""
    return await _going_on(turn, tx, Ask.WHO, lambda grant: replace(grant, chosen=bool(grant.people)))


async def of_matter(turn: Turn, tx: Tx, at: str) -> list[Reply]:
    """What they did: the place of the matter in config.toml. Raises `ForgedPayload` where there is none."""
    matters = turn.office.settings.matters
    if not at.isdecimal() or int(at) >= len(matters):
        raise ForgedPayload("no matter")
    return await _going_on(turn, tx, Ask.MATTER, lambda grant: replace(grant, matter=matters[int(at)].name))


async def as_what(turn: Turn, tx: Tx, code: str) -> list[Reply]:
    """As what it counts. Raises `ForgedPayload` for no dimension."""
    if code not in set(Dimension):
        raise ForgedPayload("no dimension")
    return await _going_on(turn, tx, Ask.DIMENSION, lambda grant: replace(grant, dimension=code))


async def _going_on(turn: Turn, tx: Tx, ask: Ask, answer: Callable[[Grant], Grant], offset: int = 0) -> list[Reply]:
    """Where just this is asked; else the card is from before."""
    grant = await _begun(turn, tx)
    if grant is None or grant.open is not ask:
        return [Toast(say.MeritStepOver())]
    return [await _ask(turn, tx, answer(grant), offset)]


async def _begun(turn: Turn, tx: Tx) -> Grant | None:
    row = await asked.load(tx, turn.person.id)
    return _read(row.subject) if row and row.kind == KIND else None


def _read(subject: str) -> Grant:
    said = json.loads(subject)
    return Grant(**{**said, "people": tuple(said["people"])})


# ── the questions ─────────────────────────────────────────────────────────────────────────────────────────────
async def _ask(turn: Turn, tx: Tx, grant: Grant, offset: int = 0) -> Outbound:
    await asking.ask(turn, tx, KIND, json.dumps(asdict(grant)))
    prompt, choices = await ASKS[grant.open](turn, tx, grant, offset)
    return turn.reply(prompt, (*choices, (Choice("pts_drop"),)), card=merits.CARD)


async def _who(turn: Turn, tx: Tx, grant: Grant, offset: int) -> tuple[say.WhoEarned, Choices]:
    units, me = merits.reach(turn), turn.person.id
    found = await standings.page_of(tx, units, me, merits.VOLUNTEERS, offset)
    count = await standings.count_of(tx, units, me)
    each = tuple((Choice("pts_tick", f"{offset}~{one.person_id}", label=_ticked(one, grant)),) for one in found)
    done = (Choice("pts_picked", label=say.picked_words(len(grant.people))),) if grant.people else ()
    return say.WhoEarned(len(grant.people)), tuple(filter(None, (*each, merits.ways("pts_pick", offset, count), done)))


def _ticked(one: standings.Listed, grant: Grant) -> str:
    return say.picked_label(merits.name_of(one), picked=one.person_id in grant.people)


async def _matter(turn: Turn, tx: Tx, grant: Grant, offset: int) -> tuple[say.MatterOfDeed, Choices]:
    names = tuple(merits.name_of(one) for one in await _still_theirs(turn, tx, grant))
    each = [Choice("pts_matter", str(at), label=one.name) for at, one in enumerate(turn.office.settings.matters)]
    return say.MatterOfDeed(names), in_rows(each)


async def _dimension(turn: Turn, tx: Tx, grant: Grant, offset: int) -> tuple[say.WhichDimension, Choices]:
    matter = turn.office.settings.matter(grant.matter)
    worth = [(each, matter.worth(each)) for each in Dimension if matter.worth(each)]
    return say.WhichDimension(matter.name), tuple(
        (Choice("pts_dim", each, label=say.dimension_label(each, points)),) for each, points in worth
    )


async def _why(turn: Turn, tx: Tx, grant: Grant, offset: int) -> tuple[say.WhyGiven, Choices]:
    worth = turn.office.settings.matter(grant.matter).worth(Dimension(grant.dimension))
    return say.WhyGiven(grant.matter, worth), ()


ASKS: Mapping[Ask, Callable[[Turn, Tx, Grant, int], Awaitable[tuple[say.Question, Choices]]]] = {
    Ask.WHO: _who,
    Ask.MATTER: _matter,
    Ask.DIMENSION: _dimension,
    Ask.WHY: _why,
}


# ── done ──────────────────────────────────────────────────────────────────────────────────────────────────────
async def give(turn: Turn, tx: Tx, subject: str) -> list[Reply] | None:
    """The sentence was written: given to each who is still theirs, and told. None where it answers no question."""
    grant, reason = _read(subject), merits.reason_of(turn)
    if reason is None or grant.open is not Ask.WHY:
        return None
    if len(reason) < merits.SHORTEST:
        return [turn.reply(say.ReasonTooShort())]
    await asking.answered(turn, tx)
    given, told = list[say.Given](), list[Reply]()
    for one in await _still_theirs(turn, tx, grant):
        earning = Earning(
            one.person_id, grant.matter, Dimension(grant.dimension), "hand", grant.id, reason, turn.person.id
        )
        worth = ledger.worth_of(turn.office.settings, earning)
        amount = await ledger.award(tx, turn.office.settings, earning, turn.now)
        given.append((merits.name_of(one), amount, worth))
        told.append(Outbound(one.person_id, PointsGiven(amount, worth, grant.matter, reason), urgency=Urgency.NOTICE))
    return [turn.reply(say.PointsGranted(grant.matter, tuple(given)), card=merits.CARD), *told]


async def _still_theirs(turn: Turn, tx: Tx, grant: Grant) -> list[standings.Listed]:
    found = [await standings.one_of(tx, merits.reach(turn), each) for each in grant.people]
    theirs = [one for one in found if one and one.person_id != turn.person.id]
    if not theirs:
        raise NotFound(grant.id)
    return theirs


async def drop(turn: Turn, tx: Tx) -> list[Reply]:
    """算了."""
    await asking.answered(turn, tx)
    return [turn.reply(say.NothingCredited(), card=merits.CARD)]

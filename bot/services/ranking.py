"""The ranking of a compound: only those who want to be seen stand in it; whoever does not sees where they would."""

from bot.domain.errors import ForgedPayload
from bot.domain.messages import Choice, Choices, Outbound
from bot.domain.people import Role
from bot.services.ledger import month_of
from bot.services.turn import Turn
from bot.storage import ledger, standings
from bot.storage.database import Tx
from bot.storage.standings import ALWAYS, Member
from bot.texts import ranking as say

CARD = "ranking"
MOST = 10


async def show(turn: Turn, tx: Tx, span: str = "month") -> Outbound:
    """The first ten of their compound in this `span` (month, year, all) and their own place.

    Raises `ForgedPayload` for another span.
    """
    if span not in say.SPANS:
        raise ForgedPayload("no span")
    compound_id = compound_of(turn)
    if compound_id is None:
        return turn.reply(say.NoRanking(), card=CARD)
    month = month_of(turn.now)
    period = {"month": month, "year": month[:4], "all": ALWAYS}[span]
    points = await _own_points(turn, tx, period)
    ranked = await standings.is_ranked(tx, turn.person.id)
    prompt = say.Ranking(
        compound=turn.office.directory[compound_id].name,
        span=span,
        lines=_lines(turn, await standings.first(tx, compound_id, period, MOST)),
        place=await standings.before(tx, compound_id, period, points) + 1 if points else 0,
        points=points,
        ranked=ranked,
    )
    return turn.reply(prompt, _choices(span, ranked=ranked), card=CARD)


async def choose(turn: Turn, tx: Tx, *, ranked: bool) -> Outbound:
    """They want to stand in it, or no longer."""
    if compound_id := compound_of(turn):
        await standings.rank(tx, turn.person.id, compound_id, turn.now, ranked=ranked)
    return await show(turn, tx)


def compound_of(turn: Turn) -> str | None:
    """Where they are a volunteer; None for nowhere. Of several the first by its name."""
    directory = turn.office.directory
    held = [unit for unit_id in turn.person.units_as(Role.VOLUNTEER) if (unit := directory.get(unit_id))]
    return min(held, key=lambda unit: unit.name).id if held else None


async def _own_points(turn: Turn, tx: Tx, period: str) -> int:
    if period == ALWAYS:
        return (await ledger.account_of(tx, turn.person.id)).merit
    return await ledger.sum_of(tx, turn.person.id, period)


def _lines(turn: Turn, found: list[Member]) -> tuple[say.Line, ...]:
    """The same points are the same place."""
    places = {one.points: 0 for one in found}
    for at, one in enumerate(found, 1):
        places[one.points] = places[one.points] or at
    return tuple(
        (places[one.points], say.line_name(one.name, one.person_id, turn.person.id), one.points) for one in found
    )


def _choices(span: str, *, ranked: bool) -> Choices:
    others = tuple(Choice("pts_span", code, label=words) for code, words in say.SPANS.items() if code != span)
    return others, (Choice("pts_unrank" if ranked else "pts_join"),)

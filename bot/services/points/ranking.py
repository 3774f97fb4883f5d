"""The ranking of a compound: only those who want to be seen stand in it; whoever does not sees where they would."""

from bot.domain.errors import ForgedPayload
from bot.domain.messages import Choice, Choices, Outbound
from bot.domain.people import Role
from bot.services.points.ledger import month_of
from bot.services.turn import Turn
from bot.storage import ledger, standings
from bot.storage.database import Tx
from bot.storage.ledger import ALWAYS
from bot.storage.standings import Member
from bot.texts import ranking as say

CARD = "ranking"
MOST = 10
# Whoever stands behind so many is not told behind how many.
COUNTED = 100


async def show(turn: Turn, tx: Tx, span: str = "month") -> Outbound:
    """The first ten of their compound in this `span` (month, year, all) and their own place.

    Raises `ForgedPayload` for another span.
    """
    if span not in say.SPANS:
        raise ForgedPayload("no span")
    compound_id = await _compound_of(turn, tx)
    if compound_id is None:
        return turn.reply(say.NoRanking(), card=CARD)
    month = month_of(turn.now)
    period = {"month": month, "year": month[:4], "all": ALWAYS}[span]
    points = await ledger.sum_of(tx, turn.person.id, period)
    ranked = await standings.is_ranked(tx, turn.person.id)
    prompt = say.Ranking(
        compound=turn.office.directory[compound_id].name,
        span=span,
        lines=_lines(turn, await standings.first(tx, compound_id, period, MOST)),
        place=await standings.before(tx, compound_id, period, points, COUNTED) + 1 if points else 0,
        points=points,
        ranked=ranked,
        counted=COUNTED,
    )
    return turn.reply(prompt, _choices(span, ranked=ranked), card=CARD)


async def choose(turn: Turn, tx: Tx, *, ranked: bool) -> Outbound:
    """They want to stand in it, or no longer."""
    if compound_id := await _compound_of(turn, tx):
        await standings.rank(tx, turn.person.id, compound_id, turn.now, ranked=ranked)
    return await show(turn, tx)


async def _compound_of(turn: Turn, tx: Tx) -> str | None:
    """Where they are a volunteer: by their file, else by the first of their posts; None for nowhere."""
    directory, filed = turn.office.directory, await standings.compound_of(tx, turn.person.id)
    held = [unit for unit_id in turn.person.units_as(Role.VOLUNTEER) if (unit := directory.get(unit_id))]
    if filed and directory.get(filed):
        return filed
    return min(held, key=lambda unit: unit.name).id if held else None


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

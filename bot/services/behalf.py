"""代报: building leads, grid workers and volunteers report for a resident (scorecard S1)."""

from bot.domain.ids import new_id
from bot.domain.messages import Choice, Reply
from bot.domain.people import UnitKind
from bot.domain.policy import May
from bot.domain.tickets import WayIn
from bot.services import report
from bot.services.report.draft import Draft
from bot.services.scope import units_held
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts import behalf as say

WAYS: tuple[WayIn, ...] = (WayIn.VISIT, WayIn.HOTLINE, WayIn.PATROL)


async def ask_way(turn: Turn, tx: Tx) -> list[Reply]:
    """`/for`: by which way did they hear of it?"""
    return [turn.reply(say.HowDidYouHear(), tuple((Choice(f"for_{way}"),) for way in WAYS), card="for")]


async def begin(turn: Turn, tx: Tx, way: WayIn) -> list[Reply]:
    """A report like any other, in the compound where they serve, if that is one."""
    compounds = _served(turn)
    here = compounds.pop() if len(compounds) == 1 else None
    return await report.begin_for(turn, tx, Draft(new_id(), compound_id=here, way_in=way, entered_by=turn.person.id))


def _served(turn: Turn) -> set[str]:
    """The compounds in, or over, which they hold a post that may report for others."""
    directory = turn.office.directory
    units = units_held(turn.person, May.REPORT_FOR)
    over = {compound for unit_id in units for compound in directory.compounds_under(unit_id)}
    return over | {unit.id for unit_id in units if (unit := directory.above(unit_id, UnitKind.COMPOUND))}

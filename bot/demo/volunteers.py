"""The demo's volunteers: their files, what they did, their teams."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.config import Settings
from bot.demo.district import DemoVolunteer
from bot.domain.clock import to_millis
from bot.domain.points import Dimension, Earning
from bot.domain.volunteers import Fact
from bot.services import ledger
from bot.storage import teams, volunteers
from bot.storage.database import Tx
from bot.texts.volunteers import DEMO_DEED

JOINED = timedelta(days=20)


async def settle(
    tx: Tx, told: Sequence[DemoVolunteer], settings: Settings, moment: datetime, known: Mapping[int, str]
) -> None:
    """Keep them; what an operator's own config.toml does not know is left out."""
    for one in told:
        person_id, at = known[one.person], to_millis(moment - JOINED)
        await _file(tx, one, person_id, at)
        await _deeds(tx, one, person_id, settings, moment)
        for code in filter(settings.team, one.teams):
            await teams.join(tx, one.compound_id, code, person_id, at)
        for code in filter(settings.team, one.leads):
            await teams.name_lead(tx, one.compound_id, code, person_id)


async def _file(tx: Tx, one: DemoVolunteer, person_id: str, at: int) -> None:
    await volunteers.begin(tx, person_id, one.compound_id, at)
    for fact, value in one.facts.items():
        await volunteers.keep(tx, person_id, fact, value)
    if (draft := await volunteers.load(tx, person_id)) is not None:
        since = at if one.state.is_kept else None
        await volunteers.advance(tx, draft, replace(draft, state=one.state, step=Fact.REVIEW, since=since), at)


async def _deeds(tx: Tx, one: DemoVolunteer, person_id: str, settings: Settings, moment: datetime) -> None:
    """The oldest first, as it was earned."""
    matters = {matter.name for matter in settings.matters}
    done = [(days, matter) for matter, ago in one.deeds.items() for days in ago if matter in matters]
    for days, matter in sorted(done, reverse=True):
        earning = Earning(person_id, matter, Dimension.EXTRA, "demo", f"{matter}{days}", DEMO_DEED)
        await ledger.award(tx, settings, earning, to_millis(moment - timedelta(days=days)))

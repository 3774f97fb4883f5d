"""The demo's volunteers: their files and their teams."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.config import Settings
from bot.demo.district import DemoVolunteer
from bot.domain.clock import to_millis
from bot.domain.volunteers import Fact
from bot.storage import teams, volunteers
from bot.storage.database import Tx

JOINED = timedelta(days=20)


async def settle(
    tx: Tx, told: Sequence[DemoVolunteer], settings: Settings, moment: datetime, known: Mapping[int, str]
) -> None:
    """Keep them; what an operator's own config.toml does not know is left out."""
    for one in told:
        person_id, at = known[one.person], to_millis(moment - JOINED)
        await _file(tx, one, person_id, at)
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

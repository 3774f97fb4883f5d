"""Notices of outages: who may publish them, and which ones a report should be met with."""

from bot.services.turn import Office
from bot.storage import notices as rows
from bot.storage.database import Tx
from bot.storage.notices import Notice

# A report of the first may be explained by an outage of the others: lifts and pumps stand still without power.
EXPLAINED_BY: dict[str, tuple[str, ...]] = {"电梯": ("供电",), "供排水": ("供电",), "通信广电": ("供电",)}


async def notices_for(tx: Tx, office: Office, compound_id: str, category: str, now_ms: int) -> list[Notice]:
    """What the compound and the units above it tell now that may explain a report of `category`, the newest first."""
    units = [unit.id for unit in office.directory.upwards(compound_id)]
    explaining = (office.settings.category(category).name, *EXPLAINED_BY.get(category, ()))
    return [notice for notice in await rows.current(tx, units, now_ms) if notice.category in explaining]

"""The buttons of volunteers, and files put straight into the store."""

from datetime import timedelta
from typing import Any

from bot.domain.clock import ManualClock, to_millis
from bot.domain.messages import Reply
from bot.domain.people import Post, Role
from bot.domain.volunteers import Fact, FileState
from bot.services.duties import perform
from bot.storage import due, people, volunteers
from bot.storage.database import Tx
from bot.storage.sealed import VOLUNTEER_NAME, VOLUNTEER_PHONE
from tests.conversations.town import MORNING, WANG
from tests.handlers.hall import Hall
from tests.services.owners import somebody

# One's own file, teams and answers: none bears whose it is, but for the id of a question and a compound of theirs.
OF_A_FILE = {
    "vjoin", "vme", "vwhere", "vset", "vput", "vflip", "vnext", "vshow", "vedit", "vsend", "vdrop", "vagain", "vpause",
    "vweek", "vmonth", "vlong", "vback", "vleave", "vgone", "vpic", "vcan", "vcannot", "vteams", "vteam", "vin", "vout",
}  # fmt: skip
OF_THE_BRANCH = {
    "vok", "vyes", "vno", "vwhy", "vfile", "vphone", "vdesk", "vlist", "vnewer", "volder", "vneed", "vfind", "vask",
    "vgroups", "vgroup", "vlead", "vnamed", "vthank",
}  # fmt: skip


async def put_file(
    hall: Hall, who: int = WANG, state: FileState = FileState.PENDING, compound: str = "cuihu", **facts: Any
) -> str:
    """A file of 王阿姨, or somebody else's; whose id it bears."""

    async def unit(tx: Tx) -> str:
        person_id, now = await somebody(tx, who), to_millis(MORNING)
        await volunteers.begin(tx, person_id, compound, now)
        told = {"name": "王阿姨", "phone": "138 0000 0000", "skills": ("理发",)} | facts
        for fact, value in told.items():
            await volunteers.keep(tx, person_id, Fact(fact), value)
        await tx.execute("UPDATE volunteer SET state = ?, step = 'review' WHERE person_id = ?", (state, person_id))
        if state in (FileState.ACTIVE, FileState.PAUSED):
            await people.appoint(tx, person_id, Post(Role.VOLUNTEER, compound), now)
        return person_id

    return await hall.db.write(unit)


async def row_of(hall: Hall, person_id: str) -> dict[str, Any]:
    async def unit(tx: Tx) -> dict[str, Any]:
        row = await tx.fetch_one("SELECT * FROM volunteer WHERE person_id = ?", (person_id,))
        sealed = {"name": VOLUNTEER_NAME, "phone": VOLUNTEER_PHONE} if row else {}
        own = {name: tx.vault.open(field, person_id, row[name]) for name, field in sealed.items() if row}
        return {**(row or {}), **own}

    return await hall.db.read(unit)


async def count(hall: Hall, sql: str, *params: Any) -> int:
    async def unit(tx: Tx) -> int:
        row = await tx.fetch_one(sql, params)
        return int(next(iter(row.values()))) if row else 0

    return await hall.db.read(unit)


async def go_on(hall: Hall, days: float) -> list[Reply]:
    """The clock, and all that is due by then."""
    clock = hall.dispatcher.office.clock
    assert isinstance(clock, ManualClock)
    clock.at += timedelta(days=days)
    told: list[Reply] = []
    for duty in await hall.db.read(due.ready, to_millis(clock.at), 100):
        parcels = await hall.db.write(perform, hall.dispatcher.office, duty, clock.at, "ours")
        told += [parcel.message for parcel in parcels if parcel.message]
    return told

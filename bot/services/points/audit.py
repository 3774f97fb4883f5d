"""Every night each account is compared with its entries (docs/points.md): on a reader, a stretch of people at a time.

The writer goes on meanwhile; an account and its entries are read on one view, so that what is earned while the audit is
under way is no difference. Only where something differs is anybody told.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.domain.messages import Outbound, Urgency
from bot.domain.people import Role
from bot.services.delivery import Parcel, post
from bot.services.turn import Office
from bot.storage import due, ledger_audit, people
from bot.storage.database import Database, Tx
from bot.storage.due import Due
from bot.storage.ledger_audit import Audit
from bot.texts.audit import PointsDiffer

log = structlog.get_logger(__name__)

# Kind of due work, done on a reader and never on the writer's thread.
KIND = "points_audit"
ALL = ""
# Accounts at a time: a reader is back within a fraction of a second.
PORTION = 200


async def look(tx: Tx, office: Office, now: int) -> None:
    """Plan the next one; one that is due already stays so."""
    if at := next_at_night(office, from_millis(now)):
        await due.plan_sooner(tx, KIND, ALL, to_millis(at))


def next_at_night(office: Office, moment: datetime) -> datetime | None:
    """The hour of the next audit; None for never."""
    hour = office.settings.points.audit_at
    if hour is None:
        return None
    today = datetime.combine(moment.astimezone(SHANGHAI).date(), hour, SHANGHAI)
    return today if today > moment else today + timedelta(days=1)


async def whole(db: Database, seen: Callable[[Audit], None] = lambda _: None) -> Audit:
    """Everybody's account; `seen` is told how far it is after each stretch."""
    found, after = Audit(), ""
    while True:
        portion, upto = await db.read(ledger_audit.audit, after, PORTION)
        found += portion
        seen(found)
        if upto is None:
            return found
        after = upto


async def at_night(db: Database, office: Office, token: str | None) -> list[Parcel]:
    """The audit, where it is due; what is to be sent."""
    duty = await db.read(due.first_of, to_millis(office.clock.now()), KIND)
    if duty is None:
        return []
    began = time.perf_counter()
    found = await whole(db)
    note = log.info if found.is_right else log.error
    note(
        "points_audited", accounts=found.accounts, entries=found.entries, differing=len(found.differing),
        astray=found.astray, seconds=round(time.perf_counter() - began, 1),
    )  # fmt: skip
    return await db.write(_tell, office, duty, found, token)


async def _tell(tx: Tx, office: Office, duty: Due, found: Audit, token: str | None) -> list[Parcel]:
    """Those who run the program, without a sound; and the next one is planned."""
    if not await due.take(tx, duty):
        return []
    now = to_millis(office.clock.now())
    await look(tx, office, now)
    if found.is_right:
        return []
    told = [
        Outbound(admin, PointsDiffer(len(found.differing), found.entries), urgency=Urgency.NOTICE, silent=True)
        for admin in sorted(await people.posts_as(tx, Role.ADMIN))
    ]
    return await post(tx, told, now, token=token)

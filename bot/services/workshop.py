"""Work that is due and takes long: read on a reader, made in another process, and only the finished file is written.

The writer's thread never waits for a picture. Nothing is lost with the process: until the message is in the outbox, the
row of due work stands; it is removed in the same unit of work (ADR 19).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.domain.clock import to_millis
from bot.domain.errors import Transient
from bot.domain.ids import new_id
from bot.domain.messages import Outbound, Upload
from bot.domain.trace import followed
from bot.files.press import Press
from bot.services import invitations, listing, stats
from bot.services.activities import files
from bot.services.delivery import Parcel, post
from bot.services.making import Maker, Making, keep_making
from bot.services.orders import DRAW, INVITE, LIST, PUSH, SEPARATOR
from bot.services.points import account as points
from bot.services.points import honours, red
from bot.services.privacy import file
from bot.services.shop import redemptions
from bot.services.turn import Office
from bot.services.volunteers import portrait
from bot.storage import due
from bot.storage.database import Database, Tx
from bot.storage.due import Due
from bot.texts.stats import NotMade

log = structlog.get_logger(__name__)

LATER_MS = 600_000

# Kind of due work → how its file is made. In this order: somebody waits for the first ones.
MAKINGS: Mapping[str, Maker] = {
    # Its digits stand on the card already: where it cannot be painted now, it comes later.
    redemptions.PAINT: Maker(redemptions.painting, awaited=False),
    files.CODE: Maker(files.code),
    files.ENTRY: Maker(files.entry),
    INVITE: Maker(invitations.drawing),
    DRAW: Maker(stats.drawing),
    LIST: Maker(listing.listing),
    portrait.DRAW: Maker(portrait.drawing),
    points.DRAW: Maker(points.drawing),
    honours.PRINT: Maker(honours.printing),
    red.APPRAISE: Maker(red.appraising),
    red.HOUSEHOLDS: Maker(red.listing),
    file.WRITE: Maker(file.writing),
    PUSH: Maker(stats.pushing, awaited=False),
}


@dataclass(frozen=True, slots=True)
class Workshop:
    """Makes one file after the other until cancelled. `token` and `offer` are the sender's, where it is here."""

    db: Database
    office: Office
    token: str | None
    offer: Callable[[list[Parcel]], None]
    press: Press = field(default_factory=Press)

    async def run(self) -> None:
        """Until cancelled; a store that cannot be read now is tried again at the next look."""
        await keep_making(self._make_next, self.press, "workshop_delayed")

    async def _make_next(self) -> bool:
        """The next file, where one is due; whether there was one."""
        moment = self.office.clock.now()
        duty = await self.db.read(_next, to_millis(moment))
        if duty is None:
            return False
        with followed(duty.goes_back_to):
            self.offer(await self._made(duty, moment))
        return True

    async def _made(self, duty: Due, moment: datetime) -> list[Parcel]:
        try:
            making = await self.db.read(_gathered, self.office, duty, moment)
            content = await self.press.make(making.what) if making else b""
            return await self.db.write(finish, self.office, duty, making, content, moment, self.token)
        except Transient:
            raise
        except Exception:  # what went wrong with one file must not stop all others
            log.exception("not_made", kind=duty.kind, trace=duty.goes_back_to)
            return await self.db.write(_fail, duty, to_millis(moment), self.token)


async def _next(tx: Tx, now: int) -> Due | None:
    for kind in MAKINGS:
        if duty := await due.first_of(tx, now, kind):
            return duty
    return None


async def _gathered(tx: Tx, office: Office, duty: Due, moment: datetime) -> Making | None:
    return await MAKINGS[duty.kind].gather(tx, office, duty.subject, moment)


async def finish(
    tx: Tx, office: Office, duty: Due, making: Making | None, content: bytes, moment: datetime, token: str | None
) -> list[Parcel]:
    """The file into the outbox, once, for whoever may still see it."""
    if not await due.take(tx, duty) or making is None or not await making.allowed(tx, office):
        return []
    now, upload = to_millis(moment), Upload(new_id(), making.kind, making.name)
    await making.noted(tx, now)
    message = Outbound(
        making.to, making.prompt, making.choices, making.urgency,
        card=making.card, replaces=making.card is not None, upload=upload,
    )  # fmt: skip
    return await post(tx, [message], now, token=token, files={upload.id: content})


async def _fail(tx: Tx, duty: Due, now: int, token: str | None) -> list[Parcel]:
    """Whoever waits hears of it; what is pushed is tried again."""
    if not MAKINGS[duty.kind].awaited:
        await due.plan(tx, duty.kind, duty.subject, now + LATER_MS)
        return []
    taken = await due.take(tx, duty)
    sorry = Outbound(duty.subject.partition(SEPARATOR)[0], NotMade())
    return await post(tx, [sorry] if taken else [], now, token=token)

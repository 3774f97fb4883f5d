"""Fetches pictures that came as files and has their copies made: a job of its own, one picture after the other.

Nobody's message waits for it. What a stranger sent is opened in a process of its own, which may need so much memory and
time and no more; should it end, the picture is refused and the next one finds a new process.
"""

from collections.abc import Callable, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

import structlog

from bot.channels.channel import Channel
from bot.domain.clock import to_millis
from bot.domain.errors import BadPicture, ChannelUnavailable, RejectedMessage, Transient, Undeliverable
from bot.domain.pictures import Flaw, Original, Picture, PictureState
from bot.files.press import Press, make_within
from bot.services.delivery import Parcel
from bot.services.making import keep_making
from bot.services.pictures import COPY, keep, refuse
from bot.services.turn import Office
from bot.storage import due, pictures
from bot.storage.database import Database, Tx
from bot.storage.due import Due

log = structlog.get_logger(__name__)

LATER_MS = 30_000
# As long a picture that cannot be fetched is asked for.
PATIENCE_MS = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Darkroom:
    """Runs until cancelled. `token` and `offer` are the sender's, where it is here."""

    db: Database
    office: Office
    channels: Mapping[str, Channel]
    token: str | None
    offer: Callable[[list[Parcel]], None]
    press: Press = field(default_factory=lambda: Press(make_within))

    async def run(self) -> None:
        """Until cancelled; a store that cannot be read now is tried again at the next look."""
        await keep_making(self._copy_next, self.press, "darkroom_delayed")

    async def _copy_next(self) -> bool:
        """The next picture, where there is one; whether there was."""
        found = await self.db.read(_next, self._now())
        if found is None:
            return False
        duty, picture = found
        if picture is None or picture.state is not PictureState.WAITING:
            await self.db.write(due.take, duty)
            return True
        try:
            content = await self._copied(picture)
            self.offer(await self.db.write(keep, duty, content))
        except BadPicture as error:
            await self._refuse(duty, picture, error.args[0])
        except ChannelUnavailable as error:
            await self._later(duty, picture, error)
        except Transient:
            raise
        except Exception:  # a bug of ours must not stop all other pictures
            log.exception("not_copied")
            await self.db.write(due.plan, duty.kind, duty.subject, self._now() + LATER_MS)
        return True

    async def _copied(self, picture: Picture) -> bytes:
        limits = self.office.settings.photos
        most = limits.max_mb << 20
        if picture.size > most:
            raise BadPicture(Flaw.TOO_LARGE)
        try:
            content = await self.channels[picture.channel].download(picture.file_id, most)
        except (RejectedMessage, Undeliverable):
            raise BadPicture(Flaw.GONE) from None
        try:
            return await self.press.make(Original(content, limits.max_megapixels * 1_000_000, limits.longest_side))
        except BrokenProcessPool:
            raise BadPicture(Flaw.BROKEN) from None

    async def _refuse(self, duty: Due, picture: Picture, flaw: Flaw) -> None:
        log.info("picture_refused", flaw=flaw, size=picture.size)
        self.offer(await self.db.write(refuse, self.office, duty, picture, flaw, self._now(), self.token))

    async def _later(self, duty: Due, picture: Picture, error: ChannelUnavailable) -> None:
        log.info("picture_delayed", reason=str(error))
        if self._now() - picture.at > PATIENCE_MS:
            await self._refuse(duty, picture, Flaw.GONE)
        else:
            wait = int((error.retry_after or 0) * 1000) or LATER_MS
            await self.db.write(due.plan, duty.kind, duty.subject, self._now() + wait)

    def _now(self) -> int:
        return to_millis(self.office.clock.now())


async def _next(tx: Tx, now: int) -> tuple[Due, Picture | None] | None:
    duty = await due.first_of(tx, now, COPY)
    return (duty, await pictures.load(tx, duty.subject)) if duty else None

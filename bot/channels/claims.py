"""What waits in the store for a sender's chats, and that nobody else sends it.

The store is asked for what nobody handed over: after a restart, broadcasts, rows whose time has come, what other
processes write, and what comes with a partition (ADR 34).
"""

import asyncio
from dataclasses import dataclass

import structlog

from bot.channels.courier import Courier
from bot.channels.holding import Holding
from bot.domain.clock import to_millis
from bot.domain.errors import Transient
from bot.domain.messages import Urgency
from bot.services.crew import Share
from bot.services.delivery import CLAIM_MS, unpack
from bot.storage import outbox

log = structlog.get_logger(__name__)

PAGE = 500
HELD = 5000
LOOK_S = 1.0
# Where other processes write: nobody hands that over.
LOOKS_S = (0.05, 0.1, 0.25)


@dataclass(slots=True)
class Claims:
    """Fills `holding`, and sets `news` when something came. `token` marks what is ours in the store.

    `waiting`, `pressing`: how many messages the store held when it was last asked; in all, and broadcasts apart.
    """

    courier: Courier
    token: str
    share: Share
    shared: bool
    holding: Holding
    news: asyncio.Event
    waiting: int = 0
    pressing: int = 0
    _quiet: int = 0

    async def begin(self) -> None:
        """Hold what an earlier life left behind, as soon as the store can be reached."""
        while True:
            try:
                await self._follow()
            except Transient as error:
                _unreadable(error)
                await asyncio.sleep(LOOK_S)
            else:
                return

    async def keep_filled(self) -> None:
        """Fetch from the store what nobody handed over, and keep the claim on what is still held."""
        loop = asyncio.get_running_loop()
        extend_at = loop.time() + CLAIM_MS / 3000
        while True:
            until = loop.time() + LOOK_S
            try:
                self.waiting, self.pressing = await self.courier.db.read(outbox.count_waiting, Urgency.BROADCAST)
                while self.waiting > len(self.holding.ids) and self._has_room():
                    if len(await self._fill()) < PAGE:
                        break
                if loop.time() >= extend_at:
                    await self.courier.db.write(outbox.extend, sorted(self.holding.ids), self._now() + CLAIM_MS)
                    extend_at = loop.time() + CLAIM_MS / 3000
            except Transient as error:
                _unreadable(error)
            self.holding.forget_quiet_lanes(loop.time())
            await self._look_closely(until, loop)

    async def _look_closely(self, until: float, loop: asyncio.AbstractEventLoop) -> None:
        """Until then; and where others write, look whether they did, and what of the chats is ours."""
        while (left := until - loop.time()) > 0:
            await asyncio.sleep(min(left, LOOKS_S[min(self._quiet // 8, len(LOOKS_S) - 1)]) if self.shared else left)
            if not self.shared:
                continue
            self._quiet += 1
            try:
                await self._follow()
                while self._has_room() and await self.courier.db.read(outbox.has_news, self.token):
                    self._quiet = 0
                    if not await self._fill():
                        break
            except Transient as error:
                _unreadable(error)
            self.news.set()

    async def _follow(self) -> None:
        """What the store holds for the chats that are ours now is in its lanes; of those that no longer are, nothing.

        Nothing leaves before all that an earlier life left behind is there: a chat would hear the newer first.
        """
        held = dict(self.share.held)
        if lost := {part for part, epoch in self.holding.opened.items() if held.get(part) != epoch}:
            self.courier.forget(lost)
            self.holding.leave(lost)
        if gained := held.keys() - self.holding.opened.keys():
            if self.shared:
                self.holding.take_over(gained, asyncio.get_running_loop().time())
            await self.courier.db.write(outbox.release, sorted(gained), self._now())
            while not _is_last(await self._fill()):
                pass
            self.holding.open({part: held[part] for part in gained})
            self.news.set()

    def _has_room(self) -> bool:
        return len(self.holding.ids) <= HELD - PAGE

    async def _fill(self) -> list[outbox.Queued]:
        """Claim a page from the store, the most urgent first; what it held."""
        now = self._now()
        page = await self.courier.db.write(outbox.claim, self.token, now, now + CLAIM_MS, PAGE)
        for queued in page:
            if queued.id not in self.holding.ids and queued.part in self.share.held:
                await self._unpack(queued)
        self.news.set()
        return page

    async def _unpack(self, queued: outbox.Queued) -> None:
        try:
            self.holding.hold(unpack(queued))
        except (KeyError, TypeError, ValueError) as error:
            log.error("message_unreadable", row=queued.id, kind=type(error).__name__)
            await self.courier.db.write(outbox.settle, [queued.id], "parked", self._now(), error="unreadable")

    def _now(self) -> int:
        return to_millis(self.courier.clock.now())


def _is_last(page: list[outbox.Queued]) -> bool:
    """Whether at most broadcasts are left behind it, which may be overtaken."""
    return len(page) < PAGE or any(queued.urgency == Urgency.BROADCAST for queued in page)


def _unreadable(error: Transient) -> None:
    log.warning("outbox_unreadable", kind=type(error).__name__)

"""Carries one message to its platform and settles in the store what became of it."""

import asyncio
import random
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from bot.channels.channel import Channel
from bot.channels.copies import showable
from bot.config.sections import Delivery
from bot.domain.clock import Clock, to_millis
from bot.domain.errors import ChannelUnavailable, RejectedMessage, Transient, Undeliverable
from bot.domain.messages import Menu, Outbound, Toast, Upload, Urgency
from bot.domain.sharing import partition_of
from bot.services import alerts
from bot.services.delivery import Parcel
from bot.services.desk_cards import CARD
from bot.storage import due, made_files, outbox, people, pictures
from bot.storage.database import Database, Tx

log = structlog.get_logger(__name__)

CARDS_KEPT = 20_000
STORE_RETRY_S = 0.5


@dataclass(frozen=True, slots=True)
class Carried:
    """What came of a message: settled, or to be tried again after `wait` seconds.

    `gone`: its chat takes no messages any more, and everything that waited for it was given up. `older` is the showing
    that it replaces, still to be taken away.
    """

    wait: float = 0.0
    gone: bool = False
    older: str | None = None


@dataclass(slots=True)
class Courier:
    """Sends through `channels`; `count` is told each outcome."""

    db: Database
    clock: Clock
    channels: Mapping[str, Channel]
    settings: Delivery
    count: Callable[[str], None]
    _cards: OrderedDict[tuple[str, str, str], str] = field(default_factory=OrderedDict)
    _failures: dict[int, int] = field(default_factory=dict)

    async def carry(self, parcels: list[Parcel]) -> Carried:
        """Send the first parcel, worded as the last (a later redrawing of the same card)."""
        first, last = parcels[0], parcels[-1]
        if first.queued.expires_at is not None and first.queued.expires_at < self._now():
            return await self._settled(parcels, "expired")
        try:
            if await self._is_called_back(first):
                self.count("expired")
                return Carried()
            standing = await self._standing(first)
            message_id = await self._send(first, last, standing)
        except Transient as error:
            return await self._failed(first, error)
        except Undeliverable as error:
            return await self._given_up(first, error)
        except Exception as error:  # noqa: BLE001 - refused, or a bug of ours in wording it: reported, the chat goes on
            return await self._parked(parcels, error)
        replaces = isinstance(first.message, Outbound) and first.message.replaces and message_id
        return await self._settled(parcels, "sent", message_id=message_id, older=standing if replaces else None)

    def forget(self, parts: Collection[int]) -> None:
        """Where cards of these partitions stand is another's to know from now on."""
        for card in [card for card in self._cards if partition_of(card[0], card[1]) in parts]:
            del self._cards[card]

    async def remove(self, channel: str, chat: str, message_id: str) -> None:
        """Take away what was replaced. Tried once: where it stays, its buttons are answered with the present card."""
        try:
            await self.channels[channel].remove(chat, message_id)
        except Exception as error:  # noqa: BLE001 - the card stands below already: nothing here may hold up the sending
            reason = str(error) if isinstance(error, ChannelUnavailable | RejectedMessage | Undeliverable) else None
            log.info("not_removed", kind=type(error).__name__, reason=reason)

    async def _send(self, first: Parcel, last: Parcel, standing: str | None) -> str | None:
        queued = first.queued
        channel = self.channels[queued.channel]
        match first.message, last.message:
            case Outbound(upload=Upload(id=file_id)) as message, _:
                return await channel.upload(queued.chat, message, await self._content(file_id))
            case Outbound() as oldest, Outbound() as newest:
                # It rings or not as it was called for: a redrawing says nothing about that.
                shown = replace(newest, silent=oldest.silent)
                if shown.media:
                    return await self._show(queued, shown)
                return await channel.send(queued.chat, shown, standing if oldest.redraws else None)
            case Menu() as menu, _:
                await channel.set_menu(queued.chat, menu)
            case Toast() | None as toast, _ if first.answers is not None:
                await channel.answer(first.answers, toast)
            case _:
                raise RejectedMessage("a row without a message")
        return None

    async def _show(self, queued: outbox.Queued, message: Outbound) -> str | None:
        """Send files. What the platform has now is remembered by its id there."""
        channel = self.channels[queued.channel]
        message, fresh = await self.db.read(showable, message, self._now())
        if not message.media:
            return await channel.send(queued.chat, message, None)
        message_id, known = await channel.show(queued.chat, message, fresh)
        if known:
            await self._surely(pictures.remember, tuple(known.items()))
        return message_id

    async def _is_called_back(self, parcel: Parcel) -> bool:
        """A broadcast that was stopped since it was claimed; nothing else can be."""
        queued = parcel.queued
        return queued.urgency == Urgency.BROADCAST and not await self.db.read(outbox.is_waiting, queued.id)

    async def _content(self, file_id: str) -> bytes:
        """A file of our own. Raises `RejectedMessage` where the store has it no more."""
        content = await self.db.read(made_files.content_of, file_id)
        if content is None:
            raise RejectedMessage("its file is gone")
        return content

    async def _standing(self, parcel: Parcel) -> str | None:
        """Where the card stands that is to be redrawn or replaced; None where it was never shown."""
        queued, message = parcel.queued, parcel.message
        if not queued.card or not isinstance(message, Outbound) or not (message.edits or message.replaces):
            return None
        known = self._cards.get((queued.channel, queued.chat, queued.card))
        return known or await self.db.read(outbox.card_message, queued.channel, queued.chat, queued.card)

    async def _settled(
        self,
        parcels: list[Parcel],
        state: str,
        *,
        message_id: str | None = None,
        error: str | None = None,
        older: str | None = None,
    ) -> Carried:
        queued = parcels[0].queued
        ids = [parcel.queued.id for parcel in parcels]
        card = (queued.channel, queued.chat, queued.card) if queued.card and message_id else None
        if card and message_id:
            self._cards[card] = message_id
            if len(self._cards) > CARDS_KEPT:
                self._cards.popitem(last=False)
        self._failures.pop(queued.id, None)
        self.count(state)
        log.info("settled", row=queued.id, trace=queued.trace, state=state)
        await self._surely(_settle, ids, state, self._now(), message_id, error, card, _bears_a_file(parcels))
        return Carried(older=older)

    async def _parked(self, parcels: list[Parcel], error: Exception) -> Carried:
        queued = parcels[0].queued
        refused = isinstance(error, RejectedMessage)
        reason = str(error) if refused else type(error).__name__
        log.error(
            "message_rejected",
            row=queued.id,
            trace=queued.trace,
            kind=queued.kind,
            reason=reason,
            exc_info=None if refused else error,
        )
        return await self._settled(parcels, "parked", error=reason)

    async def _failed(self, parcel: Parcel, error: Transient) -> Carried:
        queued = parcel.queued
        failures = self._failures[queued.id] = self._failures.get(queued.id, queued.attempts) + 1
        asked = error.retry_after if isinstance(error, ChannelUnavailable) else None
        wait = asked or self._backoff(failures)
        log.info(
            "send_delayed",
            row=queued.id,
            trace=queued.trace,
            failures=failures,
            wait_s=round(wait, 2),
            reason=str(error),
        )
        self.count("delayed")
        await self._surely(outbox.postpone, queued.id, self._now() + int(wait * 1000) + 1000, str(error))
        return Carried(wait=wait)

    def _backoff(self, failures: int) -> float:
        """Doubling from the base to the most, with jitter, so that many chats do not come back at one moment."""
        most = min(self.settings.backoff_max_s, self.settings.backoff_base_s * 2 ** min(failures - 1, 16))
        return random.uniform(most / 2, most)  # noqa: S311 - jitter, not a secret

    async def _given_up(self, parcel: Parcel, error: Undeliverable) -> Carried:
        queued = parcel.queued
        log.info("unreachable", row=queued.id, trace=queued.trace, person=queued.person_id, reason=str(error))
        self.count("undeliverable")
        await self._surely(_give_up, queued, self._now(), str(error))
        return Carried(gone=True)

    async def _surely(self, unit: Callable[..., Awaitable[Any]], *facts: Any) -> None:
        """What became of a message must be stored, else it would be sent twice: tried until the store takes it."""
        while True:
            try:
                await self.db.write(unit, *facts)
            except Transient as error:
                log.warning("outbox_unwritable", kind=type(error).__name__)
                await asyncio.sleep(STORE_RETRY_S)
            else:
                return

    def _now(self) -> int:
        return to_millis(self.clock.now())


def _bears_a_file(parcels: list[Parcel]) -> bool:
    return any(isinstance(parcel.message, Outbound) and parcel.message.upload for parcel in parcels)


async def _settle(
    tx: Tx,
    ids: list[int],
    state: str,
    now: int,
    message_id: str | None,
    error: str | None,
    card: tuple[str, str, str] | None,
    bears_a_file: bool,  # noqa: FBT001 - a unit of work takes its facts in order
) -> None:
    await outbox.settle(tx, ids, state, now, message_id=message_id, error=error)
    if bears_a_file:
        await made_files.drop(tx, ids)
    if card and message_id:
        await outbox.remember_card(tx, *card, message_id)


async def _give_up(tx: Tx, queued: outbox.Queued, now: int, error: str) -> None:
    """The ladder is sounded again at once for each ticket that this chat will not see."""
    unseen = await outbox.give_up_chat(tx, queued.channel, queued.chat, now, error)
    for card in unseen:
        if card.startswith(CARD):
            await due.plan(tx, alerts.AGAIN, card.removeprefix(CARD), now)
    await people.set_reachable(tx, people.Address(queued.channel, queued.chat), reachable=False)

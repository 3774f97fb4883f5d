"""One update, one unit of work: the inbox row is done, what follows from it is kept, the answers are queued.

Understanding a sentence comes before the transaction. Whatever goes wrong, the person hears of it in a kind sentence,
what they were writing stays, and the operator finds the incident by its number.
"""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.domain import errors
from bot.domain.clock import to_millis
from bot.domain.ids import new_id
from bot.domain.messages import ChatKind, Command, Inbound, Media, Prompt, Reply, Text, Toast
from bot.domain.people import Person
from bot.domain.words import clean
from bot.handlers.route import Route
from bot.services import pictures, report
from bot.services.delivery import Parcel, post
from bot.services.turn import Office, Reading, Turn
from bot.services.understanding import Understanding
from bot.storage import inbox, people
from bot.storage.database import Database, Tx
from bot.storage.inbox import Waiting
from bot.texts import errors as say

log = structlog.get_logger(__name__)

REFUSALS: dict[type[errors.Refused], Prompt] = {
    errors.NotAllowed: say.NotAllowedHere(),
    errors.NotFound: say.NoSuchThing(),
    errors.NotPossibleNow: say.NotNow(),
    errors.HandsFull: say.HandsFull(),
    errors.NotEnoughPoints: say.NotEnough(),
    errors.OutdatedCard: say.CardIsOld(),
    errors.ForgedPayload: say.ButtonIsOld(),
}


# Whoever talks where others read along: nothing is kept of them, and it says nothing about whether we reach them.
SOMEBODY = Person(id="", consent_version=0, home_id=None)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update on its way: the stored row, the lease under which it is handled, and what it says (None: nothing)."""

    waiting: Waiting
    epoch: int
    inbound: Inbound | None


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Runs arrivals through their routes.

    `token` claims what is written into the outbox for our own sender (None: it is elsewhere); `poisoned` is told of
    each quarantined update.
    """

    db: Database
    office: Office
    understanding: Understanding
    token: str | None
    poisoned: Callable[[], None]

    async def handle(self, route: Route, arrival: Arrival) -> list[Parcel]:
        """Handle one arrival; what is to be sent. Raises `Transient` alone: the same call may succeed later."""
        try:
            return await self._answer(route, arrival)
        except errors.Transient:
            raise
        except Exception:  # a bug of ours must neither stop the chat nor lose the update
            incident = new_id(6)
            self.poisoned()
            log.exception("incident", incident=incident, update=arrival.waiting.update_id)
            return await self._set_aside(arrival, incident)

    async def _set_aside(self, arrival: Arrival, incident: str) -> list[Parcel]:
        """With a word to the person; without, where that leads to the same error again: their chat goes on."""
        try:
            return await self.db.write(self._quarantine, arrival, incident)
        except errors.Transient:
            raise
        except Exception:  # their update would else be handled again and again, and all behind it wait
            log.exception("incident_untold", incident=incident)
            now = self._now()
            await self.db.write(inbox.quarantine, arrival.waiting, arrival.epoch, now, f"incident {incident}")
            return []

    async def _answer(self, route: Route, arrival: Arrival) -> list[Parcel]:
        reading = self._read(route, arrival.inbound)
        try:
            return await self.db.write(self._step, route, arrival, reading)
        except errors.Refused as refusal:
            log.info("refused", update=arrival.waiting.update_id, kind=type(refusal).__name__)
            return await self.db.write(self._refuse, arrival, REFUSALS[type(refusal)])

    async def ignore(self, arrival: Arrival) -> None:
        """An update that is none of ours is done as it is."""
        await self.db.write(self._finish, arrival)

    async def quarantine(self, arrival: Arrival, error: str) -> None:
        """Set an update aside that cannot be read. `error` bears no personal text."""
        now = self._now()
        await self.db.write(inbox.quarantine, arrival.waiting, arrival.epoch, now, error)
        self.poisoned()

    def _now(self) -> int:
        return to_millis(self.office.clock.now())

    def _read(self, route: Route, inbound: Inbound | None) -> Reading | None:
        match inbound.content if inbound and route.reads else None:
            case Text(words) | Media(_, words) | Command(_, words):
                said = clean(words)
                return self.understanding.read(said) if said else None
            case _:
                return None

    async def _finish(self, tx: Tx, arrival: Arrival) -> bool:
        return await inbox.finish(tx, arrival.waiting, arrival.epoch, self._now())

    async def _step(self, tx: Tx, route: Route, arrival: Arrival, reading: Reading | None) -> list[Parcel]:
        if not await self._finish(tx, arrival) or arrival.inbound is None:
            return []
        turn = await self._turn(tx, arrival.inbound, reading)
        if not route.open_to(turn.person.roles):
            raise errors.NotAllowed(route.command or route.pressed)
        await pictures.expect(turn, tx)
        return await self._post(tx, turn, await route.handler(turn, tx))

    async def _refuse(self, tx: Tx, arrival: Arrival, prompt: Prompt) -> list[Parcel]:
        if not await self._finish(tx, arrival) or arrival.inbound is None:
            return []
        turn = await self._turn(tx, arrival.inbound, None)
        return await self._post(tx, turn, await _apology(turn, tx, prompt))

    async def _quarantine(self, tx: Tx, arrival: Arrival, incident: str) -> list[Parcel]:
        now = self._now()
        if not await inbox.quarantine(tx, arrival.waiting, arrival.epoch, now, f"incident {incident}"):
            return []
        if arrival.inbound is None or arrival.inbound.chat_kind is ChatKind.GROUP:
            return []
        turn = await self._turn(tx, arrival.inbound, None)
        return await self._post(tx, turn, [turn.reply(say.OurFault(incident))])

    async def _turn(self, tx: Tx, inbound: Inbound, reading: Reading | None) -> Turn:
        moment = self.office.clock.now()
        address = people.Address(inbound.channel, inbound.key)
        private = inbound.chat_kind is ChatKind.PRIVATE
        person = await people.arrive(tx, address, to_millis(moment)) if private else SOMEBODY
        return Turn(inbound, person, self.office, moment, reading)

    async def _post(self, tx: Tx, turn: Turn, replies: list[Reply]) -> list[Parcel]:
        return await post(tx, replies, turn.now, token=self.token, inbound=turn.inbound)


async def _apology(turn: Turn, tx: Tx, prompt: Prompt) -> list[Reply]:
    """Over the button where one was pressed, else as a message; and what they had begun to write."""
    said: Reply = Toast(prompt, alert=True) if turn.pressed else turn.reply(prompt)
    return [said, *await report.show_begun(turn, tx)]

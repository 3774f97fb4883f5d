"""The dispatcher on a store of its own, without any platform: people come in one message after the other."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from bot.channels.telegram.application import received
from bot.domain.clock import to_millis
from bot.domain.messages import ChatKind, Choice, Content, Inbound, Outbound, Reply, Toast
from bot.domain.people import Post, Role
from bot.domain.sharing import Job
from bot.handlers.dispatch import Arrival, Dispatcher
from bot.handlers.route import Route
from bot.handlers.routes import ROUTES
from bot.storage import inbox, leases, people
from bot.storage.database import Tx
from bot.storage.sqlite import SqliteDatabase
from bot.texts.buttons import BUTTONS
from tests.conversations.town import MORNING

# Where each role is held; a role that no unit of the town fits is held in the district.
UNIT_OF = {
    Role.SECRETARY: "cuihu",
    Role.COMMUNITY_STAFF: "community",
    Role.STREET_DISPATCHER: "street",
    Role.BUILDING_LEAD: "cuihu3",
}


class Hall:
    """The dispatcher on a store of its own; people come in one update after the other."""

    def __init__(self, db: SqliteDatabase, dispatcher: Dispatcher, epochs: dict[int, int]) -> None:
        self.db = db
        self.dispatcher = dispatcher
        self.epochs = epochs
        self._last = 0

    async def arrive(self, person: int, content: Content, route: Route | None = None, **how: Any) -> list[Reply]:
        """What `person` is answered, by the route that matches or by `route`."""
        self._last = number = self._last + 1
        raw = received({"update_id": number, "message": {"chat": {"id": person}}})
        await self.db.write(inbox.store, [raw], to_millis(MORNING))
        waiting = next(row for row in await self.db.read(inbox.waiting, 0, 50) if row.update_id == number)
        inbound = Inbound("telegram", number, str(person), str(person), ChatKind.PRIVATE, MORNING, content)
        inbound = dataclasses.replace(inbound, **how)
        route = route or next(route for route in ROUTES if route.matches(inbound))
        parcels = await self.dispatcher.handle(route, Arrival(waiting, self.epochs[waiting.part], inbound))
        replies = [parcel.message for parcel in parcels if parcel.message is not None]
        assert not list(wordless(replies)), "it cannot be sent: a button says nothing"
        return replies

    async def appoint(self, person: int, role: Role, unit_id: str = "") -> None:
        """In `unit_id`, else where such a role is held."""

        async def unit(tx: Tx) -> None:
            known = await people.arrive(tx, people.Address("telegram", str(person)), to_millis(MORNING))
            if role is not Role.RESIDENT:
                held_in = unit_id or UNIT_OF.get(role, "district")
                await people.appoint(tx, known.id, Post(role, held_in), to_millis(MORNING))

        await self.db.write(unit)


def wordless(replies: list[Reply]) -> Iterator[Choice]:
    """The buttons that have no words, neither their own nor usual ones."""
    for reply in replies:
        rows = reply.choices if isinstance(reply, Outbound) else ()
        yield from (choice for row in rows for choice in row if not choice.label and choice.what not in BUTTONS)


def name_of(route: Route) -> str:
    """By which a failed test names it."""
    return route.pressed or route.command or route.handler.__name__


def words(replies: list[Reply]) -> list[str]:
    return [reply.prompt.text() for reply in replies if isinstance(reply, Outbound | Toast)]


async def take_leases(tx: Tx) -> dict[int, int]:
    return (await leases.take_all(tx, "ours"))[Job.WORKER]


async def draft_of_anybody(tx: Tx) -> tuple[str, int]:
    """Its id and version, where there is just one."""
    row = await tx.fetch_one("SELECT id, version FROM draft")
    assert row
    return row["id"], row["version"]

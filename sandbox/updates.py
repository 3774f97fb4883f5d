"""The queue of updates and long polling (https://core.telegram.org/bots/api#getting-updates).

An update is written as JSON once, when it happens, and stays until an offset or the webhook confirms it, 24 h at most.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from sandbox.clock import Clock
from sandbox.errors import Conflict
from sandbox.wire import dumps, loads

LIFETIME = 24 * 3600.0
LEFT_OUT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Update:
    """`lane` orders webhook delivery. `nameless` ones bear no id of their own that an offset could confirm."""

    id: int
    at: float
    lane: tuple[str, int]
    text: str
    nameless: bool = False


class Updates:
    """What the bot has not confirmed yet, oldest first."""

    def __init__(self, clock: Clock, first_id: int) -> None:
        self._clock = clock
        self.next_id = first_id
        self._shown: set[int] = set()
        self._waiting: asyncio.Future[None] | None = None
        self.pending: OrderedDict[int, Update] = OrderedDict()
        self.allowed: frozenset[str] | None = None
        self.confirmed = 0
        self.arrived: Callable[[Update], None] = self.wake

    def add(self, kind: str, chat_id: int, body: str) -> None:
        """Queue `{"update_id": …, kind: body}` unless the bot did not ask for this kind."""
        if kind in LEFT_OUT_BY_DEFAULT if self.allowed is None else kind not in self.allowed:
            return
        number = self.next_id
        text = f'{{"update_id":{number},"{kind}":{body}}}'
        lane = "callback" if kind == "callback_query" else "chat"
        self._put(Update(number, self._clock.now(), (lane, chat_id), text))

    def add_raw(self, thing: object) -> None:
        """Queue anything as it is: a string is sent as JSON text, whatever it holds.

        An object without `update_id` is given one. What no offset can confirm, because it bears no id
        or one that has passed, is confirmed by the poll after the one that delivered it.
        """
        if isinstance(thing, dict):
            thing.setdefault("update_id", self.next_id)
        own = id_of(thing)
        nameless = own is None or own < self.next_id
        number = self.next_id if own is None or nameless else own
        text = thing if isinstance(thing, str) else dumps(thing)
        text = text.encode("utf-8", "backslashreplace").decode()  # half characters, as JSON writes them
        self._put(Update(number, self._clock.now(), ("raw", number), text, nameless))

    def _put(self, update: Update) -> None:
        self.next_id = update.id + 1
        self.pending[update.id] = update
        self.arrived(update)

    def wake(self, _update: Update) -> None:
        """Let the poll that waits see a new update."""
        self.release()

    def interrupt(self, why: str) -> None:
        """Answer the poll that waits, if one does, with 409."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_exception(Conflict(why))

    @property
    def waits(self) -> bool:
        """Whether a poll waits for an update."""
        return self._waiting is not None

    def release(self) -> None:
        """Answer the poll that waits, if one does, with what there is."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[str]:
        """The updates from `offset` on (JSON texts), waiting up to `seconds` for the first.

        A newer poll ends this one with Conflict.
        """
        self.interrupt("terminated by other getUpdates request; make sure that only one bot instance is running")
        self._confirm(offset)
        if not self.pending and seconds > 0:
            await self._wait(seconds)
        batch = list(islice(self.pending.values(), limit))
        self._shown.update(update.id for update in batch if update.nameless)
        return [update.text for update in batch]

    async def _wait(self, seconds: float) -> None:
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait((waiting,), timeout=seconds)
        finally:
            # Also where the poll was hung up: nobody would hear of a newer one.
            if self._waiting is waiting:
                self._waiting = None
        if waiting.done():
            waiting.result()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            kept = list(self.pending)[offset:]
            offset = kept[0] if kept else 0
        while self.pending:
            update = next(iter(self.pending.values()))
            if update.id >= offset and self._fresh(update) and update.id not in self._shown:
                break
            self._shown.discard(update.id)
            self.done(update)

    def _fresh(self, update: Update) -> bool:
        return update.at > self._clock.now() - LIFETIME

    def holds(self, update: Update) -> bool:
        """Whether this update still waits to be delivered."""
        return update.id in self.pending and self._fresh(update)

    def done(self, update: Update) -> None:
        """The bot has this one."""
        if self.pending.pop(update.id, None) is not None:
            self.confirmed = update.id

    def clear(self) -> None:
        """Drop what is pending; ids go on."""
        self.pending.clear()

    def ask_for(self, kinds: list[str]) -> None:
        """What kinds to queue from now on; an empty list means Telegram's default set."""
        self.allowed = frozenset(kinds) or None


def id_of(thing: object) -> int | None:
    """The `update_id` that a raw thing bears, if it can bear one."""
    if isinstance(thing, str):
        try:
            thing = loads(thing)
        except ValueError:
            return None
    own = thing.get("update_id") if isinstance(thing, dict) else None
    return own if isinstance(own, int) and not isinstance(own, bool) else None

"""The town without HTTP: the sandbox's people and methods called straight, the real store, Application and courier.

What nobody can shorten stays: raw updates through inbox, translation, table of routes and one unit of work; what is
answered through outbox, sealing and the sandbox's strict reading of the Bot API. Pace and waiting are left out.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.channels.courier import Courier
from bot.channels.telegram.application import Desk, build_application, build_bot, received
from bot.channels.telegram.connection import Telegram
from bot.channels.telegram.payload import Signer
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.translate import CHANNEL, link_to
from bot.domain.clock import ManualClock, to_millis
from bot.domain.messages import Outbound, Reply
from bot.domain.sharing import PARTITIONS, Job
from bot.handlers.dispatch import Dispatcher
from bot.handlers.routes import ROUTES
from bot.services import pictures
from bot.services.delivery import Parcel, unpack
from bot.services.duties import perform
from bot.services.turn import Office
from bot.services.understanding import Understanding
from bot.storage import due, inbox, leases, outbox
from bot.storage.database import Tx
from classifier import Classifier
from sandbox.api import accepted
from sandbox.chats import Chat, Message, Person
from sandbox.errors import ApiError
from sandbox.methods import find_method
from sandbox.methods.common import deliver
from sandbox.params import Params
from sandbox.wire import JSON, loads
from sandbox.world import World
from tests.conversations.town import EVERYBODY, TOKEN, morning, rows_of, secrets_for
from tests.conversations.wander.store import OneThread

OURS = "ours"


class NoWire(AiohttpRequest):
    """Requests that the sandbox answers without being sent."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    async def initialize(self) -> None:
        """There is nothing to connect."""

    async def do_request(self, url: str, *_: Any, **__: Any) -> tuple[int, bytes]:
        return self._call(url, {})

    async def post_json(self, url: str, body: bytes) -> tuple[int, bytes]:
        return self._call(url, loads(body))

    def _call(self, url: str, values: JSON) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        name, method = find_method(name) or (name, MORE[name])
        call = self._world.calls.begin(name, values, self._world.clock.now())
        try:
            answer = accepted(method(self._world, Params(values)), call)  # type: ignore[arg-type]
        except ApiError as error:
            call.outcome = error.description
            return error.code, error.body()
        assert isinstance(answer.body, bytes)
        return answer.status, answer.body


def _send_video_note(world: World, params: Params) -> Message:
    return deliver(world, params, {"video_note": {"file_id": params.text("video_note"), "duration": 1, "length": 1}})


# What the sandbox does not know.
MORE = {"sendVideoNote": _send_video_note}


@dataclass(slots=True)
class Life:
    """The program between two starts."""

    db: OneThread
    dispatcher: Dispatcher
    desk: Desk
    courier: Courier
    epochs: dict[int, int]
    telegram: Telegram

    async def end(self) -> None:
        await self.telegram.close()
        await self.db.close()


@dataclass(slots=True)
class Ground:
    """The town. `replies` is what was written since it was last emptied; `incidents` counts what broke."""

    office: Office
    classifier: Classifier
    path: Path
    world: World
    clock: ManualClock
    life: Life | None = None
    replies: list[Reply] = field(default_factory=list)
    incidents: int = 0
    _waiting: list[Parcel] = field(default_factory=list)

    @classmethod
    async def open(cls, office: Office, classifier: Classifier, template: Path, path: Path) -> "Ground":
        """`office` was made once; to check the flows and count the holidays takes longer than a whole walk."""
        shutil.copy(template, path)
        clock = morning()
        world = World(TOKEN, 0, limits=False, in_order=True)
        ground = cls(replace(office, clock=clock), classifier, path, world, clock)
        for person in EVERYBODY:
            ground.world.settle(Person(person, f"人{person}"))
            ground.chat(person).started = True
        await ground.start()
        return ground

    def chat(self, person: int) -> Chat:
        return self.world.chats[person]

    async def start(self) -> None:
        """As `bot.app.run` does, without the loops."""
        db = OneThread(self.path)
        office = self.office
        request, secrets = NoWire(self.world), secrets_for("http://nowhere")
        signer = Signer.for_token(TOKEN)
        telegram = Telegram(build_bot(secrets, request), request, secrets, signer)
        dispatcher = Dispatcher(db, office, Understanding(self.classifier, office.settings), OURS, self._note_incident)
        application = build_application(telegram.bot, ROUTES, dispatcher)
        await application.initialize()
        office.link_to = partial(link_to, application.bot.username)
        courier = Courier(db, self.clock, {CHANNEL: telegram.channel}, office.settings.delivery, lambda _: None)
        desk = Desk(application, dispatcher, signer, self._keep)
        epochs = await db.write(_take_leases)
        self.life = Life(db, dispatcher, desk, courier, epochs, telegram)

    async def stop(self) -> None:
        assert self.life
        await self.life.end()
        self.life = None
        self._waiting.clear()

    async def restart(self) -> None:
        """Whatever was written and not sent is sent by the next life, from the store."""
        await self.stop()
        await self.start()
        assert self.life
        now = self.now
        await self.life.db.write(outbox.release, range(PARTITIONS), now)
        while page := await self.life.db.write(outbox.claim, OURS, now, now + 60_000, 500):
            self._waiting += map(unpack, page)
            await self.send()

    @property
    def now(self) -> int:
        return to_millis(self.clock.now())

    # ── one step ────────────────────────────────────────────────────────────────────────────────────────────────

    async def handle(self) -> None:
        """Whatever people have just done: stored, then handled in its order. Nothing is sent yet."""
        assert self.life
        raw = [received(loads(update.text)) for update in self.world.updates.pending.values()]
        self.world.updates.clear()
        await self.life.db.write(inbox.store, raw, self.now)
        for waiting in await self.life.db.read(inbox.waiting, 0, 100):
            await self.life.desk.process(waiting, self.life.epochs[waiting.part])

    async def send(self) -> None:
        """Everything written so far, in its order."""
        assert self.life
        while self._waiting:
            parcel = self._waiting.pop(0)
            carried = await self.life.courier.carry([parcel])
            assert not carried.wait, f"a message was delayed: {parcel.queued.kind}"
            if carried.older:
                await self.life.courier.remove(CHANNEL, parcel.queued.chat, carried.older)

    async def settle(self) -> None:
        """What is handled, sent, and due by now, until nothing is left."""
        assert self.life
        await self.handle()
        await self.send()
        while ready := await self.life.db.read(due.ready, self.now, 50, (pictures.COPY,)):
            for duty in ready:
                office, moment = self.life.dispatcher.office, self.clock.now()
                self._keep(await self.life.db.write(perform, office, duty, moment, OURS))
            await self.send()

    def move_clock(self, seconds: float) -> None:
        self.clock.at += timedelta(seconds=seconds)
        self.world.clock.advance(seconds)

    async def rows(self, sql: str, *params: Any) -> list[dict[str, Any]]:
        """What the store holds."""
        assert self.life
        return await self.life.db.read(rows_of, sql, *params)

    def _note_incident(self) -> None:
        self.incidents += 1

    def _keep(self, parcels: Sequence[Parcel]) -> None:
        """What a commit wrote; each comes back from the store as it was written."""
        for parcel in parcels:
            again = unpack(parcel.queued).message
            assert _facts(again) == _facts(parcel.message), f"changed by the store: {parcel.message} → {again}"
            if parcel.message is not None:
                self.replies.append(parcel.message)
            self._waiting.append(parcel)


def _facts(message: Reply | None) -> object:
    """What the store must give back; it keeps the address apart."""
    return (message.prompt, message.choices, message.media) if isinstance(message, Outbound) else message


async def _take_leases(tx: Tx) -> dict[int, int]:
    return (await leases.take_all(tx, OURS))[Job.WORKER]


def quick_folder() -> Path | None:
    """Memory where there is some: thousands of commits would else wait for the disk."""
    shared = Path("/dev/shm")
    return shared if shared.is_dir() else None

"""The composition root: the only place where concrete things meet, and the order in which they start and stop."""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

import structlog

from bot.channels.courier import Courier
from bot.channels.darkroom import Darkroom
from bot.channels.intake import Intake
from bot.channels.pump import Process, Pump
from bot.channels.sender import Sender
from bot.channels.telegram.application import Desk, build_application
from bot.channels.telegram.connection import Telegram
from bot.channels.telegram.translate import CHANNEL, link_to
from bot.config import Secrets, Settings, database_password, field_keys
from bot.domain.clock import SHANGHAI, Clock, SystemClock, to_millis
from bot.domain.errors import StoreNotReady, Transient
from bot.domain.ids import new_id
from bot.domain.people import Role
from bot.fsm.report import report_flow
from bot.fsm.ticket import ticket_flow
from bot.handlers.dispatch import Dispatcher
from bot.handlers.menu import menu_for
from bot.handlers.routes import ROUTES
from bot.metrics import Metrics, make_metrics, serve_health
from bot.services.calendar import Timetable, work_calendar
from bot.services.clockwork import Clockwork
from bot.services.directory import Directory
from bot.services.relearning import Relearning
from bot.services.resealing import Resealing, make_ready
from bot.services.turn import Office
from bot.services.understanding import Understanding
from bot.services.workshop import Workshop
from bot.storage import inbox, leases, meta, migrate, sealing, units
from bot.storage.database import Database, Tx
from bot.storage.inbox import Waiting
from bot.storage.sqlite import SqliteDatabase, peek
from bot.storage.vault import LOCKED, Vault
from bot.storage.watched import WatchedDatabase
from classifier import Classifier

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger(__name__)

# Nothing is on the wire longer than this when we stop; what is not settled by then is sent again at the next start.
STOP_S = 8.0
# How often a second process looks whether the first is gone; one that died holds its leases for a minute.
STAND_BY_S = 2.0


@dataclass(frozen=True, slots=True)
class Program:
    """Everything that runs, wired together."""

    db: WatchedDatabase
    sender: Sender
    pump: Pump
    clockwork: Clockwork
    relearning: Relearning
    resealing: Resealing
    workshop: Workshop
    darkroom: Darkroom
    intake: Intake
    metrics: Metrics

    async def health(self) -> Mapping[str, bool]:
        """Whether the store answers and takes writes, and the outbox still takes."""
        try:
            await self.db.read(inbox.counts)
        except Transient:
            return {"store": False}
        return {"store": self.db.well, "outbox": not self.sender.is_full()}

    async def finish(self) -> None:
        """Let what was begun come to its end: handled updates, messages on the wire."""
        stopping = [asyncio.ensure_future(part.stop()) for part in (self.pump, self.sender)]
        _, left = await asyncio.wait(stopping, timeout=STOP_S)
        for late in left:
            late.cancel()
        if left:
            log.warning("stopped_in_the_middle", advice="what was not settled is sent again at the next start")


async def open_database(settings: Settings, keys: str | None = None) -> Database:
    """The store of `settings`, at the newest revision, with nothing personal in it that is not sealed.

    `keys`: as CHUISHAO_FIELD_KEYS, from where they are taken if None. Raises `AlreadyRunning` where another process
    holds a file, `BadConfiguration` where there are no keys, `WrongKey` where they are not those of this store,
    `CannotStart` where the store is an unfinished copy.
    """
    vault = Vault.of(field_keys() if keys is None else keys)
    await upgrade(settings)
    own = settings.database
    db = await (SqliteDatabase.open(own.path, vault) if own.is_embedded else _connect(settings, vault, own.connections))
    try:
        await db.read(meta.refuse_unfinished)
        if own.is_embedded or not await db.read(leases.are_held, to_millis(SystemClock().now())):
            await make_ready(db)
        else:
            await db.read(sealing.check)
    except BaseException:
        await db.close()
        raise
    return db


async def upgrade(settings: Settings) -> None:
    """Make the store of `settings`, or bring it to the newest revision. Raises as `open_database`."""
    own = settings.database
    if own.is_embedded:
        own.path.parent.mkdir(parents=True, exist_ok=True)
        return await asyncio.to_thread(migrate.upgrade, own.path)
    from bot.storage import migrate_postgres  # noqa: PLC0415 - whoever has a file waits for no driver

    return await migrate_postgres.upgrade(own.url, database_password())


async def revision_of(settings: Settings) -> str | None:
    """The revision of the store; None where there is none. Raises `CannotStart` where it cannot be read."""
    if settings.database.is_embedded:
        return migrate.current(settings.database.path)
    from bot.storage import migrate_postgres  # noqa: PLC0415 - as above

    return await migrate_postgres.current(settings.database.url, database_password())


async def _connect(settings: Settings, vault: Vault, connections: int) -> Database:
    from bot.storage.postgres import PostgresDatabase  # noqa: PLC0415 - as above

    url, prepared = settings.database.url, settings.database.prepared_statements
    return await PostgresDatabase.open(url, database_password(), vault, connections=connections, prepared=prepared)


async def look_into(
    settings: Settings, unit: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Run a unit that only reads, also while a bot runs. Raises `CannotStart` where there is no store to be read.

    Without keys it reads whatever is not sealed.
    """
    own, keys = settings.database, field_keys()
    vault = Vault.of(keys) if keys else LOCKED
    if own.is_embedded:
        return await peek(own.path, vault, unit, *args, **kwargs)
    db = await _connect(settings, vault, connections=1)
    try:
        return await db.read(unit, *args, **kwargs)
    finally:
        await db.close()


async def open_office(db: Database, settings: Settings, clock: Clock) -> Office:
    """What every use case leans on, read once."""
    directory = Directory(await db.read(units.load_all))
    timetable = Timetable(work_calendar(settings.worktime, clock.now().astimezone(SHANGHAI).date()))
    return Office(settings, clock, directory, timetable, report_flow(), ticket_flow(), menu_for)


async def run(settings: Settings, secrets: Secrets, clock: Clock | None = None) -> None:
    """Run until cancelled. Raises a kind of `CannotStart` where the operator must change something."""
    async with AsyncExitStack() as held:
        keys = secrets.field_keys.get_secret_value() if secrets.field_keys else ""
        db = await _patiently(open_database, settings, keys)
        held.push_async_callback(db.close)
        office = await _patiently(open_office, db, settings, clock or SystemClock())
        # Side by side: reading the dictionaries, and waiting for the network.
        reading = asyncio.to_thread(Classifier.load, settings.classifier.folder)
        classifier, telegram = await asyncio.gather(reading, Telegram.connect(secrets))
        held.push_async_callback(telegram.close)
        program = await assemble(db, office, telegram, classifier)
        await held.enter_async_context(serve_health(settings.metrics, program.metrics.registry, program.health))
        await _become_the_one(program.clockwork, settings)
        await make_ready(db)
        if not settings.database.is_embedded:
            held.push_async_callback(program.clockwork.let_go)
        held.push_async_callback(program.finish)
        gc.freeze()  # dictionary, schema and types stay to the end: 70 ms in each full collection, while all wait
        async with asyncio.TaskGroup() as group:
            parts = (program.sender, program.pump, program.clockwork, program.relearning)
            for part in (*parts, program.workshop, program.darkroom):
                group.create_task(part.run())
            group.create_task(program.resealing.run())
            group.create_task(telegram.listen(settings.telegram, program.intake))
            group.create_task(telegram.introduce(menu_for((Role.RESIDENT,))))


async def _become_the_one(clockwork: Clockwork, settings: Settings) -> None:
    """On a file at once: its lock says that nobody else is here. On a server when whoever was here let go, or died."""
    while not await _patiently(partial(clockwork.take_leases, alone=settings.database.is_embedded)):
        log.warning("another_process_works_here", advice="this one stands by and takes over when that one ends")
        await asyncio.sleep(STAND_BY_S)


async def _patiently(act: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
    """What comes of `act`, tried until the store can be opened and takes writes: a start waits for it as a run does."""
    while True:
        try:
            return await act(*args, **kwargs)
        except (StoreNotReady, Transient) as error:
            log.warning("store_not_ready", reason=str(error), again_in_s=STAND_BY_S)
            await asyncio.sleep(STAND_BY_S)


async def assemble(store: Database, office: Office, telegram: Telegram, classifier: Classifier) -> Program:
    """Wire the parts; nothing runs yet."""
    settings, metrics, token = office.settings, make_metrics(), new_id()
    db = WatchedDatabase(store)
    metrics.store_well.set_function(lambda: db.well)
    channels = {CHANNEL: telegram.channel}
    courier = Courier(db, office.clock, channels, settings.delivery, metrics.count_send)
    sender = Sender(courier, token)
    metrics.outbox_waiting.set_function(lambda: sender.waiting)
    understanding = Understanding(classifier, settings)
    dispatcher = Dispatcher(db, office, understanding, token, metrics.updates_poisoned.inc)
    application = build_application(telegram.bot, ROUTES, dispatcher)
    await application.initialize()
    office.link_to = partial(link_to, application.bot.username)
    desk = Desk(application, dispatcher, telegram.signer, sender.offer)
    epochs: dict[int, int] = {}
    pump = Pump(
        db,
        office.clock,
        _timed(desk.process, metrics),
        epochs,
        concurrency=settings.intake.concurrency,
        held=settings.intake.held_updates,
        reorder_ms=settings.intake.reorder_ms if settings.telegram.mode == "webhook" else 0,
        blocked=sender.is_full,
    )
    clockwork = Clockwork(db, office, settings, new_id(), epochs, token, sender.offer)
    relearning = Relearning(db, understanding, settings.classifier.folder)
    intake = Intake(db, office.clock, pump.wake, metrics.updates_received.inc)
    workshop = Workshop(db, office, token, sender.offer)
    darkroom = Darkroom(db, office, channels, token, sender.offer)
    resealing = Resealing(db)
    return Program(db, sender, pump, clockwork, relearning, resealing, workshop, darkroom, intake, metrics)


def _timed(process: Process, metrics: Metrics) -> Process:
    async def timed(waiting: Waiting, epoch: int) -> None:
        began = time.perf_counter()
        await process(waiting, epoch)
        metrics.step_seconds.observe(time.perf_counter() - began)
        metrics.updates_handled.inc()

    return timed

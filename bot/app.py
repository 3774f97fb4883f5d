"""The composition root: the only place where concrete things meet, and the order in which they start and stop."""

import asyncio
import gc
import os
import socket
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
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
from bot.domain.errors import CannotStart, StoreNotReady, Transient
from bot.domain.ids import new_id
from bot.domain.people import Role
from bot.domain.sharing import EVERY_JOB, Job
from bot.fsm.report import report_flow
from bot.fsm.ticket import ticket_flow
from bot.handlers.dispatch import Dispatcher
from bot.handlers.menu import menu_for
from bot.handlers.routes import ROUTES
from bot.metrics import Metrics, make_metrics, serve_health
from bot.services.calendar import Timetable, work_calendar
from bot.services.clockwork import Clockwork
from bot.services.crew import Seat, Share
from bot.services.delivery import Parcel
from bot.services.directory import Directory
from bot.services.gauges import Gauges, Load
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
# How often a start looks whether the store takes it by now.
STAND_BY_S = 2.0


@dataclass(frozen=True, slots=True)
class Program:
    """Everything that can run, wired together; `jobs` says what of it does. `shared`: others are at the same store."""

    jobs: frozenset[Job]
    shared: bool
    db: WatchedDatabase
    seat: Seat
    shares: Mapping[Job, Share]
    sender: Sender
    pump: Pump
    clockwork: Clockwork
    relearning: Relearning
    resealing: Resealing
    workshop: Workshop
    darkroom: Darkroom
    intake: Intake
    metrics: Metrics
    gauges: Gauges

    def parts(self, listen: Callable[[], Awaitable[None]]) -> Iterator[Awaitable[None]]:
        """What runs until it is cancelled; `listen` takes updates in."""
        if self.shared:
            yield self.seat.run()
            yield self.clockwork.keep_calendar()
        if self.shared or self.gauges.wanted:
            yield self.gauges.run()
        if Job.INTAKE in self.jobs:
            yield self._while_held(Job.INTAKE, listen) if self.shares[Job.INTAKE].at_most else listen()
        if Job.WORKER in self.jobs:
            yield self.pump.run()
            yield self.relearning.run()  # the model is in the memory of whoever reads sentences
        if Job.SENDER in self.jobs:
            yield self.sender.run()
        if Job.CLOCK in self.jobs:
            yield self._while_held(Job.CLOCK, self._by_the_clock)

    async def _while_held(self, job: Job, act: Callable[[], Awaitable[None]]) -> None:
        await (self.shares[job].while_held(act) if self.shared else act())

    async def _by_the_clock(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.clockwork.run())
            group.create_task(self.workshop.run())
            group.create_task(self.darkroom.run())
            group.create_task(self.resealing.run())

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


async def run(
    settings: Settings, secrets: Secrets, clock: Clock | None = None, jobs: frozenset[Job] = EVERY_JOB
) -> None:
    """Do `jobs` until cancelled. Raises a kind of `CannotStart` where the operator must change something."""
    alone = settings.database.is_embedded
    if alone and jobs != EVERY_JOB:
        raise CannotStart("on SQLite one process does everything: leave --role away, or see docs/postgres.md")
    async with AsyncExitStack() as held:
        keys = secrets.field_keys.get_secret_value() if secrets.field_keys else ""
        db = await _patiently(open_database, settings, keys)
        held.push_async_callback(db.close)
        office = await _patiently(open_office, db, settings, clock or SystemClock())
        # Side by side: reading the dictionaries, and waiting for the network.
        reading = asyncio.to_thread(Classifier.load, settings.classifier.folder)
        classifier, telegram = await asyncio.gather(reading, Telegram.connect(secrets))
        held.push_async_callback(telegram.close)
        program = await assemble(db, office, telegram, classifier, jobs, shared=not alone)
        db.watch(program.metrics.commit_units.observe, program.metrics.units_rerun.inc)
        await held.enter_async_context(serve_health(settings.metrics, program.metrics.registry, program.health))
        await make_ready(db)
        await (program.seat.take_all() if alone else program.seat.join())
        if not alone:
            held.push_async_callback(program.seat.leave)
        held.push_async_callback(program.finish)
        gc.freeze()  # dictionary, schema and types stay to the end: 70 ms in each full collection, while all wait
        async with asyncio.TaskGroup() as group:
            for part in program.parts(partial(telegram.listen, settings.telegram, program.intake)):
                group.create_task(_until_cancelled(part))
            if Job.INTAKE in jobs:
                group.create_task(telegram.introduce(menu_for((Role.RESIDENT,))))


async def _until_cancelled(part: Awaitable[None]) -> None:
    await part


async def _patiently(act: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
    """What comes of `act`, tried until the store can be opened and takes writes: a start waits for it as a run does."""
    while True:
        try:
            return await act(*args, **kwargs)
        except (StoreNotReady, Transient) as error:
            log.warning("store_not_ready", reason=str(error), again_in_s=STAND_BY_S)
            await asyncio.sleep(STAND_BY_S)


def _shares(settings: Settings, jobs: Iterable[Job]) -> dict[Job, Share]:
    shares = {job: Share(job) for job in Job if job in jobs}
    if Job.SENDER in shares:  # each has its part of the pace, and of less than three a second nothing is left to share
        shares[Job.SENDER].fenced = False
        shares[Job.SENDER].at_most = max(1, int(settings.delivery.per_second) // 3)
    if Job.INTAKE in shares and settings.telegram.mode == "webhook":
        shares[Job.INTAKE].at_most = 0  # Telegram chooses whom it tells, and so does a balancer before them
    return shares


def _nowhere(_: Iterable[Parcel]) -> None:
    """Whoever sends finds it in the store."""


async def assemble(
    store: Database,
    office: Office,
    telegram: Telegram,
    classifier: Classifier,
    jobs: frozenset[Job] = EVERY_JOB,
    *,
    shared: bool = False,
) -> Program:
    """Wire the parts; nothing runs yet."""
    settings, metrics, owner = office.settings, make_metrics(), new_id()
    db = WatchedDatabase(store)
    metrics.store_well.set_function(lambda: db.well)
    shares, channels = _shares(settings, jobs), {CHANNEL: telegram.channel}
    courier = Courier(db, office.clock, channels, settings.delivery, metrics.count_send)
    sender = Sender(courier, owner, shares.get(Job.SENDER, Share(Job.SENDER)), shared)
    sends = Job.SENDER in jobs
    token, offer = (owner, sender.offer) if sends else (None, _nowhere)
    gauges = Gauges(db, office.clock, partial(_show, metrics, shares, sender), wanted=settings.metrics.enabled)
    understanding = Understanding(classifier, settings)
    dispatcher = Dispatcher(db, office, understanding, token, metrics.updates_poisoned.inc)
    application = build_application(telegram.bot, ROUTES, dispatcher)
    await application.initialize()
    office.link_to = partial(link_to, application.bot.username)
    desk = Desk(application, dispatcher, telegram.signer, offer)
    worked = shares.get(Job.WORKER, Share(Job.WORKER))
    pump = Pump(
        db,
        office.clock,
        _timed(desk.process, metrics),
        worked.held,
        concurrency=settings.intake.concurrency,
        held=settings.intake.held_updates,
        reorder_ms=settings.intake.reorder_ms if settings.telegram.mode == "webhook" else 0,
        shared=shared,
        blocked=sender.is_full if sends else lambda: gauges.load.pressing >= settings.delivery.max_waiting,
    )
    worked.is_idle, sender.share.is_idle = pump.is_idle, sender.is_idle
    clockwork = Clockwork(db, office, settings, token, offer)
    relearning = Relearning(db, understanding, settings.classifier.folder)
    intake = Intake(db, office.clock, pump.wake, metrics.updates_received.inc)
    workshop = Workshop(db, office, token, offer)
    darkroom = Darkroom(db, office, channels, token, offer)
    seat = Seat(db, office.clock, owner, f"{socket.gethostname()}:{os.getpid()}", tuple(shares.values()))
    return Program(
        jobs,
        shared,
        db,
        seat,
        shares,
        sender,
        pump,
        clockwork,
        relearning,
        Resealing(db),
        workshop,
        darkroom,
        intake,
        metrics,
        gauges,
    )


def _show(metrics: Metrics, shares: Mapping[Job, Share], sender: Sender, load: Load) -> None:
    metrics.outbox_waiting.set(load.waiting)
    metrics.show_ages(load.ages.update / 1000, load.ages.message / 1000, load.ages.work / 1000)
    for job, share in shares.items():
        metrics.parts_held.labels(job).set(len(share.held))
    metrics.pace_budget.set(sender.budget())


def _timed(process: Process, metrics: Metrics) -> Process:
    async def timed(waiting: Waiting, epoch: int) -> None:
        began = time.perf_counter()
        await process(waiting, epoch)
        metrics.step_seconds.observe(time.perf_counter() - began)
        metrics.updates_handled.inc()

    return timed

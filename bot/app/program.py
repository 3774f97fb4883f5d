"""Everything that can run, wired together: the only place where concrete things meet."""

import asyncio
import os
import socket
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import structlog

from bot.channels.courier import Courier
from bot.channels.darkroom import Darkroom
from bot.channels.intake import Intake
from bot.channels.pump import Process, Pump
from bot.channels.sender import Sender
from bot.channels.telegram.application import App, Desk, build_application
from bot.channels.telegram.connection import Telegram
from bot.channels.telegram.translate import CHANNEL, link_to
from bot.config import Settings
from bot.domain.errors import Transient
from bot.domain.ids import new_id
from bot.domain.sharing import EVERY_JOB, Job
from bot.handlers.dispatch import Dispatcher
from bot.handlers.routes import ROUTES
from bot.metrics import Metrics, make_metrics
from bot.services.clockwork import Clockwork
from bot.services.crew import Seat, Share
from bot.services.delivery import Parcel
from bot.services.gauges import Gauges, Load
from bot.services.relearning import Relearning
from bot.services.resealing import Resealing
from bot.services.turn import Office
from bot.services.understanding import Understanding
from bot.services.workshop import Workshop
from bot.storage import inbox
from bot.storage.database import Database
from bot.storage.inbox import Waiting
from bot.storage.watched import WatchedDatabase
from classifier import Classifier

log = structlog.get_logger(__name__)

# Nothing is on the wire longer than this when we stop; what is not settled by then is sent again at the next start.
STOP_S = 8.0


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
    token, offer = (owner, sender.offer) if Job.SENDER in jobs else (None, _nowhere)
    gauges = Gauges(db, office.clock, partial(_show, metrics, shares, sender), wanted=settings.metrics.enabled)
    understanding = Understanding(classifier, settings)
    dispatcher = Dispatcher(db, office, understanding, token, metrics.updates_poisoned.inc)
    application = await _application(telegram, dispatcher, office)
    desk = Desk(application, dispatcher, telegram.signer, offer)
    pump = _pump(db, office, _timed(desk.process, metrics), shares, sender, gauges, shared=shared)
    return Program(
        jobs,
        shared,
        db,
        Seat(db, office.clock, owner, f"{socket.gethostname()}:{os.getpid()}", tuple(shares.values())),
        shares,
        sender,
        pump,
        Clockwork(db, office, settings, token, offer),
        Relearning(db, understanding, settings.classifier.folder),
        Resealing(db),
        Workshop(db, office, token, offer),
        Darkroom(db, office, channels, token, offer),
        Intake(db, office.clock, pump.wake, metrics.updates_received.inc),
        metrics,
        gauges,
    )


async def _application(telegram: Telegram, dispatcher: Dispatcher, office: Office) -> App:
    """The table of routes behind the library; from here on the office knows the address of this bot."""
    application = build_application(telegram.bot, ROUTES, dispatcher)
    await application.initialize()
    office.link_to = partial(link_to, application.bot.username)
    return application


def _pump(
    db: Database,
    office: Office,
    process: Process,
    shares: Mapping[Job, Share],
    sender: Sender,
    gauges: Gauges,
    *,
    shared: bool,
) -> Pump:
    """Blocked by what waits to be sent: here, or in the store where another process sends. Parts in hand are kept."""
    settings, worked, sends = office.settings, shares.get(Job.WORKER, Share(Job.WORKER)), Job.SENDER in shares
    pump = Pump(
        db,
        office.clock,
        process,
        worked.held,
        concurrency=settings.intake.concurrency,
        held=settings.intake.held_updates,
        reorder_ms=settings.intake.reorder_ms if settings.telegram.mode == "webhook" else 0,
        shared=shared,
        blocked=sender.is_full if sends else lambda: gauges.load.pressing >= settings.delivery.max_waiting,
    )
    worked.is_idle, sender.share.is_idle = pump.is_idle, sender.is_idle
    return pump


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

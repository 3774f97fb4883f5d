"""The composition root: `store` opens, `program` wires, here it starts and stops in order."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from typing import ParamSpec, TypeVar

import structlog

from bot.app.program import Program, assemble
from bot.app.store import look_into, open_database, revision_of, upgrade
from bot.channels.telegram.connection import Telegram
from bot.config import Secrets, Settings
from bot.domain.clock import SHANGHAI, Clock, SystemClock
from bot.domain.errors import CannotStart, StoreNotReady, Transient
from bot.domain.people import Role
from bot.domain.sharing import EVERY_JOB, Job
from bot.fsm.report import report_flow
from bot.fsm.ticket import ticket_flow
from bot.handlers.menu import menu_for
from bot.metrics import serve_health
from bot.services.calendar import Timetable, work_calendar
from bot.services.directory import Directory
from bot.services.resealing import make_ready
from bot.services.turn import Office
from bot.storage import units
from bot.storage.database import Database
from classifier import Classifier

__all__ = ["Program", "assemble", "look_into", "open_database", "open_office", "revision_of", "run", "upgrade"]

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger(__name__)

# How often a start looks whether the store takes it by now.
STAND_BY_S = 2.0


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
        if alone:
            await _patiently(program.seat.take_all)
        else:
            # Where others were at work when it was opened, it was only looked at.
            await _patiently(make_ready, db)
            await _patiently(program.seat.join)
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

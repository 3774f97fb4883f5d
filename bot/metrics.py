"""What an operator may watch: counters of the spine, and whether it is well, over HTTP on this machine only."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.config.sections import Metrics as MetricsSettings
from bot.domain.errors import BadConfiguration

Health: TypeAlias = Callable[[], Awaitable[Mapping[str, bool]]]
"""Asked at each look: each part of the program by name, and whether it works."""

PATIENCE_S = 2.0

_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_TOGETHER = (1, 2, 4, 8, 16, 32, 64)


@dataclass(frozen=True, slots=True)
class Metrics:
    """The instruments of one program, in a registry of their own."""

    registry: CollectorRegistry
    updates_received: Counter
    updates_handled: Counter
    updates_poisoned: Counter
    step_seconds: Histogram
    outbox_waiting: Gauge
    store_well: Gauge
    sends: Counter
    inbox_oldest: Gauge
    outbox_oldest: Gauge
    due_oldest: Gauge
    parts_held: Gauge
    pace_budget: Gauge
    commit_units: Histogram
    units_rerun: Counter

    def count_send(self, outcome: str) -> None:
        """One attempt to send ended as `outcome`."""
        self.sends.labels(outcome).inc()

    def show_ages(self, update: float, message: float, work: float) -> None:
        """How long the oldest of each kind has waited, in seconds."""
        self.inbox_oldest.set(update)
        self.outbox_oldest.set(message)
        self.due_oldest.set(work)


def make_metrics() -> Metrics:
    """A fresh set of instruments. `sends` has the label `outcome`, `parts_held` has `job`; all others have none."""
    own = CollectorRegistry()
    return Metrics(
        registry=own,
        updates_received=Counter("chuishao_updates_received", "Updates stored in the inbox", registry=own),
        updates_handled=Counter("chuishao_updates_handled", "Updates handled to the end", registry=own),
        updates_poisoned=Counter("chuishao_updates_poisoned", "Updates put into quarantine", registry=own),
        step_seconds=_histogram(own, "chuishao_step_seconds", "From taking up an update to its commit", _SECONDS),
        outbox_waiting=Gauge("chuishao_outbox_waiting", "Messages waiting to be sent", registry=own),
        store_well=Gauge("chuishao_store_well", "1 while the store takes what it is given, else 0", registry=own),
        sends=Counter("chuishao_sends", "Attempts to send, by what became of them", ["outcome"], registry=own),
        inbox_oldest=Gauge("chuishao_inbox_oldest_seconds", "How long the oldest update has waited", registry=own),
        outbox_oldest=Gauge("chuishao_outbox_oldest_seconds", "How long the oldest message has waited", registry=own),
        due_oldest=Gauge("chuishao_due_oldest_seconds", "How long the oldest due work has waited", registry=own),
        parts_held=Gauge("chuishao_parts_held", "Parts of a job that this process holds", ["job"], registry=own),
        pace_budget=Gauge("chuishao_pace_budget", "Messages a second that may go from this process", registry=own),
        commit_units=_histogram(own, "chuishao_commit_units", "Units of work that shared a commit (SQLite)", _TOGETHER),
        units_rerun=Counter("chuishao_units_rerun", "Units run again, others came between (PostgreSQL)", registry=own),
    )


def _histogram(own: CollectorRegistry, name: str, what: str, buckets: tuple[float, ...]) -> Histogram:
    return Histogram(name, what, buckets=buckets, registry=own)


@asynccontextmanager
async def serve_health(
    settings: MetricsSettings, registry: CollectorRegistry, health: Health
) -> AsyncIterator[str | None]:
    """Serve `/healthz` and `/metrics` while the block runs; the address served at, None where it is switched off.

    `/healthz` answers 200 while every part works, 503 otherwise, also when `health` fails or takes longer than
    `PATIENCE_S`. Raises `BadConfiguration` where the port cannot be had.
    """
    if not settings.enabled:
        yield None
        return
    runner = web.AppRunner(_application(registry, health), access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        yield await _listen(runner, settings)
    finally:
        await runner.cleanup()


def _application(registry: CollectorRegistry, health: Health) -> web.Application:
    async def healthz(_: web.Request) -> web.Response:
        parts = await _asked(health)
        well = all(parts.values())
        return web.json_response({"ok": well, "parts": parts}, status=200 if well else 503)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    application = web.Application()
    application.add_routes([web.get("/healthz", healthz), web.get("/metrics", metrics)])
    return application


async def _asked(health: Health) -> dict[str, bool]:
    try:
        return dict(await asyncio.wait_for(health(), PATIENCE_S))
    except Exception:
        logging.getLogger(__name__).exception("the look at our own health failed")
        return {"health": False}


async def _listen(runner: web.AppRunner, settings: MetricsSettings) -> str:
    site = web.TCPSite(runner, settings.host, settings.port)
    try:
        await site.start()
    except OSError as error:
        raise BadConfiguration(f"metrics.port: {settings.port} on {settings.host}: {error.strerror}") from error
    host, port = runner.addresses[0][:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

"""What an operator may watch: off by default, on this machine only, gone when the block ends."""

import asyncio
import socket
from collections.abc import Mapping

import aiohttp
import prometheus_client
import pytest

from bot import metrics
from bot.config.sections import Metrics as Settings
from bot.domain.errors import BadConfiguration
from bot.metrics import make_metrics, serve_health

ON = Settings(enabled=True, host="127.0.0.1", port=0)


class Parts:
    """A program whose parts can be switched off, made to fail or to hang."""

    def __init__(self) -> None:
        self.works = {"database": True, "intake": True}
        self.fails = False
        self.hangs = False

    async def health(self) -> Mapping[str, bool]:
        if self.hangs:
            await asyncio.Event().wait()
        if self.fails:
            raise OSError("the look itself failed")
        return self.works


async def looked_at(address: str | None, path: str = "/healthz") -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"{address}{path}") as answer:
        return answer.status, await answer.text()


async def test_health_is_200_while_every_part_works_and_503_after() -> None:
    parts = Parts()
    async with serve_health(ON, make_metrics().registry, parts.health) as address:
        assert await looked_at(address) == (200, '{"ok": true, "parts": {"database": true, "intake": true}}')
        parts.works["intake"] = False
        assert await looked_at(address) == (503, '{"ok": false, "parts": {"database": true, "intake": false}}')


async def test_a_look_that_fails_or_hangs_is_503(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "PATIENCE_S", 0.05)
    parts = Parts()
    async with serve_health(ON, make_metrics().registry, parts.health) as address:
        parts.fails = True
        assert await looked_at(address) == (503, '{"ok": false, "parts": {"health": false}}')
        parts.hangs = True
        assert (await looked_at(address))[0] == 503
        parts.fails = parts.hangs = False
        assert (await looked_at(address))[0] == 200


async def test_the_instruments_are_served_as_prometheus_reads_them() -> None:
    ours = make_metrics()
    ours.updates_received.inc()
    ours.updates_handled.inc(2)
    ours.updates_poisoned.inc(3)
    ours.step_seconds.observe(0.004)
    ours.outbox_waiting.set(7)
    ours.count_send("sent")
    async with serve_health(ON, ours.registry, Parts().health) as address:
        status, text = await looked_at(address, "/metrics")
    assert status == 200
    for line in (
        "chuishao_updates_received_total 1.0",
        "chuishao_updates_handled_total 2.0",
        "chuishao_updates_poisoned_total 3.0",
        'chuishao_step_seconds_bucket{le="0.005"} 1.0',
        "chuishao_outbox_waiting 7.0",
        'chuishao_sends_total{outcome="sent"} 1.0',
    ):
        assert f"\n{line}\n" in text


async def test_nothing_else_is_served() -> None:
    async with serve_health(ON, make_metrics().registry, Parts().health) as address:
        assert (await looked_at(address, "/"))[0] == 404


async def test_switched_off_nothing_listens() -> None:
    off = Settings(enabled=False, host="127.0.0.1", port=0)
    async with serve_health(off, make_metrics().registry, Parts().health) as address:
        assert address is None


async def test_the_port_is_free_again_after_the_block() -> None:
    async with serve_health(ON, make_metrics().registry, Parts().health) as address:
        pass
    with pytest.raises(aiohttp.ClientConnectorError):
        await looked_at(address)


async def test_a_taken_port_is_said() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        taken = Settings(enabled=True, host="127.0.0.1", port=port)
        with pytest.raises(BadConfiguration, match=rf"metrics\.port: {port} on 127\.0\.0\.1: "):
            async with serve_health(taken, make_metrics().registry, Parts().health):
                pytest.fail("served on a port that another program holds")


def test_instruments_live_in_a_registry_of_their_own() -> None:
    make_metrics()
    make_metrics()
    assert not [metric.name for metric in prometheus_client.REGISTRY.collect() if metric.name.startswith("chuishao")]

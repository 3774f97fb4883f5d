"""From a message to its answer, over HTTP, one resident at a time against a sandbox in another process.

    python -m benchmarks.answers [reports]

Each report is a sentence, its card, 提交, and the number; both waits begin when the phone sends.
Words of danger are measured apart: until the emergency numbers are on the phone.
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.progress import track

from benchmarks.processes import running, sandbox
from benchmarks.town import RESIDENTS, fill, sandbox_people, sentence, settings_in
from sandbox.client import SandboxClient
from sandbox.phone import Phone

REPORTS = 200
DANGERS = 20
DANGER = "楼道里煤气味特别大，快来人"
PATIENCE_S = 20.0


async def wait_for(phone: Phone, words: str) -> float:
    """The moment in which the phone shows `words`."""
    while True:
        event = await phone.next(PATIENCE_S)
        if words in event.get("message", {}).get("text", ""):
            return time.perf_counter()


async def report(phone: Phone, words: str) -> tuple[float, float]:
    """Seconds from the sentence to the card, and from 提交 to the number."""
    began = time.perf_counter()
    await phone.say(words)
    card = await wait_for(phone, "📝") - began
    began = time.perf_counter()
    await phone.press("✅ 提交")
    return card, await wait_for(phone, "报上了") - began


async def danger(phone: Phone) -> float:
    """Seconds from the words to the numbers."""
    began = time.perf_counter()
    await phone.say(DANGER)
    numbers = await wait_for(phone, "119") - began
    await phone.press("🚨 马上叫书记")
    await wait_for(phone, "编号")
    return numbers


async def play(url: str, reports: int) -> tuple[list[tuple[float, float]], list[float]]:
    """So many reports, by turns of the residents; then the dangers."""
    async with SandboxClient(url) as client:
        residents = list(RESIDENTS)
        for resident in residents:
            await client.phone(resident).say("/start")
        await asyncio.sleep(3)
        told = [
            await report(
                client.phone(residents[turn % len(residents)]), sentence(residents[turn % len(residents)], turn)
            )
            for turn in track(range(reports), "reports")
        ]
        return told, [await danger(client.phone(resident)) for resident in residents[-DANGERS:]]


def line(name: str, seconds: Sequence[float]) -> str:
    """Median and the 99th of a hundred, in milliseconds."""
    ordered = sorted(seconds)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return (
        f"{name:<28} median {1000 * ordered[len(ordered) // 2]:6.1f} ms   p99 {1000 * last:6.1f} ms   n {len(ordered)}"
    )


async def main(reports: int) -> None:
    with TemporaryDirectory() as kept:
        await fill(settings_in(Path(kept)), range(0))
        with sandbox(Path(kept), sandbox_people()) as (url, _), running("benchmarks.bots.ours", url, kept, "quick"):
            told, dangers = await play(url, reports)
    print(line("sentence → card", [card for card, _ in told]))
    print(line("提交 → number", [number for _, number in told]))
    print(line("danger → emergency numbers", dangers))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS))

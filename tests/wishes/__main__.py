"""`make volunteers`: 200 volunteers tap on 20 wishes while the bot dies twice; then 1,000 lives, 50 steps each."""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from bot.config import Settings, load_settings
from bot.config.loading import packaged_path
from bot.logs import configure_logs
from classifier import Classifier
from tests.conversations.town import TOKEN, make_template, running_town, settings_for
from tests.wishes.machine import Ground, generous, live
from tests.wishes.rush import Rush

VOLUNTEERS, WISHES, TIMES = 200, 20, 5
LIVES, STEPS = 1000, 50


async def rush(folder: Path, settings: Settings, template: Path) -> None:
    """Several times, since each dies somewhere else."""
    classifier = Classifier.load()
    for number in range(1, TIMES + 1):
        own = folder / str(number)
        own.mkdir()
        async with running_town(settings_for(settings, own), classifier, template) as town:
            made = Rush(town, VOLUNTEERS, WISHES)
            await made.gather()
            began = time.perf_counter()
            kills = await made.tap()
            seconds = time.perf_counter() - began
            found = await made.check()
            points = await made.fulfil()
        print(f"{number}. {found}, killed {kills} times in {seconds:.1f} s; then {points} points for {WISHES} wishes")


def main(folder: Path, lives: int, seed: int) -> None:
    """Both; raises where a law did not hold."""
    settings = load_settings(packaged_path())
    configure_logs(settings.logging.model_copy(update={"level": "ERROR"}), [TOKEN])
    template = asyncio.run(make_template(settings, folder))
    asyncio.run(rush(folder, settings, template))
    ground, began = Ground(template, generous(settings)), time.perf_counter()
    live(ground, lives, STEPS, seed)
    print(f"{ground.counts} in {time.perf_counter() - began:.0f} s (seed {seed}): every law held")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--lives", type=int, default=LIVES)
    asked.add_argument("--seed", type=int, default=time.time_ns() % 10**6)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as made_here:
        main(Path(made_here), wanted.lives, wanted.seed)

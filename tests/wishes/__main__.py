"""`make rush`: 200 volunteers tap on 20 wishes at once, the bot dies twice in the middle: 20 claims, 180 kind refusals."""

import asyncio
import tempfile
import time
from pathlib import Path

from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.logs import configure_logs
from classifier import Classifier
from tests.conversations.town import TOKEN, make_template, running_town, settings_for
from tests.wishes.rush import Rush

VOLUNTEERS, WISHES, TIMES = 200, 20, 5


async def run(folder: Path) -> None:
    """Several times, since each dies somewhere else."""
    settings = load_settings(packaged_path())
    configure_logs(settings.logging.model_copy(update={"level": "ERROR"}), [TOKEN])
    template, classifier = await make_template(settings, folder), Classifier.load()
    for number in range(1, TIMES + 1):
        own = folder / str(number)
        own.mkdir()
        async with running_town(settings_for(settings, own), classifier, template) as town:
            rush = Rush(town, VOLUNTEERS, WISHES)
            await rush.gather()
            began = time.perf_counter()
            kills = await rush.tap()
            seconds = time.perf_counter() - began
            found = await rush.check()
            points = await rush.fulfil()
        print(f"{number}. {found}, killed {kills} times in {seconds:.1f} s; then {points} points for {WISHES} wishes")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        asyncio.run(run(Path(made)))

"""Our bot as it ships, with its pace out of the way: every write durable (`synchronous=FULL`).

python -m benchmarks.bots.ours URL FOLDER
"""

import asyncio
import sys
from pathlib import Path

from benchmarks.town import TOKEN, fill, settings_in
from bot.app import run
from bot.commands.demo import secrets_for
from bot.logs import configure_logs

NO_PACE = {"per_second": 1e6, "per_chat_burst": 1000, "per_chat_per_second": 1e6, "in_flight": 256}


async def serve(url: str, folder: Path) -> None:
    settings = settings_in(folder, **NO_PACE)
    configure_logs(settings.logging.model_copy(update={"level": "WARNING"}), [TOKEN])
    await fill(settings)
    await run(settings, secrets_for(url))


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], Path(sys.argv[2])))

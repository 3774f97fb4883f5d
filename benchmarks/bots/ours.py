"""Our bot as it ships, every write durable (`synchronous=FULL`); its pace out of the way unless asked for.

python -m benchmarks.bots.ours URL FOLDER [paced] [postgresql://…]

The store is a file in FOLDER, or a database at the last argument, empty when it begins.
"""

import asyncio
import sys
from pathlib import Path

from benchmarks.town import TOKEN, fill, settings_in
from bot.app import run
from bot.commands.demo import secrets_for
from bot.logs import configure_logs
from tests.engines.keys import KEYS

NO_PACE = {"per_second": 1e6, "per_chat_burst": 1000, "per_chat_per_second": 1e6, "in_flight": 256}


async def serve(url: str, folder: Path, pace: dict[str, float], store: str) -> None:
    settings = settings_in(folder, **pace)
    if store:
        database = settings.database.model_copy(update={"url": store})
        settings = settings.model_copy(update={"database": database})
    configure_logs(settings.logging.model_copy(update={"level": "WARNING"}), [TOKEN])
    if store or not settings.database.path.exists():
        await fill(settings)
    await run(settings, secrets_for(url, KEYS))


if __name__ == "__main__":
    at = next((given for given in sys.argv[3:] if given.startswith("postgresql:")), "")
    asyncio.run(serve(sys.argv[1], Path(sys.argv[2]), {} if "paced" in sys.argv else NO_PACE, at))

"""Our bot as it ships, every write durable (`synchronous=FULL`); its pace out of the way unless asked for.

python -m benchmarks.bots.ours URL FOLDER [paced] [unprepared] [role=ROLE]… [postgresql://…]

The store is a file in FOLDER, filled where there is none, or a filled database at the last argument; `unprepared` is
for a pooler before it. Without a role it does everything.
"""

import asyncio
import sys
from pathlib import Path

from benchmarks.town import TOKEN, fill, settings_in
from bot.app import run
from bot.commands.demo import secrets_for
from bot.config import Settings
from bot.domain.sharing import jobs_of
from bot.logs import configure_logs
from tests.engines.keys import KEYS

NO_PACE = {"per_second": 1e6, "per_chat_burst": 1000, "per_chat_per_second": 1e6, "in_flight": 256}


def settings_on(store: str, folder: Path, pace: dict[str, float], *, prepared: bool = True) -> Settings:
    """Those of the benchmarks, with the store at the address `store`; in `folder` where it is empty."""
    settings = settings_in(folder, **pace)
    if not store:
        return settings
    database = settings.database.model_copy(update={"url": store, "prepared_statements": prepared})
    return settings.model_copy(update={"database": database})


async def serve(url: str, settings: Settings, roles: list[str]) -> None:
    configure_logs(settings.logging.model_copy(update={"level": "WARNING"}), [TOKEN])
    if settings.database.is_embedded and not settings.database.path.exists():
        await fill(settings)
    await run(settings, secrets_for(url, KEYS), jobs=jobs_of(roles or ["all"]))


if __name__ == "__main__":
    words = sys.argv[3:]
    at = next((given for given in words if given.startswith("postgresql:")), "")
    pace = {} if "paced" in words else NO_PACE
    own = settings_on(at, Path(sys.argv[2]), pace, prepared="unprepared" not in words)
    asyncio.run(serve(sys.argv[1], own, [word.removeprefix("role=") for word in words if word.startswith("role=")]))

"""What a start leaves out: whatever it need not load before the first answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_restart import before_a_start

# The schema's library and the migrations' are for a store that is not at the newest revision; the others for nothing
# that a running bot does.
HEAVY = ("sqlalchemy", "alembic", "rich", "pygments", "pkg_resources", "matplotlib", "bot.storage.schema")


async def test_nothing_heavy_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    async with before_a_start(tmp_path) as (_, client, bot, town):
        await bot.start()
        phone = client.phone(town.residents[0].id)
        await phone.say("3号楼楼道灯坏了")
        await phone.next(30)
        loaded = bot.log.read_text("utf-8")
    names = set(really_loaded(loaded))
    assert "bot.app" in names
    assert not names.intersection(HEAVY)


def really_loaded(printed: str) -> Iterator[str]:
    """The modules that `-X importtime` tells of; one that could not be had takes next to no time."""
    for line in printed.splitlines():
        if line.startswith("import time:") and line.count("|") == 2:
            _, micros, name = line.split("|")
            if micros.strip().isdecimal() and int(micros) > 2000:
                yield name.strip()

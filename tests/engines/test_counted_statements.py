"""How many statements a report is on PostgreSQL: each is a way to the server and back for which everybody waits."""

from collections.abc import Iterable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings
from bot.storage.database import Params
from bot.storage.postgres import PostgresDatabase
from bot.storage.postgres_transaction import PostgresTx
from classifier import Classifier
from tests.conversations import conftest as conversations
from tests.conversations.stage import Stage
from tests.conversations.town import running_town, settings_for
from tests.engines.server import Server

pytestmark = pytest.mark.postgres
settings, classifier, logs = conversations.settings, conversations.classifier, conversations.logs
quick_clockwork = conversations.quick_clockwork

UNIT: ContextVar[str] = ContextVar("UNIT", default="")
# From the update to the message that was sent; what looks for work by the clock is not among them.
OF_A_STEP = {"store", "Dispatcher._step", "_settle"}


class Counting:
    """The statements of each unit of work, by its name."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.asked: list[tuple[str, str]] = []
        for name in ("execute", "execute_many", "fetch", "fetch_one"):
            patch.setattr(PostgresTx, name, self._noted(getattr(PostgresTx, name)))
        for name in ("read", "write"):
            patch.setattr(PostgresDatabase, name, _named(getattr(PostgresDatabase, name)))

    def _noted(self, really: Any) -> Any:
        async def run(tx: PostgresTx, sql: str, given: Params | Iterable[Params] = ()) -> Any:
            given = list(given)
            if given or really.__name__ != "execute_many":
                self.asked.append((UNIT.get(), " ".join(sql.split())))
            return await really(tx, sql, given)

        return run

    def taken(self) -> list[str]:
        """Those of steps since the last call."""
        taken = [sql for unit, sql in self.asked if unit in OF_A_STEP]
        self.asked.clear()
        return taken


def _named(really: Any) -> Any:
    async def run(db: PostgresDatabase, unit: Any, *args: Any, **kwargs: Any) -> Any:
        token = UNIT.set(getattr(unit, "__qualname__", ""))
        try:
            return await really(db, unit, *args, **kwargs)
        finally:
            UNIT.reset(token)

    return run


async def test_a_report_is_no_more_statements_than_it_was(
    server: Server,
    postgres_town: str,
    settings: Settings,
    classifier: Classifier,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counting, name = Counting(monkeypatch), await server.create(postgres_town)
    own = settings_for(settings, tmp_path, database={"url": server.url_of(name)})
    async with running_town(own, classifier, None) as town:
        stage = Stage(town)
        await stage.story("王阿姨 says /help", "王阿姨 hears 怎么用")
        await stage.silence()
        counting.taken()
        await stage.story("王阿姨 says 3号楼楼道灯坏了", "王阿姨 hears 📝 3号楼楼道灯坏了")
        await stage.silence()
        sentence = counting.taken()
        await stage.story("王阿姨 presses ✅ 提交", "王阿姨 sees 报上了", "陈书记 hears 新哨", "赵书记 hears 新哨")
        await stage.silence()
        press = counting.taken()
    await server.drop(name)
    assert len(sentence) <= 14, sentence
    assert len(press) <= 30, press

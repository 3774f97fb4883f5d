"""Whoever imports at the shell of a district, on a store of its own."""

from pathlib import Path

from bot.commands.importing import store, tables
from bot.commands.importing.problems import Problems
from bot.commands.importing.store import Outcome
from bot.config import Settings
from bot.files.reading import read_tables
from bot.storage.database import Database
from tests.importing.sheets import Rows, xlsx

NOW = 1_772_000_000_000


class Office:
    """Whoever imports at the shell of a district."""

    def __init__(self, db: Database, settings: Settings, folder: Path) -> None:
        self.db, self.settings, self.folder = db, settings, folder

    async def reads(self, file: Path) -> Outcome:
        """What the file would change."""
        problems = Problems()
        lines = tables.sort_out(read_tables(file), problems)
        return await self.db.read(store.look, lines, self.settings, problems)

    async def brings(self, file: Path) -> Outcome:
        """What it changed."""
        problems = Problems()
        lines = tables.sort_out(read_tables(file), problems)
        return await self.db.write(store.bring, lines, self.settings, problems, NOW, lambda _: lambda _: None)

    async def brings_sheets(self, sheets: dict[str, Rows]) -> Outcome:
        """The same, of sheets that must be right."""
        found = await self.brings(xlsx(self.folder / "in.xlsx", sheets))
        assert not list(found.problems)
        return found

    async def finds(self, sheets: dict[str, Rows]) -> list[tuple[str, int, str, str]]:
        """What is wrong with the sheets."""
        found = await self.reads(xlsx(self.folder / "wrong.xlsx", sheets))
        return [(one.sheet, one.line, one.column, one.said) for one in found.problems]

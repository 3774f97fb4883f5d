"""Bringing a database to the newest revision of the tables.

Alembic does the work; its import costs a third of a second, so that a start which finds everything in place never
loads it. Revisions are numbered files in one line, `migrations/versions/0001_….py`: the newest is the greatest
number, and a test holds Alembic to the same opinion.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.domain.errors import CannotStart
from bot.storage.lock import DatabaseLock
from bot.storage.troubles import not_opened

SCRIPTS = Path(__file__).with_name("migrations")


def head(scripts: Path = SCRIPTS) -> str:
    """The newest revision that this program knows: `0001` of `versions/0001_spine.py`."""
    return max((file.name[:4] for file in (scripts / "versions").glob("[0-9]*.py")), default="0000")


def current(database: Path) -> str | None:
    """The revision that the file `database` is at; None where it is missing, empty, or not ours.

    Raises CannotStart where it is no SQLite file.
    """
    if not database.exists():
        return None
    try:
        with closing(sqlite3.connect(database)) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
                return None
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return str(row[0]) if row else None
    except sqlite3.Error as error:
        raise not_opened(f"cannot read the database {database}", error) from error


def upgrade(database: Path, scripts: Path = SCRIPTS) -> None:
    """Make or bring the file `database` to `head()`: every missing revision, or none of them.

    Raises AlreadyRunning where a bot holds it, StoreNotReady where it cannot be written now, CannotStart where a newer
    program made it.
    """
    at = current(database)
    if at == head(scripts):
        return
    with DatabaseLock(database):
        if at is not None and at > head(scripts):
            raise CannotStart(f"{database} is at revision {at}, made by a newer program than this ({head(scripts)})")
        from bot.storage.migrations.run import run_missing  # noqa: PLC0415 - loads Alembic, see above

        run_missing(database, scripts)

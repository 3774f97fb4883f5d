"""`python -m bot.storage.migrations WORDS`: write the next revision from what `bot/storage/schema` says by now.

A draft: read it, move data where the change needs it, and let the storage tests compare it with the schema.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from bot.storage.migrate import SCRIPTS, head, upgrade
from bot.storage.migrations.run import alembic_config, begin


def draft(words: str, scripts: Path = SCRIPTS) -> None:
    """Write `versions/NNNN_words.py`: what separates the schema from the newest revision."""
    number = f"{int(head(scripts)) + 1:04}"
    with TemporaryDirectory() as folder:
        database = Path(folder) / "draft.db"
        upgrade(database, scripts)
        with begin(database) as connection:
            config = alembic_config(connection, scripts)
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            command.revision(config, words, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]))

"""What waited to be sent when the outbox got its partitions has its own; no epoch is seen twice."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command

from bot.domain.sharing import partition_of
from bot.storage.migrate import SCRIPTS, upgrade
from bot.storage.migrations.run import alembic_config, begin


def test_what_waits_is_dealt_out_and_epochs_go_on(path: Path) -> None:
    with begin(path) as connection:
        command.upgrade(alembic_config(connection, SCRIPTS), "0024")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO lease (part, owner, epoch, expires_at) VALUES (5, 'old', 41, 9)")
        for chat, state in (("7", "waiting"), ("8", "waiting"), ("8", "sent")):
            connection.execute(
                "INSERT INTO outbox (channel, chat, kind, body, urgency, state, created_at, visible_at)"
                " VALUES ('telegram', ?, 'message', '', 2, ?, 0, 0)",
                (chat, state),
            )
        connection.commit()
    upgrade(path)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT chat, part FROM outbox WHERE state = 'waiting' ORDER BY id").fetchall()
        assert rows == [(chat, partition_of("telegram", chat)) for chat in "78"]
        assert connection.execute("SELECT job, part, owner, epoch FROM lease").fetchall() == [("worker", 5, "", 41)]

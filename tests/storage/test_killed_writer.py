"""A process that is killed at any moment keeps every write it had acknowledged."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.storage import counting_writer

ROOT = Path(__file__).parents[2]


def run_and_kill(path: Path, lines: int) -> dict[int, int]:
    """Let the writer say `lines` counts, kill it, and return the last that it said of each counter."""
    command = [sys.executable, "-m", counting_writer.__name__, str(path)]
    said: dict[int, int] = {}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for done, line in enumerate(process.stdout):
            if done == lines:
                process.kill()
            if line.endswith("\n"):
                counter, n = map(int, line.split())
                said[counter] = n
    assert process.returncode == -9
    return said


def test_every_acknowledged_write_outlives_a_kill(path: Path) -> None:
    for lines in (1, 150, 333):
        said = run_and_kill(path, lines)
        with closing(sqlite3.connect(path)) as connection:
            counters = dict(connection.execute("SELECT id, n FROM counter"))
            steps = dict(connection.execute("SELECT id, count(*) FROM step GROUP BY id"))
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert all(n <= counters[counter] <= n + 1 for counter, n in said.items())
        assert {counter: steps.get(counter, 0) for counter in counters} == counters

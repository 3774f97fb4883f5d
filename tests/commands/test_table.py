"""The table of commands: every row names a function that is there, and nothing is imported before it is called."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.commands.table import COMMANDS, GROUPS, Command
from tests.conversations.process import ROOT

ROWS = [
    *(([], command) for command in COMMANDS),
    *(([group.name], command) for group in GROUPS for command in group.commands),
]


@pytest.mark.parametrize(("words", "command"), ROWS, ids=[command.work for _, command in ROWS])
def test_every_row_has_its_work_and_says_its_sentence(words: list[str], command: Command) -> None:
    done = CliRunner().invoke(app, [*words, command.name, "--help"], env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    assert command.says in done.output
    assert command.load().__doc__


@pytest.mark.parametrize("words", ["nope", "backup", "backup --nope", "run --metrics-port 0", "keys", "keys nope"])
def test_misuse_ends_with_2(words: str) -> None:
    assert CliRunner().invoke(app, words.split()).exit_code == 2


def test_help_imports_no_command() -> None:
    script = "import sys, bot.__main__; print(*(name for name in sys.modules if name.startswith('bot.commands.')))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"bot.commands.table", "bot.commands.later"}

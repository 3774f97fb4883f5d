"""What ends is started again, what changed alone is begun anew, what is told to stop stops in order."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from structlog.testing import LogCapture

from bot.commands.cells import group as groups
from bot.commands.cells.folder import Cell, read
from bot.commands.cells.group import Group

# Writes down that it began; then lives, dies or will not be stopped, as its file says.
CHILD = """
import os, pathlib, signal, sys, time
config = pathlib.Path(sys.argv[sys.argv.index("--config") + 1])
life = config.with_suffix(".life")
with life.open("a") as file: file.write(os.environ["TELEGRAM_BOT_TOKEN"] + "\\n")
does = config.with_suffix(".does").read_text()
if does.isdigit(): sys.exit(int(does))
if does == "deaf": signal.signal(signal.SIGTERM, signal.SIG_IGN)
else: signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
config.with_suffix(".up").touch()
time.sleep(60)
"""


@pytest.fixture
def lines() -> Iterator[LogCapture]:
    before, lines = structlog.get_config(), LogCapture()
    structlog.configure(processors=[lines], cache_logger_on_first_use=False)
    yield lines
    structlog.configure(**before)


def cell(folder: Path, name: str, does: str) -> Cell:
    (folder / f"{name}.toml").write_text(f'[district]\nname = "{name}区"\n', "utf-8")
    kept = folder / f"{name}.secrets"
    kept.write_text(f"TELEGRAM_BOT_TOKEN=1:{name}\n")
    kept.chmod(0o600)
    (folder / f"{name}.does").write_text(does)
    return next(found for found in read(folder) if found.name == name)


@pytest.fixture
async def group(tmp_path: Path) -> AsyncIterator[Group]:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    own = Group((sys.executable, str(script)), gap_s=0, first_wait_s=0.05)
    yield own
    await own.stop()


def lives(folder: Path, name: str) -> list[str]:
    with suppress(FileNotFoundError):
        return (folder / f"{name}.life").read_text().split()
    return []


async def until(folder: Path, name: str, times: int) -> None:
    async with asyncio.timeout(20):
        while len(lives(folder, name)) < times:
            await asyncio.sleep(0.02)


async def test_one_that_dies_is_started_again_and_leaves_the_others_alone(group: Group, tmp_path: Path) -> None:
    await group.become([cell(tmp_path, "well", "live"), cell(tmp_path, "ill", "1")])
    await until(tmp_path, "ill", 3)
    assert lives(tmp_path, "well") == ["1:well"]
    assert set(lives(tmp_path, "ill")) == {"1:ill"}


async def test_whoever_waits_for_the_operator_is_not_tried_again_at_once(
    group: Group, tmp_path: Path, lines: LogCapture
) -> None:
    await group.become([cell(tmp_path, "wrong", "2")])
    await until(tmp_path, "wrong", 1)
    async with asyncio.timeout(20):
        while not (ended := [line for line in lines.entries if line["event"] == "cell_ended"]):
            await asyncio.sleep(0.02)
    assert (ended[0]["code"], ended[0]["again_in_s"]) == (2, groups.LAST_WAIT_S)
    await asyncio.sleep(0.3)
    assert len(lives(tmp_path, "wrong")) == 1


async def test_only_what_changed_is_begun_anew(group: Group, tmp_path: Path) -> None:
    same, old, gone = (cell(tmp_path, name, "live") for name in ("same", "old", "gone"))
    await group.become([same, old, gone])
    for name in ("same", "old", "gone"):
        await until(tmp_path, name, 1)
    await group.become([same, replace(old, written=b"other", secrets={"TELEGRAM_BOT_TOKEN": "1:newer"})])
    await until(tmp_path, "old", 2)
    assert lives(tmp_path, "old") == ["1:old", "1:newer"]
    assert [len(lives(tmp_path, name)) for name in ("same", "gone")] == [1, 1]


async def test_one_that_will_not_stop_is_killed(
    group: Group, tmp_path: Path, lines: LogCapture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "STOP_S", 0.2)
    await group.become([cell(tmp_path, "deaf", "deaf"), cell(tmp_path, "kind", "live")])
    async with asyncio.timeout(20):
        while not all((tmp_path / f"{name}.up").exists() for name in ("deaf", "kind")):
            await asyncio.sleep(0.02)
    await group.stop()
    codes = {line["cell"]: line["code"] for line in lines.entries if line["event"] == "cell_stopped"}
    assert codes == {"deaf": -9, "kind": 0}

"""Which roles there are, and where they are refused."""

import asyncio
from pathlib import Path

import pytest

from bot.app import run
from bot.config import load_settings
from bot.config.loading import packaged_path
from bot.domain.errors import CannotStart
from bot.domain.sharing import EVERY_JOB, Job, jobs_of
from tests.conversations.town import secrets_for


@pytest.mark.parametrize(
    ("names", "jobs"),
    [
        (["all"], EVERY_JOB),
        (["worker", "all"], EVERY_JOB),
        (["worker"], {Job.WORKER}),
        (["worker", "sender", "worker"], {Job.WORKER, Job.SENDER}),
    ],
)
def test_roles_by_name(names: list[str], jobs: frozenset[Job]) -> None:
    assert jobs_of(names) == jobs


@pytest.mark.parametrize("name", ["", "Worker", "reader"])
def test_any_other_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="one of all, intake, worker, sender, clock"):
        jobs_of([name])


def test_on_a_file_one_process_does_everything(tmp_path: Path) -> None:
    settings = load_settings(packaged_path())
    own = settings.database.model_copy(update={"url": f"sqlite:{tmp_path}/bot.db"})
    settings = settings.model_copy(update={"database": own})
    secrets = secrets_for("http://nowhere")
    with pytest.raises(CannotStart, match="one process does everything"):
        asyncio.run(run(settings, secrets, jobs=frozenset({Job.WORKER})))
    assert not (tmp_path / "bot.db").exists()

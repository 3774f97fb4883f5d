"""A newly trained model: taken without a restart, refused where it knows less or cannot be read."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Settings
from bot.services.relearning import Relearning, right
from bot.services.understanding import Understanding
from bot.storage import corrections
from bot.storage.corrections import Correction
from bot.storage.database import Tx
from bot.storage.sqlite import SqliteDatabase
from classifier import Classifier
from classifier.model import SHIPPED
from tests.engines.keys import VAULT

KEPT = [("环境卫生", "单元门口垃圾没人收"), ("电梯", "电梯又坏了"), ("供电", "家里停电了")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model of one's own, for now the same as the one shipped."""
    made = tmp_path / "model"
    made.mkdir()
    shutil.copy(SHIPPED / "weights.tsv", made / "weights.tsv")
    return made


@pytest.fixture
async def db(migrated: Path, tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    store = await SqliteDatabase.open(Path(shutil.copy(migrated, tmp_path / "store.db")), VAULT)
    await store.write(_keep)
    yield store
    await store.close()


async def _keep(tx: Tx) -> None:
    await tx.execute("INSERT INTO unit (id, kind, name, code) VALUES ('c', 'compound', '翠湖苑', 'c_1')")
    await tx.execute("INSERT INTO person (id, created_at) VALUES ('p', 1)")
    for number, (category, words) in enumerate(KEPT):
        await tx.execute(
            "INSERT INTO ticket (id, number, compound_id, reporter_id, way_in, state, version, category, department,"
            " urgency, words, place, data, created_at, changed_at)"
            " VALUES (?, ?, 'c', 'p', 'chat', 'submitted', 1, '其他', 'jiedao', 'normal', ?, '', '{}', 1, 1)",
            (f"t{number}", f"0310-{number}", words),
        )
        await tx.execute(
            "INSERT INTO correction (ticket_id, was, became, role, at) VALUES (?, '其他', '通信广电', 'resident', 1)",
            (f"t{number}",),
        )
        await tx.execute(
            "INSERT INTO correction (ticket_id, was, became, role, at) VALUES (?, '其他', ?, 'resident', 2)",
            (f"t{number}", category),
        )


def _touched(file: Path, text: str | None = None) -> None:
    if text is not None:
        file.write_text(text, "utf-8")
    later = file.stat().st_mtime + 10
    os.utime(file, (later, later))


async def test_the_last_word_on_a_ticket_counts(db: SqliteDatabase) -> None:
    kept = await db.read(corrections.kept, 10)
    assert sorted((one.category, one.text) for one in kept) == sorted(KEPT)


async def test_a_model_that_changed_takes_the_place_of_the_present_one(
    db: SqliteDatabase, folder: Path, settings: Settings, classifier: Classifier
) -> None:
    understanding = Understanding(classifier, settings)
    relearning = Relearning(db, understanding, folder)
    await relearning.look()
    assert understanding.classifier is classifier
    _touched(folder / "weights.tsv")
    await relearning.look()
    assert understanding.classifier is not classifier
    swapped = understanding.classifier
    await relearning.look()
    assert understanding.classifier is swapped


async def test_a_model_that_knows_less_is_refused(
    db: SqliteDatabase, folder: Path, settings: Settings, classifier: Classifier
) -> None:
    understanding = Understanding(classifier, settings)
    relearning = Relearning(db, understanding, folder)
    kept = [Correction(category, text) for category, text in KEPT]
    assert right(classifier, kept) == len(KEPT)
    # A model of another mind: it learnt no word, and its lexicon calls everything the same.
    worth = "[worth]\nsure = 5.0\nstrong = 3.0\nweak = 1.0\nagainst = -2.0\npattern = 2.0\n"
    (folder / "lexicon.toml").write_text(f'{worth}["其他"]\nstrong = ["垃圾", "电梯", "停电"]\n', "utf-8")
    header, *rows = (folder / "weights.tsv").read_text("utf-8").splitlines()
    _touched(folder / "weights.tsv", "\n".join([header, *(row for row in rows if row.startswith("="))]) + "\n")
    await relearning.look()
    assert understanding.classifier is classifier


async def test_a_broken_model_is_refused(
    db: SqliteDatabase, folder: Path, settings: Settings, classifier: Classifier
) -> None:
    understanding = Understanding(classifier, settings)
    relearning = Relearning(db, understanding, folder)
    _touched(folder / "weights.tsv", "not a model\n")
    await relearning.look()
    assert understanding.classifier is classifier


async def test_without_a_folder_there_is_nothing_to_watch(
    db: SqliteDatabase, settings: Settings, classifier: Classifier
) -> None:
    understanding = Understanding(classifier, settings)
    await Relearning(db, understanding, None).look()
    assert understanding.classifier is classifier

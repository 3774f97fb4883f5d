"""The revisions and the schema say the same; a failed revision leaves nothing."""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from bot.domain.errors import CannotStart
from bot.storage.migrate import SCRIPTS, current, head, upgrade
from bot.storage.migrations.__main__ import draft
from bot.storage.migrations.run import begin
from bot.storage.schema import metadata

HEAD = head()
NEXT = f"{int(HEAD) + 1:04}"


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A copy of the revisions, to add bad ones to."""
    return Path(shutil.copytree(SCRIPTS, tmp_path / "50% scripts", ignore=shutil.ignore_patterns("__pycache__")))


def add_revision(scripts: Path, *statements: str) -> None:
    body = "\n".join(f"    {statement}" for statement in statements)
    (scripts / "versions" / f"{NEXT}_next.py").write_text(
        f"from alembic import op\nrevision = '{NEXT}'\ndown_revision = '{HEAD}'\ndef upgrade():\n{body}\n"
    )


def definitions(database: Path) -> dict[str, tuple[str, ...]]:
    """Each table's and index's definition as a sorted list of its parts, without spaces and quotes."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    return {name: tuple(sorted(parts(sql))) for name, sql in rows}


def parts(sql: str) -> Iterator[str]:
    """`CREATE TABLE t (a, b (c, d))` → `CREATE TABLE t`, `a`, `b (c, d)`."""
    plain = re.sub(r'\s+|"', " ", sql).replace("('')", "''")  # Alembic's way of writing an empty default
    before, _, inside = plain.partition("(")
    yield re.sub(r" +", " ", before).strip()
    depth, part = 0, ""
    for letter in inside:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth < 0 or (letter == "," and depth == 0):
            yield re.sub(r" +", " ", part).strip()
            part = ""
            depth = max(depth, 0)
        else:
            part += letter
    yield re.sub(r" +", " ", part).strip()


def test_the_revisions_make_what_the_schema_says(path: Path, tmp_path: Path) -> None:
    upgrade(path)
    engine = create_engine(f"sqlite:///{tmp_path / 'schema.db'}")
    metadata.create_all(engine)
    engine.dispose()
    made = definitions(path)
    assert len(made) > 20
    assert made == definitions(tmp_path / "schema.db")


def test_alembic_sees_no_difference_either(path: Path) -> None:
    upgrade(path)
    with begin(path) as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_file_is_what_alembic_calls_the_head() -> None:
    revisions = ScriptDirectory(str(SCRIPTS))
    assert revisions.get_heads() == [head()]
    assert {Path(revision.path).name[:4]: revision.revision for revision in revisions.walk_revisions()} == {
        name: name for name in (file.name[:4] for file in (SCRIPTS / "versions").glob("*.py"))
    }


def test_upgrading_twice_changes_nothing(path: Path) -> None:
    assert current(path) is None
    upgrade(path)
    before = path.read_bytes()
    upgrade(path)
    assert current(path) == head()
    assert path.read_bytes() == before


def test_a_start_with_nothing_to_do_loads_no_alembic(path: Path) -> None:
    upgrade(path)
    program = (
        "import sys, pathlib; from bot.storage.migrate import upgrade; upgrade(pathlib.Path(sys.argv[1]));"
        "print({'alembic', 'sqlalchemy', 'mako'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"


def test_what_was_known_before_the_report_conversation_is_carried_over(path: Path, scripts: Path) -> None:
    for revision in (scripts / "versions").glob("*.py"):
        if revision.name >= "0002":
            revision.unlink()
    upgrade(path, scripts)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO unit (id, kind, name, code) VALUES ('c', 'compound', '翠湖苑', 'c_1')")
        connection.execute("INSERT INTO person (id, home_id, created_at) VALUES ('p', 'c', 5)")
        connection.execute(
            "INSERT INTO ticket (id, number, compound_id, reporter_id, way_in, state, version, category, department,"
            " urgency, words, place, data, created_at, changed_at)"
            " VALUES ('t', '0310-001', 'c', 'p', 'chat', 'submitted', 1, '电梯', 'wuye', 'normal', '', '', '{}', 7, 7)"
        )
    upgrade(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM follower").fetchall() == [("t", "p", "reported", 7, 1)]
        assert connection.execute("SELECT * FROM home").fetchall() == [("p", "c", "", 5)]


def test_the_next_revision_is_applied_to_a_database_in_use(path: Path, scripts: Path) -> None:
    upgrade(path)
    add_revision(scripts, "op.execute('CREATE TABLE later (id INTEGER)')")
    upgrade(path, scripts)
    assert current(path) == NEXT
    assert "later" in definitions(path)


@pytest.mark.parametrize("at_first", [None, HEAD])
def test_a_revision_that_fails_leaves_nothing_half_done(path: Path, scripts: Path, at_first: str | None) -> None:
    if at_first:
        upgrade(path)
    add_revision(
        scripts,
        "op.execute('CREATE TABLE later (id INTEGER)')",
        "op.execute('DROP TABLE card')",
        "raise LookupError('half-way')",
    )
    before = definitions(path) if at_first else {}
    with pytest.raises(LookupError):
        upgrade(path, scripts)
    assert current(path) == at_first
    assert definitions(path) == before


def test_a_revision_that_orphans_rows_is_taken_back(path: Path, scripts: Path) -> None:
    upgrade(path)
    add_revision(scripts, "op.execute(\"INSERT INTO draft VALUES ('d', 'nobody', 's', '{}', 1, 1)\")")
    with pytest.raises(CannotStart, match="draft"):
        upgrade(path, scripts)
    assert current(path) == HEAD


def test_a_database_of_a_newer_program_is_refused(path: Path, scripts: Path) -> None:
    add_revision(scripts, "pass")
    upgrade(path, scripts)
    with pytest.raises(CannotStart, match=NEXT):
        upgrade(path)


def test_what_is_no_database_is_refused(path: Path) -> None:
    path.write_bytes(b"a letter, not a database" * 100)
    with pytest.raises(CannotStart, match=r"store\.db"):
        upgrade(path)


def test_a_draft_from_nothing_makes_the_whole_schema(path: Path, scripts: Path, tmp_path: Path) -> None:
    for revision in (scripts / "versions").glob("*.py"):
        revision.unlink()
    draft("from nothing", scripts)
    assert [file.name for file in (scripts / "versions").glob("*.py")] == ["0001_from_nothing.py"]
    upgrade(path, scripts)
    upgrade(tmp_path / "ours.db")
    assert definitions(path) == definitions(tmp_path / "ours.db")


def test_a_draft_follows_the_newest_revision(path: Path, scripts: Path) -> None:
    draft("nothing new", scripts)
    upgrade(path, scripts)
    assert current(path) == NEXT

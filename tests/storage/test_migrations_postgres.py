"""The revisions make on PostgreSQL what the schema says, once, or leave nothing."""

import asyncio
import re
import shutil
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.domain.errors import CannotStart
from bot.domain.ids import new_id
from bot.storage.migrate import SCRIPTS, head
from bot.storage.migrate_postgres import current, upgrade
from bot.storage.schema import metadata
from tests.engines.server import Server

pytestmark = pytest.mark.postgres
HEAD = head()
NEXT = f"{int(HEAD) + 1:04}"

COLUMNS = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND table_name <> 'alembic_version' ORDER BY 1, 2"
)
INDEXES = (
    "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename <> 'alembic_version' ORDER BY 1"
)
CONSTRAINTS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = current_schema()::regnamespace AND conrelid <> 'alembic_version'::regclass ORDER BY 1, 2"
)


async def described(url: str) -> list[list[str]]:
    """Everything that was made, in words."""
    connection = await asyncpg.connect(url)
    try:
        found = [await connection.fetch(sql) for sql in (COLUMNS, INDEXES, CONSTRAINTS)]
    finally:
        await connection.close()
    return [[" ".join(map(str, row)) for row in rows] for rows in found]


async def make_from_schema(url: str) -> object:
    """As the schema itself would have it made; what Alembic sees different then."""

    def make(connection: Connection) -> object:
        metadata.create_all(connection)
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num text)")
        context = MigrationContext.configure(connection, opts={"compare_server_default": True, "compare_type": True})
        return compare_metadata(context, metadata)

    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url), poolclass=NullPool
    )
    async with engine.begin() as connection:
        return await connection.run_sync(make)


async def test_the_revisions_make_what_the_schema_says(server: Server, url: str, empty: str) -> None:
    other = await server.create(empty)
    await upgrade(url)
    assert await make_from_schema(server.url_of(other)) == []
    made = await described(url)
    assert len(made[0]) > 200
    assert made == await described(server.url_of(other))
    await server.drop(other)


async def test_of_two_that_start_together_one_makes_it(url: str) -> None:
    assert await current(url) is None
    await asyncio.gather(upgrade(url), upgrade(url), upgrade(url))
    assert await current(url) == HEAD


async def test_several_districts_live_in_one_database(url: str) -> None:
    for district in ("hepu", "hai shu"):
        own = f"{url}&search_path=%22{district.replace(' ', '%20')}%22"
        assert await current(own) is None
        await upgrade(own)
        assert await current(own) == HEAD
    assert await current(url) is None


def revisions(tmp_path: Path, *statements: str) -> Path:
    """A copy of the revisions with one more."""
    scripts = Path(shutil.copytree(SCRIPTS, tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__")))
    body = "\n".join(f"    {statement}" for statement in statements)
    (scripts / "versions" / f"{NEXT}_next.py").write_text(
        f"from alembic import op\nrevision = '{NEXT}'\ndown_revision = '{HEAD}'\ndef upgrade():\n{body}\n"
    )
    return scripts


async def test_a_revision_that_fails_leaves_nothing_half_done(url: str, tmp_path: Path) -> None:
    broken = revisions(tmp_path, "op.execute('CREATE TABLE later (id INTEGER)')", "raise LookupError('half-way')")
    with pytest.raises(LookupError):
        await upgrade(url, None, broken)
    assert await current(url) is None
    await upgrade(url)
    before = await described(url)
    with pytest.raises(LookupError):
        await upgrade(url, None, broken)
    assert await described(url) == before


async def test_a_schema_of_a_newer_program_is_refused(url: str, tmp_path: Path) -> None:
    await upgrade(url, None, revisions(tmp_path, "pass"))
    with pytest.raises(CannotStart, match=NEXT):
        await upgrade(url)


@pytest.mark.parametrize(
    "how",
    ["ENCODING 'SQL_ASCII' LOCALE 'C'", "ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'zh-CN' LOCALE 'C.UTF-8'"],
)
async def test_text_in_another_order_is_refused(server: Server, how: str) -> None:
    name = f"other_{new_id()}"
    try:
        await server.run(f"CREATE DATABASE {name} TEMPLATE template0 {how}")
    except asyncpg.PostgresError as error:  # before PostgreSQL 15, or built without ICU
        pytest.skip(str(error))
    with pytest.raises(CannotStart, match=re.escape("--encoding=UTF8 --locale=C.UTF-8")):
        await upgrade(server.url_of(name))
    await server.drop(name)


async def test_a_start_with_nothing_to_do_loads_no_alembic(url: str) -> None:
    await upgrade(url)
    program = (
        "import sys, asyncio; from bot.storage.migrate_postgres import upgrade; asyncio.run(upgrade(sys.argv[1]));"
        "print({'alembic', 'sqlalchemy', 'mako'} & set(sys.modules))"
    )
    ran = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program, url], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "set()\n"

"""Whether the way to the server keeps a session for each connection. PgBouncer in transaction mode does not: whatever
leans on one is found out when the store is opened, rather than by whichever statement meets it first.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from asyncpg import exceptions

from bot.domain.errors import CannotStart

if TYPE_CHECKING:
    import asyncpg

TRIES = 5  # the pooler may give out, once, the very connection that the statement was prepared on
TRY_S = 5.0


async def refuse_turning(connection: Any, another: "Callable[[], Awaitable[asyncpg.Connection[Any]]]") -> None:
    """Raises CannotStart where a prepared statement is gone in a later transaction.

    `another`: opens a second connection the same way; not called where the server itself is at the other end.
    """
    try:
        statement = await connection.prepare("SELECT pg_backend_pid()")
        if await statement.fetchval() == connection.get_server_pid():
            return
        neighbour = await another()
        try:
            for _ in range(TRIES):
                async with neighbour.transaction():
                    await statement.fetchval(timeout=TRY_S)
        finally:
            await neighbour.close()
    except (exceptions.InvalidSQLStatementNameError, exceptions.DuplicatePreparedStatementError) as error:
        raise CannotStart(
            "a pooler in transaction mode (PgBouncer) stands before PostgreSQL and keeps no prepared statements: set "
            "database.prepared_statements = false: docs/postgres.md"
        ) from error


async def refuse_other_path(connection: Any, url: str) -> None:
    """Raises CannotStart where `url` asks for a `search_path` and the way to the server drops it."""
    asked = parse_qs(urlsplit(url).query).get("search_path")
    if asked and (found := await connection.fetchval("SELECT current_setting('search_path')")) != asked[-1]:
        raise CannotStart(
            f"database.url asks for search_path={asked[-1]} and the server has {found}: behind a pooler leave it out "
            "of the URL and give it to the user (ALTER ROLE … IN DATABASE … SET search_path): docs/postgres.md"
        )

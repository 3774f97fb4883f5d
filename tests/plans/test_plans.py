"""Every statement of the storage goes along an index, and pages come in one order: asked of both engines.

SQLite plans without figures of what is in the tables (nobody runs ANALYZE there), so an empty store has the plans of a
full one. PostgreSQL is asked whether an index can serve: sequential scans and joins of whole tables are switched off.
`benchmarks/growth.py` measures the same on full stores.
"""

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot.storage.placeholders import numbered
from bot.storage.schema import metadata
from tests.engines.server import Server
from tests.plans.statements import Asked, functions, statements

# Whoever may go through a table or sort all of it, and why.
WHOLE = {
    "claims.to_enter": "the import's",
    "claims.waiting": "the import's",
    "due.forget": "when somebody is forgotten; wants an index before a district is big",
    "outbox.forget_chat": "when somebody is forgotten; wants an index before a district is big",
    "outbox.forget_strangers": "once a night",
    "volunteers.forget_old": "once a night",
    "corrections.kept": "once a night, from the newest as far as its limit",
    "goods.everything": "the export's",
    "goods.shops_on_sale": "a shop has a few dozen goods",
    "ledger_audit.accounts": "once a night",
    "leases.are_held": "a few processes",
    "leases.look": "a few processes, and 130 parts",
    "leases.resign": "a few processes, and 130 parts",
    "leases.take_all": "130 parts",
    "limits.forget": "nightly, and it keeps the table at a few days",
    "made_files.forget_settled": "only what is on its way",
    "meta.is_inhabited": "the first row of two tables",
    "people.posts_as": "once a week, a day or a night, of staff",
    "published.everything": "the import's",
    "responsibilities.everything": "the import's",
    "roster.expected": "the import's",
    "roster.grids": "the import's",
    "roster.members": "the import's",
    "roster.openings": "the import's",
    "sealing.check": "once, at the start: the dozen rows of meta",
    "sealing.count": "an operator asked",
    "sealing.others": "during a rotation: the dozen rows of meta",
    "sealing.unused": "during a rotation: the dozen rows of meta",
    "units.in_use": "the import's",
    "units.load_all": "once, at the start",
}
# On PostgreSQL alone: it makes a list of all who are muted for it.
ON_POSTGRES = {"audience.by_building": "once for each broadcast, before it is sent"}
# What grows with the years, and what of it is broad: all of a compound or a department unless something is beside it.
YEARS = {
    *("activity", "assignment", "audit", "broadcast", "correction", "extension", "follower", "inbox", "limit_hit"),
    *("notice", "outbox", "patrol_task", "redemption", "signup", "team_thanks", "ticket", "ticket_event", "transfer"),
    "wish",
}
BROAD = {
    *("building", "category", "compound_id", "department", "desk", "done", "event", "kind", "open", "state", "unit_id")
}
# Whoever may take that, and why.
ALL_OF_IT = {
    "audience.forget_over": "once a night",
    "broadcasts.next_begin": "those being sent",
    "broadcasts.next_to_write": "those being sent",
    "broadcasts.sending_in": "those being sent",
    "desks.waiting": "what goes on at a desk",
    "patrols.first_due": "the first of those open",
    "patrols.to_do": "those open today, where somebody has dozens of places",
    "units.in_use": "the import's",
    "wishes.open_in": "those open in a compound",
    "wishes.to_decide": "those open in a compound",
}
# What stands still while somebody waits: read in the order of an index, never sorted.
PAGES = (
    "audit.portion",
    "due.ready",
    "followers.last_notes",
    "inbox.waiting",
    "ledger.newest",
    "outbox.claim",
    "standings.first",
    "tickets.open_of",
)
# Of a statement's last ORDER BY the last term: what no two rows have in common, there or at all.
LAST = {"id", "seq", "serial", "person_id", "ticket_id", "key"}
# And those where it takes several, or what is sorted is one column of distinct values.
SILENT = {"patrols.make", "patrols.miss", "pictures.remember", "redemptions.add", "tickets.add", "tickets.next_serial"}
TOLD_APART = {
    "audience.buildings_said": "distinct",
    "audience.by_building": "grouped",
    "cards.shown_to": "distinct",
    "claims.posts_of": "the key of the table",
    "homes.of_person": "the key of the table",
    "inbox.passed_by": "one number for each update",
    "leases.look": "the key of the table",
    "leases.take_all": "the key of the table",
    "ledger.earned_by_month": "the key of the table",
    "people.held": "the key of the table",
    "people.in_posts": "the key of the table",
    "people.posts_as": "the key of the table",
    "published.duty_rooms": "the key of the table",
    "published.everything": "the key of the table",
    "published.of_units": "the key of the table",
    "roster.expected": "the key of the table",
    "roster.grids": "the key of the table",
    "teams.compounds_of": "the key of the table",
}
PARTIAL = {
    index.name
    for table in metadata.tables.values()
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    return asyncio.run(statements())


@pytest.fixture(scope="module")
def plans(asked: list[Asked], migrated: Path) -> dict[Asked, list[str]]:
    """What SQLite does for each."""
    with closing(sqlite3.connect(migrated)) as connection:
        return {
            one: [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {one.sql}", one.params)] for one in asked
        }


def test_the_storage_tells_what_it_asks(asked: list[Asked]) -> None:
    told = {one.by for one in asked}
    assert {by for by, _ in functions() if by not in told} == SILENT
    assert len(asked) > 400


def test_nobody_goes_through_a_whole_table(plans: dict[Asked, list[str]]) -> None:
    wrong = [(one.by, scan, one.sql) for one, plan in plans.items() for scan in scans(one, plan) if one.by not in WHOLE]
    assert not wrong


def test_nobody_reads_the_years_of_a_unit(plans: dict[Asked, list[str]]) -> None:
    found = {one.by: (step, one.sql) for one, plan in plans.items() for step in years(one, plan)}
    assert set(found) == set(ALL_OF_IT), {by: why for by, why in found.items() if by not in ALL_OF_IT}


def test_no_index_is_made_for_one_question(plans: dict[Asked, list[str]]) -> None:
    assert not [one for one, plan in plans.items() if any("AUTOMATIC" in step for step in plan)]


def test_whoever_may_is_still_there(plans: dict[Asked, list[str]]) -> None:
    assert set(WHOLE) == {one.by for one, plan in plans.items() if list(scans(one, plan))}


@pytest.mark.parametrize("by", PAGES)
def test_a_page_is_read_in_its_order(by: str, plans: dict[Asked, list[str]]) -> None:
    found = [plan for one, plan in plans.items() if one.by == by and "ORDER BY" in one.sql]
    assert found
    assert not [step for plan in found for step in plan if "B-TREE FOR" in step]


def test_equal_rows_come_in_one_order(asked: list[Asked]) -> None:
    wrong = {one.by: one.sql for one in asked for last in last_terms(one.sql) if last not in LAST}
    assert set(wrong) == set(TOLD_APART), {by: sql for by, sql in wrong.items() if by not in TOLD_APART}


def named_in(sql: str) -> dict[str, str]:
    """The tables of a statement, by what it calls them."""
    pairs = re.findall(r"(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?", sql)
    return {name: table for table, called in pairs if table in metadata.tables for name in (table, called)}


def scans(one: Asked, plan: list[str]) -> Iterator[str]:
    """The steps that go through a table from its beginning; a partial index has only the few rows of a state."""
    tables = named_in(one.sql)
    for step in plan:
        found = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step)
        if found and found[1] in tables and found[2] not in PARTIAL:
            yield step


def years(one: Asked, plan: list[str]) -> Iterator[str]:
    """The steps that take all that a unit ever had: found by what is broad alone, in no span of time."""
    tables = named_in(one.sql)
    for step in plan:
        found = re.match(r"SEARCH (\w+) USING (?:COVERING )?INDEX (\w+) \((.*)\)", step)
        if found and tables.get(found[1]) in YEARS and found[2] not in PARTIAL:
            narrow = {term for term in found[3].split(" AND ") if term.removesuffix("=?") not in BROAD}
            if not narrow:
                yield step


def last_terms(sql: str) -> list[str]:
    """Of each ORDER BY its last term, without its table."""
    parts = re.findall(r"ORDER BY (.*?)(?= LIMIT|\)|$)", sql, re.DOTALL)
    return [part.rsplit(",", 1)[-1].split()[0].rpartition(".")[2] for part in parts]


@pytest.mark.postgres
def test_postgres_has_an_index_for_each(asked: list[Asked], server: Server, tables: str) -> None:
    wrong = asyncio.run(without_index(asked, server.url_of(tables)))
    assert not wrong


async def without_index(asked: list[Asked], url: str) -> list[tuple[str, str, str]]:
    connection = await asyncpg.connect(url)
    await connection.execute("SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off")
    wrong = []
    for one in asked:
        if one.by in WHOLE | ON_POSTGRES:
            continue
        prepared = await connection.prepare(numbered(one.sql))
        given = [EXAMPLES[kind.name] for kind in prepared.get_parameters()]
        (plan,) = json.loads(await connection.fetchval(f"EXPLAIN (FORMAT JSON) {numbered(one.sql)}", *given))
        wrong += [(one.by, node, one.sql) for node in whole(plan["Plan"])]
    await connection.close()
    return wrong


EXAMPLES = {"text": "x", "int8": 7, "int4": 7, "float8": 1.0, "bytea": b"x"}


def whole(node: dict[str, Any]) -> Iterator[str]:
    """The nodes that read all of a table."""
    kind, index = node["Node Type"], node.get("Index Name")
    if kind == "Seq Scan" or (index and "Index Cond" not in node and index not in PARTIAL):
        yield f"{kind} {node.get('Relation Name') or index}"
    for child in node.get("Plans", ()):
        yield from whole(child)

"""Each table and each column that could say something of somebody is named, with what becomes of it."""

import pytest
from sqlalchemy import BigInteger, Integer, Table

from bot.services.privacy.retention import RULES
from bot.storage.privacy.kind import Fate
from bot.storage.privacy.kinds import KINDS
from bot.storage.schema import metadata
from bot.texts.holdings import NAMES, SHEETS

TABLES = {kind.table: kind for kind in KINDS}


def with_text(table: Table) -> set[str]:
    return {column.name for column in table.columns if not isinstance(column.type, BigInteger | Integer)}


def of_people(table: Table) -> set[str]:
    return {
        column.name
        for column in table.columns
        if column.name in {"reporter_id", "holder_id", "claimer_id", "by_id", "used_by", "entered_by"}
        or any(key.column.table.name == "person" for key in column.foreign_keys)
    }


def test_each_table_is_named_once() -> None:
    assert len(TABLES) == len(KINDS)
    assert set(TABLES) == set(metadata.tables)


@pytest.mark.parametrize("table", metadata.tables.values(), ids=list(metadata.tables))
def test_each_column_is_named(table: Table) -> None:
    """A column that was added says nothing of privacy yet: bot/storage/privacy/kinds.py wants to know."""
    kind = TABLES[table.name]
    assert kind.columns == with_text(table)
    assert of_people(table) <= {kind.own, *kind.others}


def test_what_is_said_can_be_done() -> None:
    for kind in KINDS:
        table = metadata.tables[kind.table]
        assert {one.by for one in kind.words} <= {kind.own, *kind.others}
        assert not any(fate is Fate.DELETED for fate in kind.others.values())
        emptied = [column for column, fate in kind.others.items() if fate is Fate.EMPTIED]
        assert all(table.columns[column].nullable for column in emptied)
        assert not kind.words or "id" in table.columns


def test_each_rule_that_is_named_is_there() -> None:
    """Drafts go by due work of their own."""
    assert {rule for kind in KINDS for rule in kind.kept} <= {*RULES, "drafts"}


def test_the_card_and_the_file_tell_of_what_is_somebodys() -> None:
    assert all(TABLES[table].own for table in NAMES)
    for table, own, _, columns in SHEETS:
        kind = TABLES[table]
        assert own in {kind.own, *kind.others}
        assert set(columns) <= set(metadata.tables[table].columns.keys())
        assert not set(columns) & set(kind.apart) - {"words", "place", "data"}

"""Whoever adds a column that sounds personal says whether it is sealed."""

import re

from bot.storage.schema import metadata
from bot.storage.sealed import FIELDS, PLAIN

PERSONAL = re.compile(
    r"(^|_)(name|phone|mobile|telephone|contact|address|email|mail|identity|id_card|birthday|raw|body)($|_)"
)


def test_every_column_that_sounds_personal_is_sealed_or_has_a_reason() -> None:
    sounds = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if PERSONAL.search(column.name)
    }
    sealed = {str(field) for field in FIELDS} | {f"{field.table}.{field.index}" for field in FIELDS if field.index}
    assert sounds - sealed - PLAIN.keys() == set()
    assert PLAIN.keys() - sounds == set()
    assert not sealed & PLAIN.keys()
    assert all(PLAIN.values())


def test_every_field_is_a_column_and_its_rows_are_known_by_one_key() -> None:
    for field in FIELDS:
        table = metadata.tables[field.table]
        assert field.column in table.columns
        assert not field.index or field.index in table.columns
        unique = [{column.name for column in table.primary_key}]
        unique += [{column.name for column in each.columns} for each in table.constraints if hasattr(each, "columns")]
        assert {field.row} in unique

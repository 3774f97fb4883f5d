"""What is moved: every table of the schema, those first to which others refer; by key, in portions."""

from sqlalchemy import BigInteger, LargeBinary, Table, UniqueConstraint

from bot.storage.database import marks
from bot.storage.schema import metadata
from bot.storage.schema.machinery import meta

PORTION = 10_000
# Of rows that may be megabytes each.
HEAVY_PORTION = 20
EVERYTHING = 2**31 - 1


def moved() -> list[Table]:
    """All tables but `meta`, which comes at the end together with the word that the copy is whole."""
    return [table for table in metadata.sorted_tables if table is not meta]


def columns_of(table: Table) -> list[str]:
    """The names of the columns, in the order of the schema."""
    return [column.name for column in table.columns]


def key_of(table: Table) -> list[str]:
    """The columns that tell rows apart: of the primary key, or of the first UNIQUE where there is none."""
    if table.primary_key.columns:
        return [column.name for column in table.primary_key.columns]
    (unique,) = (one for one in table.constraints if isinstance(one, UniqueConstraint))
    return [column.name for column in unique.columns]


def portion_of(table: Table) -> int:
    """How many rows go in one commit. A table that refers to itself goes whole: a child never before its parent."""
    if any(key.column.table is table for key in table.foreign_keys):
        return EVERYTHING
    heavy = any(isinstance(column.type, LargeBinary) for column in table.columns)
    return HEAVY_PORTION if heavy else PORTION


def serial_of(table: Table) -> str | None:
    """The column whose numbers the engine gives out, if there is one."""
    column = table.autoincrement_column
    return column.name if column is not None and isinstance(column.type, BigInteger) else None


def named(names: list[str]) -> str:
    """Names as both engines take them in a statement."""
    return ", ".join(f'"{name}"' for name in names)


def selected(table: Table, after: tuple[object, ...] | None) -> str:
    """The SELECT of all rows behind the key `after` (its parameters), in the order of the key."""
    key = named(key_of(table))
    behind = f" WHERE ({key}) > ({marks(after)})" if after else ""
    return f'SELECT {named(columns_of(table))} FROM "{table.name}"{behind} ORDER BY {key}'  # noqa: S608


def last_key(table: Table) -> str:
    """The SELECT of the greatest key."""
    key = key_of(table)
    down = ", ".join(f'"{name}" DESC' for name in key)
    return f'SELECT {named(key)} FROM "{table.name}" ORDER BY {down} LIMIT 1'  # noqa: S608

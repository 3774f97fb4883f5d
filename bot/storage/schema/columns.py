"""The columns that tables share, and the one `metadata` to which all tables belong."""

import sqlalchemy
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Text

# SQLite gives an automatic key to INTEGER alone; elsewhere the same column is BIGINT. Where rows are deleted and keys
# mean an order or are remembered elsewhere, `sqlite_autoincrement` keeps SQLite from giving out the greatest again.
SERIAL = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def serial(name: str) -> Column[int]:
    """The key that the engine gives out."""
    return Column(name, SERIAL, primary_key=True, autoincrement=True)


def text(name: str, *constraints: ForeignKey, null: bool = False, default: str | None = None) -> Column[str]:
    """Words, a code or an identifier."""
    return Column(name, Text, *constraints, nullable=null, server_default=default)


def nothing(name: str) -> Column[str]:
    """Words that may be missing. A plain "" as the default looks changed to Alembic for ever."""
    return Column(name, Text, nullable=False, server_default=sqlalchemy.text("''"))


def big(name: str, *, null: bool = False, default: str | None = None) -> Column[int]:
    """A number, or a time in milliseconds of UTC."""
    return Column(name, BigInteger, nullable=null, server_default=default)


def index_of(state: str, name: str, *columns: str, unique: bool = False) -> Index:
    """An index of the rows in this state alone."""
    where = sqlalchemy.text(f"state = '{state}'")
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)

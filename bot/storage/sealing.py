"""The keys and the store: whether they belong together, what they have sealed, and sealing all of it with the first.

`meta` keeps a value sealed by each key that is in use: a wrong key is found out before it does anything (ADR 32).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.errors import WrongKey
from bot.storage import meta
from bot.storage.database import Row, Tx
from bot.storage.sealed import FIELDS
from bot.storage.vault import VARIABLE, Field, is_sealed, mark_of

PORTION = 200
_PREFIX = "field_key:"
_CHECK = Field("meta", "value", "key")
_DONE = "sealed_fields"


@dataclass(frozen=True, slots=True)
class Left:
    """Where sealing anew has come to: in which field, behind which row. Begin with `BEGINNING`."""

    field: int = 0
    after: str = ""


BEGINNING = Left()


async def check(tx: Tx) -> bool:
    """Whether the first key is in use here already; raises `WrongKey` where a key that is in use is missing or differs.

    True as well only where every column of this program's list is sealed.
    """
    vault, rows = tx.vault, await _in_use(tx)
    for name, value in rows.items():
        if name not in vault.names:
            raise WrongKey(f"the store holds what the key {name!r} sealed, and {VARIABLE} does not name that key")
        vault.open(_CHECK, _PREFIX + name, value)
    return vault.names[0] in rows and await meta.get(tx, _DONE) == _list()


async def introduce(tx: Tx) -> None:
    """From now on the first key is in use here; whoever writes has said so before."""
    key = _PREFIX + tx.vault.names[0]
    await meta.put_first(tx, key, tx.vault.seal(_CHECK, key, "chuishao"))


async def all_sealed(tx: Tx) -> bool:
    """Whether no column of this program's list holds plain values from before."""
    return await meta.get(tx, _DONE) == _list()


async def note_all_sealed(tx: Tx) -> None:
    """Nothing plain is left."""
    await meta.put(tx, _DONE, _list())


async def portion(tx: Tx, left: Left, limit: int = PORTION) -> tuple[int, Left | None]:
    """Seal at most `limit` further values that the first key has not; how many, and where it goes on (None: nowhere).

    A value that somebody changed meanwhile is theirs, sealed already; one that does not open is left as it is.
    """
    field = FIELDS[left.field]
    rows = await tx.fetch(
        f"SELECT {field.row} AS id, {field.column} AS value FROM {field.table}"  # noqa: S608
        f" WHERE {field.row} > ? AND {field.column} <> '' AND {field.column} NOT LIKE ? ORDER BY {field.row} LIMIT ?",
        (left.after, f"{tx.vault.mark}%", limit),
    )
    changed = [await _seal_anew(tx, field, row) for row in rows]
    if len(rows) == limit:
        return sum(changed), Left(left.field, rows[-1]["id"])
    return sum(changed), Left(left.field + 1) if left.field + 1 < len(FIELDS) else None


async def _seal_anew(tx: Tx, field: Field, row: Row) -> int:
    vault, was = tx.vault, row["value"]
    try:
        plain = vault.open(field, row["id"], was) if is_sealed(was) else was
    except WrongKey:  # `count` shows it, and its key is not retired
        return 0
    index, indexed = (f", {field.index} = ?", (vault.index(plain),)) if field.index else ("", ())
    return await tx.execute(
        f"UPDATE {field.table} SET {field.column} = ?{index} WHERE {field.row} = ? AND {field.column} = ?",  # noqa: S608
        (vault.seal(field, row["id"], plain), *indexed, row["id"], was),
    )


async def others(tx: Tx) -> list[str]:
    """The keys besides the first that are in use."""
    return [name for name in await _in_use(tx) if name != tx.vault.names[0]]


async def unused(tx: Tx) -> list[str]:
    """Those of them that seal nothing any more."""
    counts = await count(tx)
    return [name for name in await others(tx) if not sum(of[name] for of in counts.values())]


async def retire(tx: Tx, names: Iterable[str]) -> None:
    """Ask for these keys no longer."""
    await tx.execute_many("DELETE FROM meta WHERE key = ?", [(_PREFIX + name,) for name in names])


async def count(tx: Tx) -> dict[str, dict[str, int]]:
    """How many values each key has sealed, by field; under "" those that none of our keys has, or that are plain."""
    names = sorted({*tx.vault.names, *await _in_use(tx)})
    return {str(field): await _count_of(tx, field, names) for field in FIELDS}


async def _count_of(tx: Tx, field: Field, names: Sequence[str]) -> dict[str, int]:
    each = "".join(f", count(CASE WHEN {field.column} LIKE ? THEN 1 END) AS n{at}" for at in range(len(names)))
    row = await tx.fetch_one(
        f"SELECT count(*) AS n{each} FROM {field.table} WHERE {field.column} <> ''",  # noqa: S608
        [f"{mark_of(name)}%" for name in names],
    )
    assert row is not None  # noqa: S101 - a count always has its row
    found = {name: int(row[f"n{at}"]) for at, name in enumerate(names)}
    return {**found, "": int(row["n"]) - sum(found.values())}


async def _in_use(tx: Tx) -> dict[str, str]:
    rows = await tx.fetch("SELECT key, value FROM meta WHERE key LIKE ? ORDER BY key", (f"{_PREFIX}%",))
    return {row["key"].removeprefix(_PREFIX): row["value"] for row in rows}


def _list() -> str:
    return " ".join(map(str, FIELDS))

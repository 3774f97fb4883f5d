"""The district's units: few, read often, changed by import alone."""

from collections.abc import Collection, Iterable

from bot.domain.people import Unit, UnitKind, downwards
from bot.storage.database import Row, Tx, marks

_COLUMNS = "id, kind, parent_id, name, code, latitude, longitude, grid_id, estates"
BETWEEN = "、"


def _unit(row: Row) -> Unit:
    estates = tuple(filter(None, row["estates"].split(BETWEEN)))
    return Unit(**{**row, "kind": UnitKind(row["kind"]), "estates": estates})


async def add(tx: Tx, unit: Unit) -> None:
    """Keep a new unit. Raises the engine's integrity error where its id or code is taken."""
    await tx.execute(
        f"INSERT INTO unit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (unit.id, unit.kind, unit.parent_id, unit.name, unit.code, unit.latitude, unit.longitude, *_beside(unit)),
    )


async def load_all(tx: Tx) -> list[Unit]:
    """Every unit, parents before children, grids before what lies in them."""
    rows = await tx.fetch(f"SELECT {_COLUMNS} FROM unit ORDER BY id")  # noqa: S608
    return downwards(map(_unit, rows))


async def change(tx: Tx, units: Iterable[Unit]) -> None:
    """Their names, parents, coordinates, grids and estates; id, kind and code stay."""
    await tx.execute_many(
        "UPDATE unit SET name = ?, parent_id = ?, latitude = ?, longitude = ?, grid_id = ?, estates = ? WHERE id = ?",
        [(unit.name, unit.parent_id, unit.latitude, unit.longitude, *_beside(unit), unit.id) for unit in units],
    )


def _beside(unit: Unit) -> tuple[str | None, str]:
    return unit.grid_id, BETWEEN.join(unit.estates)


async def remove(tx: Tx, unit_ids: Iterable[str]) -> None:
    """These are no more, with what they published. Raises the engine's integrity error where more refers to them."""
    gone = [(unit_id,) for unit_id in unit_ids]
    await tx.execute_many("DELETE FROM published WHERE unit_id = ?", gone)
    await tx.execute_many("DELETE FROM unit WHERE id = ?", gone)


async def in_use(tx: Tx, unit_ids: Collection[str]) -> frozenset[str]:
    """Those of them which anything refers to: a ticket, somebody's home, a post that did not come by import …

    Children, what is published, the office's list, its posts and 职责 are not asked for: an import brings them itself.
    """
    from bot.storage.schema import metadata  # noqa: PLC0415 - 0.2 s of imports that only an import needs

    found: set[str] = set()
    ids = tuple(unit_ids)
    for table in metadata.sorted_tables:
        if not ids or table.name in {"unit", "published", "roster_post", "roster_grid", "post", "responsibility"}:
            continue
        for column in (key.parent.name for key in table.foreign_keys if key.column.table.name == "unit"):
            rows = await tx.fetch(
                f"SELECT DISTINCT {column} AS unit_id FROM {table.name} WHERE {column} IN ({marks(ids)})",  # noqa: S608
                ids,
            )
            found.update(row["unit_id"] for row in rows)
    rows = await tx.fetch(
        "SELECT DISTINCT p.unit_id FROM post p WHERE p.unit_id IN"  # noqa: S608
        f" ({marks(ids)}) AND NOT EXISTS (SELECT 1 FROM roster_post e JOIN roster r ON r.key = e.key"
        " WHERE r.person_id = p.person_id AND e.role = p.role AND e.unit_id = p.unit_id AND e.given = 1)",
        ids,
    )
    return frozenset(found.union(row["unit_id"] for row in rows))

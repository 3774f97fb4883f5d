"""The district's units: few, read often, changed by import alone."""

from bot.domain.people import Unit, UnitKind
from bot.storage.database import Row, Tx

_COLUMNS = "id, kind, parent_id, name, code, latitude, longitude"


def _unit(row: Row) -> Unit:
    return Unit(**{**row, "kind": UnitKind(row["kind"])})


async def add(tx: Tx, unit: Unit) -> None:
    """Keep a new unit. Raises the engine's integrity error where its id or code is taken."""
    await tx.execute(
        f"INSERT INTO unit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (unit.id, unit.kind, unit.parent_id, unit.name, unit.code, unit.latitude, unit.longitude),
    )


async def load_all(tx: Tx) -> list[Unit]:
    """Every unit, parents before children."""
    rows = await tx.fetch(f"SELECT {_COLUMNS} FROM unit ORDER BY id")  # noqa: S608
    order = list(UnitKind)
    return sorted((_unit(row) for row in rows), key=lambda unit: order.index(unit.kind))

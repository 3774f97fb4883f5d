"""What posts answer for (职责): changed by import alone, in no order but that which readers give it."""

from collections.abc import Iterable

from bot.domain.people import Role
from bot.domain.responsibilities import Responsibility
from bot.storage.database import Row, Tx

_COLUMNS = "code, area, words, role, unit_id, position"


def _responsibility(row: Row) -> Responsibility:
    return Responsibility(**{**row, "role": Role(row["role"])})


async def of_role(tx: Tx, role: Role, unit_id: str) -> list[Responsibility]:
    """What everybody in this role answers for, and what those of this department do ("": of none)."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM responsibility WHERE role = ? AND (unit_id IS NULL OR unit_id = ?)",  # noqa: S608
        (role, unit_id),
    )
    return [_responsibility(row) for row in rows]


async def of_department(tx: Tx, unit_id: str) -> list[Responsibility]:
    """What this department answers for, and no other."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM responsibility WHERE role = ? AND unit_id = ?",  # noqa: S608
        (Role.DEPARTMENT_STAFF, unit_id),
    )
    return [_responsibility(row) for row in rows]


async def everything(tx: Tx) -> list[Responsibility]:
    """All of them."""
    return [_responsibility(row) for row in await tx.fetch(f"SELECT {_COLUMNS} FROM responsibility")]  # noqa: S608


async def put(tx: Tx, listed: Iterable[Responsibility]) -> None:
    """From now on these, in the place of what had their codes."""
    await tx.execute_many(
        f"INSERT INTO responsibility ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (code) DO UPDATE SET"  # noqa: S608
        " area = excluded.area, words = excluded.words, role = excluded.role, unit_id = excluded.unit_id,"
        " position = excluded.position",
        [(one.code, one.area, one.words, one.role, one.unit_id, one.position) for one in listed],
    )


async def end(tx: Tx, codes: Iterable[str]) -> None:
    """These are no more."""
    await tx.execute_many("DELETE FROM responsibility WHERE code = ?", [(code,) for code in codes])

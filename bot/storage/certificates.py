"""What somebody was honoured for: certificates that anybody can verify, until a correction revokes them."""

from dataclasses import dataclass

from bot.storage.database import Row, Tx
from bot.storage.sealed import CERTIFICATE_NAME


@dataclass(frozen=True, slots=True)
class Honour:
    """What can be certified: a `star` (then no year), or the points of a `year` («2026»; then no star).

    `needed`: the points that it takes.
    """

    star: int
    year: str
    needed: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """An honour as it was handed out. `id` is in its number, `code` in the link that verifies it."""

    id: int
    code: str
    person_id: str
    name: str
    star: int
    year: str
    needed: int
    at: int
    revoked_at: int | None


_COLUMNS = "id, code, person_id, name, star, year, needed, at, revoked_at"


def _one(tx: Tx, row: Row) -> Certificate:
    return Certificate(**{**row, "name": tx.vault.open(CERTIFICATE_NAME, row["code"], row["name"])})


async def issue(tx: Tx, code: str, person_id: str, name: str, honour: Honour, now: int) -> Certificate | None:
    """Write it down under `code`; the one that is there and valid where there is one.

    Its number is the next: an engine's own counter would leave out those of attempts that were undone.
    """
    await tx.execute(
        "INSERT INTO certificate (id, code, person_id, name, star, year, needed, at)"
        " VALUES ((SELECT coalesce(max(id), 0) + 1 FROM certificate), ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (code, person_id, tx.vault.seal(CERTIFICATE_NAME, code, name), honour.star, honour.year, honour.needed, now),
    )
    return await valid(tx, person_id, honour)


async def valid(tx: Tx, person_id: str, honour: Honour) -> Certificate | None:
    """Theirs for this honour; None where they have none that is valid."""
    row = await tx.fetch_one(
        f"SELECT {_COLUMNS} FROM certificate WHERE person_id = ? AND star = ? AND year = ? AND revoked_at IS NULL",  # noqa: S608
        (person_id, honour.star, honour.year),
    )
    return _one(tx, row) if row else None


async def of_code(tx: Tx, code: str) -> Certificate | None:
    """The certificate that a link speaks of, revoked or not."""
    row = await tx.fetch_one(f"SELECT {_COLUMNS} FROM certificate WHERE code = ?", (code,))  # noqa: S608
    return _one(tx, row) if row else None


async def revoke_unearned(tx: Tx, person_id: str, now: int) -> int:
    """Revoke whatever takes more points than they have by now; how many."""
    merit = "(SELECT a.lifetime - a.corrected FROM account a WHERE a.person_id = certificate.person_id)"
    of_year = (
        "(SELECT s.points FROM points_sum s WHERE s.person_id = certificate.person_id AND s.period = certificate.year)"
    )
    return await tx.execute(
        "UPDATE certificate SET revoked_at = ? WHERE person_id = ? AND revoked_at IS NULL"  # noqa: S608
        f" AND needed > coalesce(CASE WHEN year = '' THEN {merit} ELSE {of_year} END, 0)",
        (now, person_id),
    )

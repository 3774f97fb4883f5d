"""Keys that change, are missing or are wrong; what is plain from before; on both engines."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.app import open_database
from bot.config import Settings
from bot.domain.errors import BadConfiguration, WrongKey
from bot.services import resealing
from bot.services.resealing import Resealing, reseal, retire
from bot.storage import claims, roster, sealing
from bot.storage.database import Database, Row, Tx
from bot.storage.roster import Member
from bot.storage.sealed import ROSTER_PHONE
from bot.storage.vault import Vault, mark_of, new_key
from tests.conversations.town import LISTED
from tests.engines.engine import Engine
from tests.engines.keys import KEYS

NAMES = [f"人{number:03}" for number in range(450)]
MEMBERS = [Member(f"m{number:03}", name, f"+86139{number:08}") for number, name in enumerate(NAMES)]
NEW = new_key()
(NEW_NAME,), (OLD_NAME,) = Vault.of(NEW).names, Vault.of(KEYS).names[:1]


@pytest.fixture
async def town(engine: Engine, settings: Settings) -> Settings:
    """A store with a list of 450 people, sealed with the old key."""
    own = await engine.lodge(settings)
    async with opened(own, KEYS) as db:
        await db.write(roster.put, MEMBERS)
    return own


@asynccontextmanager
async def opened(settings: Settings, keys: str) -> AsyncIterator[Database]:
    db = await open_database(settings, keys)
    try:
        yield db
    finally:
        await db.close()


async def rows(tx: Tx, sql: str, params: tuple[Any, ...] = ()) -> list[Row]:
    return await tx.fetch(sql, params)


async def execute(tx: Tx, sql: str, params: tuple[Any, ...] = ()) -> int:
    return await tx.execute(sql, params)


async def execute_many(tx: Tx, sql: str, params: list[tuple[Any, ...]]) -> None:
    await tx.execute_many(sql, params)


async def everybody(db: Database) -> list[Member]:
    return [member for member in await db.read(roster.members) if member != LISTED]


async def test_what_lies_in_the_store_shows_nobody(town: Settings) -> None:
    async with opened(town, KEYS) as db:
        found = await db.read(rows, "SELECT name, phone, phone_index FROM roster")
        assert len({row["phone_index"] for row in found}) == len(found) == len(MEMBERS) + 1
        assert all(value.startswith(mark_of(OLD_NAME)) for row in found for value in (row["name"], row["phone"]))
        assert await everybody(db) == MEMBERS
        assert await db.read(claims.of_phone, MEMBERS[7].phone) == MEMBERS[7]
        assert await db.read(claims.of_phone, "+8613777777777") is None


async def test_a_rotation_from_one_key_to_the_next(town: Settings) -> None:
    async with opened(town, f"{NEW},{KEYS}") as db:
        # Until it is over both are read, and numbers found under either.
        await db.write(roster.put, [MEMBERS[0]])
        assert await db.read(claims.of_phone, MEMBERS[0].phone) == MEMBERS[0]
        assert await db.read(claims.of_phone, MEMBERS[1].phone) == MEMBERS[1]
        assert await retire(db) == []
        counted: list[int] = []
        assert await reseal(db, told=counted.append) == sum(counted) == 2 * len(MEMBERS)
        assert await reseal(db) == 0
        found = await db.read(sealing.count)
        assert found[str(ROSTER_PHONE)] == {NEW_NAME: len(MEMBERS) + 1, OLD_NAME: 0, "": 0}
        assert await retire(db) == [OLD_NAME]
    async with opened(town, NEW) as db:
        assert await everybody(db) == MEMBERS
        assert [await db.read(claims.of_phone, one.phone) for one in MEMBERS[::50]] == MEMBERS[::50]
    with pytest.raises(WrongKey, match=f"'{NEW_NAME}'"):
        await open_database(town, KEYS)


async def test_one_that_was_stopped_goes_on(town: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resealing, "PAUSE_S", 0)

    class Killed(Exception):
        pass

    def die(_: int) -> None:
        raise Killed

    async with opened(town, f"{NEW},{KEYS}") as db:
        with pytest.raises(Killed):
            await reseal(db, told=die)
        assert await retire(db) == []
        await db.write(roster.put, [MEMBERS[1]])
    with pytest.raises(WrongKey, match=f"'{OLD_NAME}'"):
        await open_database(town, NEW)
    async with opened(town, f"{NEW},{KEYS}") as db:
        await Resealing(db).run()
    async with opened(town, NEW) as db:
        assert await everybody(db) == MEMBERS


async def test_while_others_write_nothing_of_theirs_is_lost(town: Settings) -> None:
    later = [Member(one.key, one.name, f"+86138{number:08}") for number, one in enumerate(MEMBERS)]
    async with opened(town, f"{NEW},{KEYS}") as db:
        await asyncio.gather(reseal(db), *(db.write(roster.put, [one]) for one in later[::10]))
    async with opened(town, f"{NEW},{KEYS}") as db:
        assert await everybody(db) == [later[at] if at % 10 == 0 else MEMBERS[at] for at in range(len(MEMBERS))]


async def test_a_value_that_changed_in_between_is_left_to_whoever_changed_it(town: Settings) -> None:
    async with opened(town, f"{NEW},{KEYS}") as db:
        (seen,) = await db.read(rows, "SELECT key AS id, phone AS value FROM roster WHERE key = 'm003'")
        changed = Member("m003", "人003", "+8613800000003")
        await db.write(roster.put, [changed])
        assert await db.write(sealing._seal_anew, ROSTER_PHONE, seen) == 0
        assert await db.read(claims.of_phone, changed.phone) == changed


async def test_what_is_plain_from_before_is_sealed_at_the_next_start(town: Settings) -> None:
    async with opened(town, KEYS) as db:
        plain = [("~Tom~ x" if one is MEMBERS[0] else one.name, one.phone, one.key) for one in MEMBERS]
        await db.write(execute_many, "UPDATE roster SET name = ?, phone = ?, phone_index = '' WHERE key = ?", plain)
        await db.write(execute, "DELETE FROM meta WHERE key LIKE 'field_key:%' OR key = 'sealed_fields'")
    async with opened(town, KEYS) as db:
        first, *others = await everybody(db)
        assert (first.name, others) == ("~Tom~ x", MEMBERS[1:])
        assert await db.read(claims.of_phone, MEMBERS[9].phone) == MEMBERS[9]
        assert sum(of[""] for of in (await db.read(sealing.count)).values()) == 0


async def test_a_wrong_key_is_found_out_before_it_does_anything(town: Settings) -> None:
    _, _, secret = new_key().partition(":")
    with pytest.raises(WrongKey, match=f"'{OLD_NAME}'") as refused:
        await open_database(town, f"{OLD_NAME}:{secret}")
    assert secret not in str(refused.value)
    with pytest.raises(WrongKey, match="does not name"):
        await open_database(town, NEW)
    with pytest.raises(BadConfiguration, match="keys new"):
        await open_database(town, "")
    async with opened(town, KEYS) as db:
        assert await everybody(db) == MEMBERS


async def test_a_ciphertext_in_anothers_row_is_refused(town: Settings) -> None:
    async with opened(town, KEYS) as db:
        move = "UPDATE roster SET phone = (SELECT r.phone FROM roster r WHERE r.key = 'm001') WHERE key = 'm002'"
        await db.write(execute, move)
        with pytest.raises(WrongKey, match=r"roster\.phone"):
            await everybody(db)


async def test_one_value_that_does_not_open_holds_up_no_rotation_and_keeps_its_key(town: Settings) -> None:
    async with opened(town, f"{NEW},{KEYS}") as db:
        await db.write(execute, "UPDATE roster SET phone = (SELECT r.phone FROM roster r WHERE r.key = 'm001')"
                                " WHERE key = 'm002'")  # fmt: skip
        assert await reseal(db) == 2 * len(MEMBERS) + 1
        assert await retire(db) == []
        assert (await db.read(sealing.count))[str(ROSTER_PHONE)][OLD_NAME] == 1

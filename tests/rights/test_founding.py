"""The first administrator: by a link that the operator made, once, within a day, by whoever has the whole code."""

import asyncio
from pathlib import Path

import pytest

from bot.commands.admin import invite_admin
from bot.domain.clock import to_millis
from bot.domain.errors import CannotStart
from bot.domain.messages import Command, Menu
from bot.domain.people import Role
from bot.services import founding
from bot.storage import audit, people
from bot.texts.posts import accepting as say
from tests.conversations.town import HE, LI, MORNING
from tests.handlers.hall import Hall, words

NOW = to_millis(MORNING)
GONE = say.InvitationGone().text()


async def roles(hall: Hall, who: int) -> frozenset[Role]:
    person = await hall.db.write(people.arrive, people.Address("telegram", str(who)), NOW)
    return frozenset(person.roles)


async def test_the_first_to_open_it_is_an_administrator_and_nobody_else(hall: Hall) -> None:
    code = await hall.db.write(founding.make, NOW)
    replies = await hall.arrive(LI, Command("start", code))
    assert words(replies)[0].startswith("✅ 您现在是")
    assert any(isinstance(reply, Menu) and "rights" in dict(reply.commands) for reply in replies)
    assert Role.ADMIN in await roles(hall, LI)
    for late in (LI, HE):
        assert GONE in words(await hall.arrive(late, Command("start", code)))
    assert Role.ADMIN not in await roles(hall, HE)
    total, _ = await hall.db.read(audit.head)
    assert total > 0


async def test_a_newer_link_ends_the_former_and_a_part_of_a_code_opens_nothing(hall: Hall) -> None:
    former = await hall.db.write(founding.make, NOW)
    code = await hall.db.write(founding.make, NOW)
    for wrong in (former, code[:-1], founding.PREFIX, f"{code}x"):
        assert GONE in words(await hall.arrive(LI, Command("start", wrong)))
    kept = await hall.db.read(lambda tx: tx.fetch_one("SELECT value FROM meta WHERE key = ?", (founding.KEY,)))
    assert kept
    assert code not in kept["value"]


async def test_after_a_day_it_is_over(hall: Hall) -> None:
    code = await hall.db.write(founding.make, NOW - founding.LIVES_MS - 1)
    assert GONE in words(await hall.arrive(LI, Command("start", code)))


def test_without_a_district_there_is_nothing_to_administer(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[database]\nurl = "sqlite:{tmp_path}/empty.db"\n', "utf-8")
    with pytest.raises(CannotStart, match="no district yet"):
        asyncio.run(invite_admin(config, "some_bot"))

"""公示 before it is published: nothing old is, nothing twice, and what waits is sealed."""

from dataclasses import replace

from bot.domain.messages import Outbound, Text
from bot.domain.people import Role
from bot.services.board import which_of
from bot.storage import asked as rows_asked
from bot.storage.database import Tx
from bot.storage.vault import is_sealed
from bot.texts import board as say
from bot.texts import errors
from tests.conversations.town import CHEN, QIAN
from tests.handlers.hall import Hall, words
from tests.rights.boards import MANAGER, entries, publish, written
from tests.services.owners import press, somebody


async def test_an_older_card_publishes_nothing_and_nor_does_a_second_tap(hall: Hall) -> None:
    await press(hall, CHEN, "bd_role", "cuihu~grid_worker", 0)
    (first,) = await hall.arrive(CHEN, Text("田小雨 139 0000 0002"))
    (second,) = await hall.arrive(CHEN, Text("田春雨"))
    assert isinstance(first, Outbound)
    assert isinstance(second, Outbound)
    for shown, names in ((first, []), (second, ["田春雨"]), (second, ["田春雨"])):
        await press(hall, CHEN, "bd_go", shown.choices[0][0].which, 0)
        assert [one.name for one in await entries(hall) if one.role is Role.GRID_WORKER] == names
    assert len(await written(hall)) == 1


async def test_what_another_published_meanwhile_is_not_undone(hall: Hall) -> None:
    """Neither by the button nor in words: 陈书记 saw another number than stands there now."""
    which, name = which_of(MANAGER), "马国强"
    for agree in (lambda: publish(hall, CHEN), lambda: hall.arrive(CHEN, Text("发布"))):
        await press(hall, CHEN, "bd_name", which, 0)
        await hall.arrive(CHEN, Text(name))
        await press(hall, QIAN, "bd_phone", which, 0)
        ending = len(await written(hall)) + 1
        await hall.arrive(QIAN, Text(f"139 0000 000{ending}"))
        await publish(hall, QIAN)
        old, card = words(await agree())
        assert old == errors.CardIsOld().text()
        assert f"马经理  📞 139 0000 000{ending}" in card
        assert (await entries(hall))[2] == replace(MANAGER, phone=f"139 0000 000{ending}")
        assert await hall.db.read(rows_asked.load, await hall.db.write(somebody, CHEN)) is None


async def test_a_number_that_nobody_can_dial_is_said_so_at_the_preview_too(hall: Hall) -> None:
    await press(hall, CHEN, "bd_role", "cuihu~grid_worker", 0)
    await hall.arrive(CHEN, Text("田小雨 139 0000 0002"))
    note, card = words(await hall.arrive(CHEN, Text("田小雨 1380000")))
    assert note == say.NotABoardPhone().text()
    assert "📞 139 0000 0002" in card


async def test_what_waits_to_be_published_is_kept_sealed(hall: Hall) -> None:
    async def kept(tx: Tx) -> str:
        row = await tx.fetch_one("SELECT subject FROM asked")
        return str(row["subject"]) if row else ""

    await press(hall, CHEN, "bd_role", "cuihu~grid_worker", 0)
    await hall.arrive(CHEN, Text("田小雨 139 0000 0002"))
    assert is_sealed(await hall.db.read(kept))

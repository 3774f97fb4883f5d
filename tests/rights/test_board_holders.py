"""公示 filled from who is in post: their name as the list has it, and nobody who left."""

from bot.domain.messages import Outbound, Toast
from bot.domain.people import Post, Role
from bot.domain.volunteers import FileState
from bot.storage import people, published
from bot.storage.database import Tx
from bot.storage.published import Published
from bot.texts import board as say
from tests.conversations.town import CHEN, LISTED, QIAN, WANG, ZHOU
from tests.handlers.hall import Hall
from tests.handlers.volunteers import put_file
from tests.rights.boards import claim, entries
from tests.services.owners import press, somebody


async def test_who_left_the_volunteers_is_named_to_nobody(hall: Hall) -> None:
    whose = await put_file(hall, ZHOU, FileState.LEFT)
    assert await hall.db.read(published.in_post, "beicheng", [Role.SECRETARY]) == [(Role.SECRETARY, "")]

    async def back(tx: Tx) -> None:
        await tx.execute("UPDATE volunteer SET state = 'active' WHERE person_id = ?", (whose,))

    await hall.db.write(back)
    ((_, name),) = await hall.db.read(published.in_post, "beicheng", [Role.SECRETARY])
    assert name


async def test_from_who_is_in_post_comes_the_name_and_no_number(hall: Hall) -> None:
    await hall.db.write(claim, ZHOU)
    (shown,) = await press(hall, QIAN, "bd_fill", "beicheng", 0)
    assert isinstance(shown, Outbound)
    line = f"书记 {LISTED.name}\n没留电话，写给我，我转达。"
    assert shown.prompt.text() == f"👀 北辰家园居民会看到：\n\n{line}\n\n发布吗？"
    assert await entries(hall, "beicheng") == []
    toast, _ = await press(hall, QIAN, "bd_fill", shown.choices[0][0].which, 0)
    assert isinstance(toast, Toast)
    assert toast.prompt == say.FilledIn(1, 0)
    assert await entries(hall, "beicheng") == [Published("beicheng", Role.SECRETARY, LISTED.name, "", 1)]
    toast, _ = await press(hall, QIAN, "bd_fill", "beicheng", 0)
    assert isinstance(toast, Toast)
    assert toast.prompt == say.FilledIn(0, 0)


async def test_a_building_is_named_with_its_compound(hall: Hall) -> None:
    async def appointed(tx: Tx) -> None:
        han = await somebody(tx, WANG)
        await tx.execute("UPDATE roster SET person_id = ? WHERE key = ?", (han, LISTED.key))
        await people.appoint(tx, han, Post(Role.BUILDING_LEAD, "cuihu3"), 1)

    await hall.db.write(appointed)
    (shown,) = await press(hall, CHEN, "bd_fill", "cuihu3", 0)
    assert isinstance(shown, Outbound)
    assert "👀 翠湖苑3号楼居民会看到：" in shown.prompt.text()
    assert f"3号楼楼栋长 {LISTED.name}" in shown.prompt.text()

"""公示 changed by its branch: what is written down of it, what is no name or number, and whose it is not."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.messages import Contact, Outbound, Reply, Text, Toast
from bot.domain.people import Post, Role
from bot.domain.volunteers import FileState
from bot.handlers.routes import ROUTES
from bot.services.board import MOST, which_of
from bot.services.board_preview import PREVIEW, digest
from bot.services.board_reading import read_entry
from bot.storage import asked as rows_asked
from bot.storage import audit, people, published
from bot.storage.database import Tx
from bot.storage.published import Published
from bot.storage.vault import is_sealed
from bot.texts import board as say
from bot.texts import errors
from tests.conversations.town import CHEN, LISTED, PUBLISHED, QIAN, WANG, ZHAO, ZHOU
from tests.handlers.hall import Hall, words
from tests.handlers.volunteers import put_file
from tests.services.owners import press, somebody

MANAGER = PUBLISHED[2]
BUTTONS = sorted(route.pressed for route in ROUTES if route.pressed.startswith("bd_") or route.pressed == "board")


async def entries(hall: Hall, unit_id: str = "cuihu") -> list[Published]:
    return await hall.db.read(published.of_units, [unit_id])


async def publish(hall: Hall, who: int) -> list[Reply]:
    """The button under what residents will read."""
    asked = await hall.db.read(rows_asked.load, await hall.db.write(somebody, who))
    assert asked and asked.kind == PREVIEW
    return await press(hall, who, "bd_go", f"{json.loads(asked.subject)[0]}~{digest(asked.subject)}", 0)


async def written(hall: Hall) -> list[tuple[str, str, str]]:
    rows = [row for row in await hall.db.read(audit.portion, 0) if row.what == "published"]
    return [(row.who, row.about, row.facts) for row in rows]


async def test_each_change_is_written_down_with_its_field_and_never_the_number(hall: Hall) -> None:
    me, which = await hall.db.write(somebody, CHEN), which_of(MANAGER)
    await press(hall, CHEN, "bd_phone", which, 0)
    await hall.arrive(CHEN, Text("139 0000 0001"))
    assert await written(hall) == []
    await publish(hall, CHEN)
    await press(hall, CHEN, "bd_none", which, 0)
    await publish(hall, CHEN)
    await press(hall, CHEN, "bd_name", which, 0)
    await hall.arrive(CHEN, Text("牛经理"))
    await publish(hall, CHEN)
    renamed = next(one for one in await entries(hall) if one.name == "牛经理")
    await press(hall, CHEN, "bd_as", which_of(renamed), 1)
    await publish(hall, CHEN)
    moved = next(one for one in await entries(hall) if one.name == "牛经理")
    await press(hall, CHEN, "bd_gone", which_of(moved), 0)
    await press(hall, CHEN, "bd_role", "cuihu~grid_worker", 0)
    await hall.arrive(CHEN, Text("田小雨 139 0000 0002"))
    await publish(hall, CHEN)
    facts = [
        "phone property_staff", "phone property_staff", "name property_staff", "role grid_worker",
        "remove grid_worker", "add grid_worker",
    ]  # fmt: skip
    assert await written(hall) == [(me, "cuihu", fact) for fact in facts]
    assert (await entries(hall))[-1] == Published("cuihu", Role.GRID_WORKER, "田小雨", "139 0000 0002", 3)


@pytest.mark.parametrize("what", BUTTONS)
async def test_another_branchs_and_a_missing_one_are_answered_alike(hall: Hall, what: str) -> None:
    """Nothing of it changes, and a resident is not even let in."""
    on_units = what in ("board", "bd_add", "bd_fill", "bd_see", "bd_role")
    ending = "~grid_worker" if what == "bd_role" else ""
    theirs = f"cuihu{ending}" if on_units else which_of(MANAGER)
    before = await entries(hall)
    answers = [words(await press(hall, ZHOU, what, which, 0)) for which in (theirs, f"none{ending}", f"none~{ending}1")]
    assert answers == [[errors.NoSuchThing().text()]] * 3
    assert words(await press(hall, WANG, what, theirs, 0)) == [errors.NotAllowedHere().text()]
    assert await entries(hall) == before
    assert await written(hall) == []


async def test_of_two_who_change_the_same_entry_the_second_meets_it_no_more(hall: Hall) -> None:
    which = which_of(MANAGER)
    await press(hall, ZHAO, "bd_name", which, 0)
    await press(hall, CHEN, "bd_gone", which, 0)
    for answer in (await hall.arrive(ZHAO, Text("牛经理")), await press(hall, ZHAO, "bd_gone", which, 0)):
        old, card = words(answer)
        assert old == errors.CardIsOld().text()
        assert card.startswith("📋 翠湖苑公示")
    assert len(await written(hall)) == 1


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


async def dismiss(tx: Tx) -> None:
    await tx.execute("DELETE FROM post WHERE role = 'secretary'")


async def gone(tx: Tx) -> None:
    await tx.execute("DELETE FROM published WHERE name = ?", (MANAGER.name,))


@pytest.mark.parametrize("lost", [dismiss, gone])
@pytest.mark.parametrize(
    ("what", "answer"), [("bd_name", "马国强"), ("bd_name", ""), ("bd_phone", "")], ids=["preview", "name", "phone"]
)
async def test_a_question_about_what_is_gone_swallows_no_report(
    hall: Hall, lost: Callable[[Tx], Awaitable[None]], what: str, answer: str
) -> None:
    await press(hall, CHEN, what, which_of(MANAGER), 0)
    if answer:
        await hall.arrive(CHEN, Text(answer))
    await hall.db.write(lost)
    said = words(await hall.arrive(CHEN, Text("3号楼2单元楼道灯坏了，黑得很")))
    assert said
    assert not {errors.NoSuchThing().text(), errors.CardIsOld().text()} & {*said}
    assert await hall.db.read(rows_asked.load, await hall.db.write(somebody, CHEN)) is None


@pytest.mark.parametrize("said", ["改电话", "不发布", "先不发", "等等", "再想想。", "不改了", "网格员"])
async def test_words_of_a_button_and_of_waiting_are_nobodys_name(hall: Hall, said: str) -> None:
    await press(hall, CHEN, "bd_role", "cuihu~grid_worker", 0)
    assert words(await hall.arrive(CHEN, Text(said))) == [say.NotPublishedYet(clear=True).text()]
    await hall.arrive(CHEN, Text("田小雨"))
    note, card = words(await hall.arrive(CHEN, Text(said)))
    assert note == say.NotPublishedYet(clear=True).text()
    assert "网格员 田小雨" in card
    await press(hall, CHEN, "bd_name", which_of(MANAGER), 0)
    assert words(await hall.arrive(CHEN, Text(said))) == [say.NotPublishedYet(clear=True).text()]


@pytest.mark.parametrize("answers", [["田小雨"], []])
async def test_back_in_words_goes_back_to_the_board(hall: Hall, answers: list[str]) -> None:
    await press(hall, CHEN, "bd_role", "cuihu~grid_worker", 0)
    for one in answers:
        await hall.arrive(CHEN, Text(one))
    (card,) = words(await hall.arrive(CHEN, Text("返回")))
    assert card.startswith("📋 翠湖苑公示")
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


async def test_who_lost_the_post_answers_nothing_any_more(hall: Hall) -> None:
    await press(hall, CHEN, "bd_role", "cuihu~grid_worker", 0)
    await hall.db.write(dismiss)
    await hall.arrive(CHEN, Text("田小雨"))
    assert await written(hall) == []


async def test_a_contact_is_a_number_too_and_nobody_elses_words_are(hall: Hall) -> None:
    await press(hall, CHEN, "bd_phone", which_of(MANAGER), 0)
    assert words(await hall.arrive(CHEN, Contact("12", own=False))) == [say.NotABoardPhone().text()]
    assert words(await hall.arrive(CHEN, Text("没有"))) == [say.NotABoardPhone().text()]
    await hall.arrive(CHEN, Contact("+8613900000003", own=False))
    await publish(hall, CHEN)
    assert (await entries(hall))[2].phone == "13900000003"


async def test_a_board_is_never_longer_than_can_be_read(hall: Hall) -> None:
    for at in range(MOST):
        await hall.db.write(published.put, Published("beicheng", Role.GRID_WORKER, f"某{'甲' * (at + 1)}", "", at))
    assert words(await press(hall, ZHOU, "bd_add", "beicheng", 0)) == [say.BoardIsFull(MOST).text()]
    await hall.db.write(published.put, Published("beicheng", Role.GRID_WORKER, "更多", "", 99))
    (card,) = [one for one in await press(hall, ZHOU, "board", "beicheng", 0) if isinstance(one, Outbound)]
    assert "还有 1 位" in card.prompt.text()


async def test_a_board_that_filled_up_meanwhile_takes_nobody_more(hall: Hall) -> None:
    await press(hall, ZHOU, "bd_role", "beicheng~grid_worker", 0)
    await hall.arrive(ZHOU, Text("田小雨"))
    for at in range(MOST):
        await hall.db.write(published.put, Published("beicheng", Role.GRID_WORKER, f"某{'甲' * (at + 1)}", "", at))
    assert words(await publish(hall, ZHOU))[0] == say.BoardIsFull(MOST).text()
    assert len(await entries(hall, "beicheng")) == MOST


async def test_who_left_the_volunteers_is_named_to_nobody(hall: Hall) -> None:
    whose = await put_file(hall, ZHOU, FileState.LEFT)
    assert await hall.db.read(published.in_post, "beicheng", [Role.SECRETARY]) == [(Role.SECRETARY, "")]

    async def back(tx: Tx) -> None:
        await tx.execute("UPDATE volunteer SET state = 'active' WHERE person_id = ?", (whose,))

    await hall.db.write(back)
    ((_, name),) = await hall.db.read(published.in_post, "beicheng", [Role.SECRETARY])
    assert name


async def test_from_who_is_in_post_comes_the_name_and_no_number(hall: Hall) -> None:
    async def claimed(tx: Tx) -> None:
        await tx.execute("UPDATE roster SET person_id = ? WHERE key = ?", (await somebody(tx, ZHOU), LISTED.key))

    await hall.db.write(claimed)
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


@pytest.mark.parametrize(
    ("written", "name", "phone"),
    [
        ("李秀芝 13900000000", "李秀芝", "139 0000 0000"),
        ("李秀芝，电话：０３６０－５５５０１０１", "李秀芝", "0360-5550101"),
        ("13900000000李秀芝", "李秀芝", "139 0000 0000"),
        ("翠湖物业服务中心 12345", "翠湖物业服务中心", "12345"),
        ("李秀芝", "李秀芝", ""),
        ("李秀芝 139000000", "李秀芝", None),
        ("李秀芝 139000000000", "李秀芝", None),
        ("李秀芝 12", "李秀芝", None),
        ("李秀芝 13900000000 13900000001", "李秀芝", None),
        ("13900000000", "", "139 0000 0000"),
        ("=1+1", "", None),
        ("@李", "", ""),
        ("李" * 21, "", ""),
        ("", "", ""),
        ("\u202e李", "", ""),
    ],
)
def test_names_and_numbers_as_people_write_them(written: str, name: str, phone: str | None) -> None:
    assert read_entry(written) == (name, phone)


@given(st.text(max_size=60))
def test_whatever_is_written_is_read_or_refused(written: str) -> None:
    name, phone = read_entry(written)
    assert len(name) <= say.LONGEST_NAME
    assert not any(mark.isdigit() or mark in "=@+\n<" for mark in name)
    assert phone is None or all(mark in "0123456789+-() 转" for mark in phone)


@pytest.mark.parametrize("role", ["admin", "resident", "building_lead", "", "nobody"])
async def test_only_who_is_named_in_such_a_unit_can_be_added(hall: Hall, role: str) -> None:
    assert words(await press(hall, CHEN, "bd_role", f"cuihu~{role}", 0)) == [errors.NoSuchThing().text()]

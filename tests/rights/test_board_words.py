"""公示 in words: what is a name and a number, what is no answer, and what is a report."""

from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.messages import Contact, Text
from bot.services.board import which_of
from bot.services.board_reading import read_entry
from bot.storage import asked as rows_asked
from bot.storage.database import Tx
from bot.texts import board as say
from bot.texts import errors
from tests.conversations.town import CHEN
from tests.handlers.hall import Hall, words
from tests.rights.boards import MANAGER, dismiss, entries, publish
from tests.services.owners import press, somebody


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


async def test_a_contact_is_a_number_too_and_nobody_elses_words_are(hall: Hall) -> None:
    await press(hall, CHEN, "bd_phone", which_of(MANAGER), 0)
    assert words(await hall.arrive(CHEN, Contact("12", own=False))) == [say.NotABoardPhone().text()]
    assert words(await hall.arrive(CHEN, Text("没有"))) == [say.NotABoardPhone().text()]
    await hall.arrive(CHEN, Contact("+8613900000003", own=False))
    await publish(hall, CHEN)
    assert (await entries(hall))[2].phone == "13900000003"


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

"""What posts answer for: whose list it is, in which order, how much on a page; and who looks at departments."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.clock import to_millis
from bot.domain.messages import Command
from bot.domain.people import Role
from bot.domain.policy import May, who
from bot.domain.responsibilities import LONGEST_WORDS, Responsibility
from bot.services.responsibilities import ROOM, SIMPLE_ROOM, _pages
from bot.storage import published, responsibilities
from bot.storage.database import Tx
from bot.storage.published import Published
from bot.texts import errors
from bot.texts.responsibilities import ResponsibilitiesOfDepartment, ResponsibilitiesOfPost
from tests.conversations.town import CHEN, MORNING, WANG, XU
from tests.handlers.hall import Hall, words
from tests.services.owners import buttons, messages, press

NOW = to_millis(MORNING)
REFUSED, ABSENT, FORGED = errors.NotAllowedHere().text(), errors.NoSuchThing().text(), errors.ButtonIsOld().text()
ANY = st.builds(
    Responsibility,
    st.from_regex(r"[A-Z]{2}-[0-9]{1,3}", fullmatch=True),
    st.sampled_from(["听民意", "保平安", "带队伍"]),
    st.text("事情一二三", min_size=1, max_size=LONGEST_WORDS),
    st.just(Role.SECRETARY),
    st.none(),
    st.integers(0, 3),
)


@settings(max_examples=40)
@given(st.lists(ANY, max_size=15, unique_by=lambda one: one.code), st.sampled_from([ROOM, SIMPLE_ROOM]))
def test_all_of_them_are_on_some_page_once_numbered_through_areas_together(
    listed: list[Responsibility], room: int
) -> None:
    pages = _pages(listed, room)
    lines = [line for page in pages for line in page]
    assert [number for number, _, _ in lines] == list(range(1, len(listed) + 1))
    assert sorted(line[1:] for line in lines) == sorted((one.area, one.words) for one in listed)
    areas = [area for _, area, _ in lines]
    assert len([area for at, area in enumerate(areas) if at == 0 or areas[at - 1] != area]) == len(set(areas))
    for page in pages:
        assert len(page) <= 1 or sum(len(line[2]) for line in page) <= room
        assert page or not listed


def test_a_place_in_the_order_goes_before_the_code_and_numbers_count_as_numbers() -> None:
    given_ = [("SJ-10", 0), ("SJ-9", 0), ("SJ-1", 2), ("SJ-2", 1)]
    listed = [Responsibility(code, "听民意", code, Role.SECRETARY, None, place) for code, place in given_]
    assert [line[2] for line in _pages(listed, 1000)[0]] == ["SJ-9", "SJ-10", "SJ-2", "SJ-1"]


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.RESIDENT, Role.ADMIN)])
async def test_each_reads_what_their_own_post_answers_for_and_nobody_elses(hall: Hall, role: Role) -> None:
    async def listed(tx: Tx) -> None:
        await responsibilities.put(
            tx, [Responsibility(f"T-{one}", "试", f"{one} 的事", one) for one in Role if one is not Role.RESIDENT]
        )
        await responsibilities.end(tx, ["BM-01", "SJ-01", "SJ-02", "SJ-03", "SJ-9", "SJ-10", "SJ-11"])

    await hall.db.write(listed)
    await hall.appoint(9000, role, "district")
    (shown,) = messages(await hall.arrive(9000, Command("duties")))
    assert isinstance(shown.prompt, ResponsibilitiesOfPost)
    assert [line[2] for line in shown.prompt.lines] == [f"{role} 的事"]
    for other in Role:
        unit_id = "district" if other is Role.DEPARTMENT_STAFF else ""
        said = words(await press(hall, 9000, "resp", f"{other}~{unit_id}", 0))
        assert (said == [ABSENT]) is (other is not role), other


async def test_only_what_is_ours_stands_behind_the_buttons(hall: Hall) -> None:
    assert words(await press(hall, CHEN, "resp", "king~", 0)) == [FORGED]
    assert words(await press(hall, CHEN, "resp", "", 0)) != [FORGED]
    assert words(await press(hall, XU, "resp", "department_staff~shizheng", 0)) == [ABSENT]
    assert words(await press(hall, WANG, "resp", "secretary~", 0)) == [ABSENT]


async def test_a_page_beyond_a_list_that_became_shorter_is_its_last(hall: Hall) -> None:
    (shown,) = messages(await press(hall, CHEN, "resp", "secretary~", 99))
    assert isinstance(shown.prompt, ResponsibilitiesOfPost)
    assert (shown.prompt.page, shown.prompt.pages) == (2, 2)
    assert [choice.version for choice in buttons(shown)] == [0]


@pytest.mark.parametrize("role", Role)
async def test_only_those_whom_the_table_names_look_at_departments(hall: Hall, role: Role) -> None:
    may = role in who(May.SEE_DEPARTMENTS)
    await hall.appoint(9000, role, "cuihu")
    for which, there in (("", True), ("chengguan", True), ("cuihu", False), ("none", False)):
        said = words(await press(hall, 9000, "resp_of", which, 0))
        assert (said == [REFUSED]) is not may
        assert (said == [ABSENT]) is (may and not there), which
    own = messages(await hall.arrive(9000, Command("duties")))
    assert any(choice.what == "resp_of" for choice in buttons(own[0])) is may


async def test_a_department_is_shown_with_all_its_numbers_and_its_own_list_alone(hall: Hall) -> None:
    async def more(tx: Tx) -> None:
        await published.put(tx, Published("chengguan", Role.DEPARTMENT_STAFF, "夜里", "0360-5550121", 1))
        await published.put(tx, Published("chengguan", Role.DEPARTMENT_STAFF, "没有电话的", "", 2))
        await published.put(tx, Published("cuihu", Role.DEPARTMENT_STAFF, "别处", "0360-5550129", 2))

    await hall.db.write(more)
    await hall.appoint(9000, Role.DISTRICT_DISPATCHER, "district")
    (shown,) = messages(await press(hall, 9000, "resp_of", "chengguan", 0))
    assert shown.prompt == ResponsibilitiesOfDepartment(
        "城管",
        (("值班室", "0360-5550120"), ("夜里", "0360-5550121")),
        ((1, "街面", "占道的摊点、乱停的三轮车，当天去看。"),),
        1,
        1,
    )

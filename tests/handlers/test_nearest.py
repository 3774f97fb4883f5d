"""What somebody wrote instead of tapping it is sent to the card on which it stands, not to another that they have."""

import pytest

from bot.domain.messages import Text
from bot.domain.people import Role
from bot.domain.volunteers import FileState
from bot.handlers.nearest import OF_THE_FILE
from bot.texts import general as say
from tests.conversations.town import CHEN
from tests.handlers.hall import Hall, words
from tests.handlers.volunteers import OF_A_FILE, OF_THE_BRANCH, put_file


def test_the_own_file_has_none_of_the_branchs_buttons() -> None:
    assert OF_THE_FILE <= OF_A_FILE
    assert OF_THE_FILE.isdisjoint(OF_THE_BRANCH)


@pytest.mark.parametrize(("written", "card"), [("不同意", ""), ("谁现在能来", ""), ("歇一歇", say.FILE_CARD)])
async def test_a_secretary_who_is_a_volunteer_too(hall: Hall, written: str, card: str) -> None:
    """What the branch decides stands on no file of their own."""
    await put_file(hall, CHEN, FileState.ACTIVE)
    assert words(await hall.arrive(CHEN, Text(written)))[0] == say.TapIt(written, card).text()


async def test_who_administers_has_a_post_without_a_list(hall: Hall) -> None:
    await hall.appoint(9000, Role.ADMIN)
    assert words(await hall.arrive(9000, Text("我的职责"))) == ["管理员没有职责清单。"]

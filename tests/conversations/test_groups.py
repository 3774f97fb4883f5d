"""Of those who talk in a group nothing is kept, and it says nothing about whether we reach them in private."""

from tests.conversations.stage import Stage
from tests.conversations.town import Town


async def test_a_group_enrols_nobody_and_revives_nobody(town: Town) -> None:
    before = await town.count("SELECT count(*) FROM person")
    await Stage(town).story(
        "李叔 blocks the bot",
        "李叔 tells the group 大家好",
        "李叔 tells the group /help@chuishao_bot",
        "group hears 群里人多",
    )
    assert await town.count("SELECT count(*) FROM person") == before
    assert await town.count("SELECT count(*) FROM address WHERE reachable = 0") == 1

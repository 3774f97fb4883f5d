"""Telegram says only when the card is sent that nobody reads it: whoever can be reached then hears of the ticket."""

from tests.conversations.stage import Stage
from tests.conversations.town import CHEN, ZHAO, Town

REPORT = """
王阿姨 says     垃圾没人收
王阿姨 hears    📝 垃圾没人收
王阿姨 presses  ✅ 提交
王阿姨 sees     已经转给小区党支部书记
钱社区 hears    新哨 0310-001
"""


async def test_the_next_level_hears_of_a_ticket_whose_card_nobody_took(town: Town) -> None:
    stage = Stage(town)
    for secretary in (CHEN, ZHAO):
        await town.client.faults({"kind": "403", "method": "sendMessage", "chat_id": secretary})
    await stage.story(REPORT)
    assert await town.rows("SELECT key FROM address WHERE reachable = 0 ORDER BY key") == [
        {"key": str(CHEN)},
        {"key": str(ZHAO)},
    ]

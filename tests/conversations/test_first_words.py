"""The main job: a sentence becomes a ticket, and the secretary hears of it within a second."""

import time

from tests.conversations.town import CHEN, WANG, Town


async def test_a_sentence_reaches_the_secretary_within_a_second(town: Town) -> None:
    wang, chen = town.phone(WANG), town.phone(CHEN)
    await wang.say("3号楼2单元楼道灯坏了，黑得很")
    assert "3号楼2单元" in (await wang.next())["message"]["text"]
    began = time.perf_counter()
    await wang.press("✅ 提交")
    card = (await chen.next())["message"]
    assert time.perf_counter() - began < 1
    assert "3号楼2单元" in card["text"]
    assert await town.count("SELECT count(*) FROM ticket WHERE number = '0310-001' AND state = 'submitted'") == 1

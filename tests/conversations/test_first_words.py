"""The main job: a sentence becomes a ticket, the secretary hears of it, and the resident that it was accepted."""

import asyncio
import time

from town import CHEN, WANG, ZHAO, Town


async def test_a_sentence_reaches_the_secretary_within_a_second(town: Town) -> None:
    wang, chen, zhao = town.phone(WANG), town.phone(CHEN), town.phone(ZHAO)
    for secretary in (chen, zhao):
        await secretary.say("/start")
        await secretary.next()
    await wang.say("3号楼2单元楼道灯坏了，黑得很")
    review = (await wang.next())["message"]
    assert "物业服务" in review["text"]
    assert "楼道灯" in review["text"]
    began = time.perf_counter()
    await wang.press("✅ 提交")
    card = (await chen.next())["message"]
    assert time.perf_counter() - began < 1
    assert "3号楼2单元" in card["text"]
    done = await wang.next()
    assert done["kind"] == "edit"
    assert "报上了" in done["message"]["text"]
    assert "reply_markup" not in done["message"]
    await zhao.next()
    await chen.press("✅ 受理")
    heard = await asyncio.gather(chen.next(), wang.next(), zhao.next())
    print([event.get("text") or event["message"]["text"] for event in heard])

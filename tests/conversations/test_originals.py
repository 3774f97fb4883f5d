"""Wherever a picture is shown, nothing of the camera comes with it: looked at in the bytes that people get."""

from datetime import timedelta
from typing import Any

from bot.domain.clock import ManualClock
from tests.conversations.script import read
from tests.conversations.stage import Stage
from tests.conversations.town import CHEN, EVERYBODY, WANG, Town
from tests.files.cameras import MARKS, SECRET, bombs

# What each row of `ticket_media`, a round and a wish shows, and to whom; how many pictures each of them then has.
LIFE = """
赵书记 steps down
王阿姨 sends     an original: 小区东门口路灯不亮
王阿姨 hears     📷 1 个
王阿姨 sends     a photo
王阿姨 hears     📷 2 个
王阿姨 presses   ✅ 提交
王阿姨 sees      ✅ 报上了
陈书记 hears     新哨 0310-001
陈书记 presses   看照片
陈书记 hears     [photo] 0310-001 的照片
陈书记 hears     [photo]
陈书记 presses   📣 吹哨
陈书记 hears     请街道帮什么？
陈书记 presses   要部门来办
王阿姨 hears     📣 0310-001
陈书记 sees      已吹哨
陈书记 sees      已吹哨，等接单
孙街道 hears     已吹哨，等接单
孙街道 presses   转交部门
孙街道 hears     转给哪个部门？
孙街道 presses   市政
孙街道 sees      再加一个，还是就这些？
孙街道 presses   就这些，转交
王阿姨 hears     ➡️ 0310-001
陈书记 sees      已转交
孙街道 sees      已转交
孙街道 sees      已转交
施市政 hears     已转交，等报到
施市政 presses   ✅ 报到
王阿姨 hears     🙋 0310-001
陈书记 sees      部门报到了
孙街道 sees      部门报到了
施市政 is told   已报到
施市政 sees      部门报到了
施市政 sends     an original
施市政 hears     📍 0310-001 记上了
施市政 presses   ✅ 办结
施市政 hears     做了什么？
施市政 sends     an original: 换了新灯头，晚上亮了
"""
THEN = """
王阿姨 hears     [photo] 0310-001 前 2 张是原来，后 1 张是现在
王阿姨 hears     [photo]
王阿姨 hears     [photo]
王阿姨 hears     市政说办好了
陈书记 sees      办结
孙街道 sees      办结
施市政 hears     已办结
施市政 sees      办结
"""


async def pictures(town: Town, who: int) -> list[tuple[str, bytes]]:
    """Each picture that the bot showed them: its kind and its bytes, as their telephone loads them."""
    found = []
    for message in (await town.phone(who).chat())["messages"]:
        if message.get("out"):
            continue
        for kind, file in _files_of(message):
            found.append((kind, await _bytes(town, file)))
    return found


def _files_of(message: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    photos = [("photo", size) for size in message.get("photo", ())]
    return [*photos, ("document", message["document"])] if "document" in message else photos


async def _bytes(town: Town, file: dict[str, Any]) -> bytes:
    stored = town.sandbox.world.files.by_id(file["file_id"])
    assert stored
    return stored.data


async def live(stage: Stage) -> None:
    """All of it."""
    for line in read(LIFE):
        await stage.play_line(line)
    await stage.town.until("SELECT count(*) FROM picture", wanted=3)
    # Two of one person are due a second after each other, should the first not be done yet; to wait until all is quiet,
    # as `clock moves` does, would then be to wait for what waits for the clock.
    assert isinstance(stage.town.clock, ManualClock)
    stage.town.clock.at += timedelta(seconds=2)
    await stage.story(THEN)


async def assert_clean(town: Town, least: dict[int, int]) -> None:
    """Everybody's pictures hold nothing of a camera, and so many came to these people."""
    await town.until_quiet()
    for who in EVERYBODY:
        came = await pictures(town, who)
        assert not [mark for _, content in came for mark in MARKS if mark in content]
        assert not [kind for kind, _ in came if kind == "document"]
        assert len(came) >= least.get(who, 0)


async def test_a_tickets_life(town: Town) -> None:
    """Report, desk, on the spot, done, side by side, one's own ticket."""
    stage = Stage(town)
    await live(stage)
    await stage.story(
        "王阿姨 says 我的", "王阿姨 hears 您报过的", "王阿姨 presses 0310-001 市政设施 · 东门", "王阿姨 hears 0310-001"
    )
    await stage.story("王阿姨 presses 看照片", *["王阿姨 hears [photo]"] * 3)
    await assert_clean(town, {WANG: 3, CHEN: 2})
    # What is kept until the platform has it is kept no longer; the original's bytes never were.
    rows = await town.rows("SELECT state, content, shown_as FROM picture")
    assert [row["state"] for row in rows] == ["clean"] * 3
    assert [row["content"] for row in rows if row["shown_as"]] == [None, None]
    assert not [row for row in rows if row["content"] and SECRET in bytes(row["content"])]


async def test_on_patrol(patrolled: Town) -> None:
    stage = Stage(patrolled)
    await stage.story(
        "韩楼长 hears 巡查走访", "田网格 hears 巡查走访", "韩楼长 says /today", "韩楼长 hears 巡查走访",
        "韩楼长 presses 🚶 翠湖苑 3号楼 楼栋日巡查", "韩楼长 hears 楼栋日巡查",
        "韩楼长 presses ✅ 巡查完了，没问题", "韩楼长 is told 记下了", "韩楼长 sees 没问题",
        "韩楼长 presses 加照片或一句话", "韩楼长 hears 发照片", "韩楼长 sends an original", "韩楼长 hears 📷 1 张",
        "陈书记 says /patrols", "陈书记 hears 楼栋日巡查", "陈书记 presses 📷 翠湖苑 3号楼 楼栋日巡查",
        "陈书记 hears [photo] 翠湖苑 3号楼 楼栋日巡查 的照片",
    )  # fmt: skip
    await assert_clean(patrolled, {CHEN: 1})


async def test_a_wish_fulfilled(town: Town) -> None:
    stage = Stage(town)
    await stage.story(
        "王阿姨 says /wish 想请人教我用手机挂号", "王阿姨 hears 许这个心愿", "王阿姨 presses ✅ 提交",
        "王阿姨 sees 收到您的心愿",
        "陈书记 hears 新的微心愿", "赵书记 hears 新的微心愿", "陈书记 presses ✅ 公开", "陈书记 is told 公开了",
        "陈书记 sees 💛", "赵书记 sees 💛", "王阿姨 hears 心愿公开了", "何志愿 says /wishes", "何志愿 hears 微心愿池",
        "何志愿 presses 1", "何志愿 hears 💛", "何志愿 presses 🤝 我来办", "何志愿 sees 您认领的",
        "王阿姨 hears 认领了",
        "何志愿 presses ✅ 办好了", "何志愿 sees 发张照片", "何志愿 sends an original: 教会了",
        "何志愿 hears 等居民说一声", "王阿姨 hears [photo]", "王阿姨 hears 志愿者说办好了",
    )  # fmt: skip
    await assert_clean(town, {WANG: 1})


async def test_no_method_of_ours_passes_on_what_came(town: Town) -> None:
    """Not one call bears the id of an original, whatever it is called."""
    await live(Stage(town))
    await town.until_quiet()
    ids = {row["file_id"] for row in await town.rows("SELECT file_id FROM picture")}
    calls = await town.client.calls()
    named = [call["method"] for call in calls if any(file_id in str(call) for file_id in ids)]
    assert ids
    assert set(named) == {"getFile"}


REPORTED = """
王阿姨 sends     an original: 小区东门口路灯不亮
王阿姨 hears     📷 1 个
王阿姨 presses   ✅ 提交
王阿姨 sees      报上了
陈书记 hears     新哨
赵书记 hears     新哨
"""


async def test_while_it_cannot_be_fetched_it_is_left_out_and_comes_later(town: Town) -> None:
    stage = Stage(town)
    await town.client.faults({"kind": "502", "method": "getFile", "times": 1})
    await stage.story(
        REPORTED,
        "clock moves 21 s",
        "陈书记 presses 看照片",
        "陈书记 hears = 0310-001 的照片。还有 1 张正在处理，过一会儿再点。",
        "clock moves 60 s",
        "陈书记 presses 看照片",
        "陈书记 hears [photo] 0310-001 的照片",
    )
    await assert_clean(town, {CHEN: 1})


async def test_whoever_is_restarted_in_the_middle_finds_it_again(town: Town) -> None:
    await town.client.faults({"kind": "timeout", "method": "getFile", "times": 1})
    await Stage(town).story(
        REPORTED, "bot restarts", "clock moves 60 s", "陈书记 presses 看照片", "陈书记 hears [photo] 0310-001 的照片"
    )
    await assert_clean(town, {CHEN: 1})


def larger_than_telegram_gives() -> dict[str, Any]:
    """It is not even asked for."""
    chat, person = {"id": WANG, "type": "private"}, {"id": WANG, "is_bot": False, "first_name": "人"}
    file = {"file_id": "f", "file_unique_id": "u", "mime_type": "image/jpeg", "file_size": 21 << 20}
    return {"message_id": 99_999, "date": 1, "chat": chat, "from": person, "document": file}


async def test_bombs_and_what_is_too_large(town: Town) -> None:
    """Each is refused with a word; she goes on writing."""
    stage, phone = Stage(town), town.phone(WANG)
    await stage.story("王阿姨 says 小区东门口路灯不亮", "王阿姨 hears 📝 小区东门口路灯不亮")
    few = {name: content for name, content in bombs().items() if "passes" not in name}
    for content in few.values():
        await phone.send_files("document", [content], "", "IMG.jpg")
        await town.until_quiet()
    await town.client.put_updates({"message": larger_than_telegram_gives()})
    await town.until_quiet()
    said = [message.get("text", "") for message in (await phone.chat())["messages"]]
    assert sum(words.endswith("别的都还在。") for words in said) == len(few) + 1
    assert sum("太大了，超过 20 MB" in words for words in said) == 1
    await phone.press("✅ 提交")
    await town.until_quiet()
    assert await town.count("SELECT count(*) FROM ticket") == 1
    assert await town.count("SELECT count(*) FROM ticket_media") == 0
    assert not [row for row in await town.rows("SELECT content FROM picture") if row["content"]]

"""Whatever people do, in whatever order: nobody meets silence, nothing breaks, and no ticket is made but by 提交."""

import random
from collections.abc import Callable

import pytest

from tests.conversations.ear import keyboard, shown
from tests.conversations.stage import CAST, Stage
from tests.conversations.town import Town

PEOPLE = ("王阿姨", "小新", "陈书记")
PHRASES = (
    "3号楼2单元楼道灯坏了", "着火了", "你好", "取消", "我的", "帮助", "翠湖苑", "北辰", "幸福里", "😡", "\u200b",
    "提交", "同意", "停车秩序", "三号楼二单元五楼", "算了", "长" * 4096, "a\u0000b\u202ec", "<b>&amp;</b>*_[{x} %s",
    "/start", "/report", "/my", "/help", "/desk", "/cancel", "/nobody", "/",
)  # fmt: skip
THINGS = (
    "a photo", "a photo: 灯坏了", "an album of 3", "an album of 2: 水管爆了", "a voice note", "a video", "a document",
    "a sticker", "a dice", "a contact", "a poll: ?", "a pin at 37.87 112.55", "a pin at 1.0 2.0",
    "a venue at 37.87 112.55: 超市",
)  # fmt: skip
CODES = ("c_cuihu", "b_cuihu3", "c_beicheng", "x_gone", "m_1", "../etc", "")


async def step(stage: Stage, who: str, dice: random.Random) -> str:
    """Something that this person does now; what it was."""
    person = CAST[who]
    buttons = [
        (message["message_id"], button)
        for message in (await stage.town.phone(person).chat())["messages"]
        for row in keyboard(message)
        for button in row
    ]
    if buttons and dice.random() < 0.6:
        # Mostly what stands at the end of the chat, now and then an old one.
        message_id, button = dice.choice(buttons[-8:] if dice.random() < 0.8 else buttons)
        await stage.town.phone(person).press_data(button["callback_data"], message_id)
        return f"{who} presses {button['text']}"
    act, choices = dice.choice(ACTS)
    what = dice.choice(choices)
    await act(stage, person, what)
    return f"{who} {act.__name__} {what[:20]!r}"


ACTS: tuple[tuple[Callable[..., object], tuple[str, ...]], ...] = (
    (Stage.says, PHRASES),
    (Stage.says, PHRASES),
    (Stage.sends, THINGS),
    (Stage.scans, CODES),
)


@pytest.mark.parametrize("seed", range(6))
async def test_nobody_meets_silence(town: Town, seed: int) -> None:
    stage, dice = Stage(town), random.Random(seed)
    await stage.play([])
    done: list[str] = []
    for _ in range(50):
        who = dice.choice(PEOPLE)
        done.append(await step(stage, who, dice))
        await town.until_quiet()
        ear = stage._ears[CAST[who]]
        await ear.listen()
        told = "\n".join(done[-12:])
        assert ear.waiting, f"silence after:\n{told}"
        assert not any("对不起" in shown(event) for event in ear.waiting), f"a bug after:\n{told}"
        for other in stage._ears.values():
            await other.listen()
            other.messages.clear()
            other.toasts.clear()
    submitted = sum("提交" in act or "马上叫" in act for act in done)
    assert await town.count("SELECT count(*) FROM ticket") <= submitted
    assert await town.count("SELECT count(*) FROM inbox WHERE state = 'poison'") == 0
    assert await town.count("SELECT count(*) FROM outbox WHERE state <> 'sent'") == 0

"""Whatever people do, in whatever order, over HTTP: nobody meets silence, nothing breaks, each ticket was asked for.

The short form; `make wander` walks a thousand times as far, without HTTP.
"""

import random
from collections.abc import Callable

import pytest

from tests.conversations.ear import keyboard, shown
from tests.conversations.stage import CAST, Stage
from tests.conversations.town import Town
from tests.conversations.wander.kinds import CODES, reports, small_words

PEOPLE = ("王阿姨", "小新", "陈书记")
THINGS = (
    "a photo", "a photo: 灯坏了", "an album of 3", "an album of 2: 水管爆了", "a voice note", "a video", "a document",
    "a sticker", "a dice", "a contact", "a poll: ?", "a pin at 37.87 112.55", "a pin at 1.0 2.0",
    "a venue at 37.87 112.55: 超市",
)  # fmt: skip
# What can lead to a ticket: tapped, or written out.
SENDS = ("提交", "马上叫", "确认", "确定", "对", "没错")
# A person's client sends no half characters.
WORDS = tuple(words for words in small_words() if words.isprintable() or "\n" in words)
ACTS: tuple[tuple[Callable[..., object], tuple[str, ...]], ...] = (
    (Stage.says, reports()),
    (Stage.says, WORDS),
    (Stage.sends, THINGS),
    (Stage.scans, CODES),
)


async def step(stage: Stage, who: str, dice: random.Random) -> str:
    """Something that this person does now; what it was."""
    person = CAST[who]
    buttons = [
        (message["message_id"], button)
        for message in (await stage.town.phone(person).chat())["messages"]
        for row in keyboard(message)
        for button in row
        if "callback_data" in button
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


@pytest.mark.parametrize("seed", range(4))
async def test_nobody_meets_silence(town: Town, seed: int) -> None:
    stage, dice = Stage(town), random.Random(seed)
    await stage.play([])
    done: list[str] = []
    for _ in range(40):
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
    asked_for = sum(any(word in act for word in SENDS) for act in done)
    assert await town.count("SELECT count(*) FROM ticket") <= asked_for
    assert await town.count("SELECT count(*) FROM inbox WHERE state = 'poison'") == 0
    assert await town.count("SELECT count(*) FROM outbox WHERE state <> 'sent'") == 0

"""Saying and hearing: text, entities, edits, deletions, what is being typed, days."""

import re

import pytest
from page_helpers import RESIDENT, SECRETARY, Stage, buttons
from playwright.async_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]


async def test_enter_sends_and_the_answer_appears(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.write("3号楼2单元楼道灯坏了，黑得很")
    assert (await stage.bot.hear())["text"] == "3号楼2单元楼道灯坏了，黑得很"
    await expect(phone.line).to_have_value("")
    await expect(phone.last).to_contain_text("黑得很")
    await expect(phone.last).not_to_have_class(re.compile("answered"))
    await stage.bot.say(RESIDENT, "记下了")
    await expect(phone.last).to_contain_text("记下了")
    await expect(phone.items.nth(-2)).to_have_class(re.compile("answered"))


async def test_shift_enter_begins_a_line_and_composing_enter_does_not_send(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.line.press_sequentially("楼道")
    await phone.line.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    await phone.line.press("Shift+Enter")
    await phone.line.press_sequentially("黑")
    await phone.line.press("Enter")
    assert (await stage.bot.hear())["text"] == "楼道\n黑"


async def test_entities_are_drawn(stage: Stage) -> None:
    await stage.open()
    text = (
        "<b>粗<i>斜</i></b> <u>线</u> <s>删</s> <code>码</code> <tg-spoiler>密</tg-spoiler>"
        '<pre>块</pre><blockquote>引</blockquote><a href="https://example.org/x">链</a> 😀 /help'
    )
    await stage.bot.say(RESIDENT, text, parse_mode="HTML")
    words = stage.phone(RESIDENT).last.locator(".words")
    for selector, shown in {
        "strong": "粗斜",
        "strong em": "斜",
        "u": "线",
        "s": "删",
        "code": "码",
        "pre": "块",
        "blockquote": "引",
        ".spoiler": "密",
        "a[href='https://example.org/x'][rel~=noopener]": "链",
        "button.command": "/help",
    }.items():
        await expect(words.locator(selector)).to_have_text(shown)


async def test_what_is_said_is_never_markup(stage: Stage) -> None:
    await stage.open()
    hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    await stage.phone(RESIDENT).write(hostile)
    await stage.bot.say(RESIDENT, hostile, reply_markup=buttons([hostile[:20]]))
    await expect(stage.phone(RESIDENT).last.locator(".words")).to_have_text(hostile)
    assert await stage.page.locator(".log img, .log script").count() == 0


async def test_hostile_links_lead_nowhere_and_broken_entities_lose_no_text(stage: Stage) -> None:
    await stage.open()
    link, text = await stage.page.evaluate(
        """async () => {
          const { rich } = await import("/page/entities.js");
          const box = (text, entities) => {
            const node = document.createElement("div");
            node.append(rich(text, entities, {}));
            return node;
          };
          const spans = [[0, 3], [2, 4], [5, 90], [40, 2], [1, 0]];
          const broken = spans.map(([offset, length]) => ({ type: "bold", offset, length }));
          const link = box("点我", [{ type: "text_link", offset: 0, length: 2, url: "javascript:alert(1)" }]);
          return [[link.querySelectorAll("a").length, link.textContent], box("一二三四五六七八", broken).textContent];
        }"""
    )
    assert link == [0, "点我"]
    assert text == "一二三四五六七八"


async def test_a_command_in_a_message_can_be_tapped(stage: Stage) -> None:
    await stage.open()
    await stage.bot.say(RESIDENT, "看 /help")
    await stage.phone(RESIDENT).button("/help").click()
    assert (await stage.bot.hear())["text"] == "/help"


async def test_an_edit_shows_in_place_and_lights_up(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    card = await stage.bot.say(RESIDENT, "待核对", reply_markup=buttons(["提交", "改"]))
    await stage.bot.say(RESIDENT, "后一条")
    await expect(phone.last).to_contain_text("后一条")
    await phone.button("改").focus()
    await stage.bot.call(
        "editMessageText",
        chat_id=RESIDENT,
        message_id=card["message_id"],
        text="已核对",
        reply_markup=buttons(["看", "改"]),
    )
    edited = phone.items.nth(-2)
    await expect(edited).to_contain_text("已核对")
    await expect(edited).to_have_class(re.compile("changed"))
    await expect(phone.element.get_by_text("待核对")).to_have_count(0)
    await expect(phone.button("改")).to_be_focused()
    await expect(edited).not_to_have_class(re.compile("changed"))


async def test_a_deleted_message_goes_and_so_does_its_empty_day(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await stage.client.advance(2 * 86_400)
    said = await stage.bot.say(RESIDENT, "后天的话")
    await expect(phone.element.locator(".day")).to_have_count(2)
    await stage.bot.call("deleteMessage", chat_id=RESIDENT, message_id=said["message_id"])
    await expect(phone.element.locator(".day")).to_have_count(1)
    await expect(phone.element.get_by_text("后天的话")).to_have_count(0)


async def test_what_replaces_a_deleted_card_takes_the_focus_and_stays_in_sight(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    for number in range(20):
        await stage.bot.say(RESIDENT, f"第{number}条")
    old = await stage.bot.say(RESIDENT, "待核对", reply_markup=buttons(["提交"]))
    await phone.button("提交").focus()
    await stage.bot.say(RESIDENT, "已核对", reply_markup=buttons(["提交"]))
    await stage.bot.call("deleteMessage", chat_id=RESIDENT, message_id=old["message_id"])
    await expect(phone.element.get_by_text("待核对")).to_have_count(0)
    await expect(phone.items.nth(-2)).to_be_focused()
    await expect(phone.last).to_be_in_viewport()
    await expect(phone.button("提交")).to_have_count(1)


@pytest.mark.parametrize("window", [{"reduced_motion": "no-preference"}])
async def test_a_deleted_message_folds_away_out_of_reach(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await stage.bot.say(RESIDENT, "前一条")
    card = await stage.bot.say(RESIDENT, "待核对", reply_markup=buttons(["提交"]))
    await expect(phone.last).to_contain_text("待核对")
    await stage.page.evaluate(
        """() => {
          window.folding = new Promise((found) => addEventListener("animationstart", ({ animationName, target }) => {
            if (animationName !== "fold") return;
            [window.fold] = target.getAnimations();
            window.fold.pause();
            found([target.inert, target.offsetHeight]);
          }, true));
        }"""
    )
    await stage.bot.call("deleteMessage", chat_id=RESIDENT, message_id=card["message_id"])
    inert, height = await stage.page.evaluate("window.folding")
    assert inert
    assert height > 40
    await expect(phone.element.get_by_text("待核对")).to_have_count(1)
    await stage.page.evaluate("window.fold.finish()")
    await expect(phone.element.get_by_text("待核对")).to_have_count(0)


async def test_days_have_names(stage: Stage) -> None:
    await stage.open()
    await expect(stage.phone(RESIDENT).element.locator(".day h3")).to_have_text(["今天"])
    names = await stage.page.evaluate(
        """async () => {
          const { dayName } = await import("/page/time.js");
          const now = new Date("2026-03-02T00:10:00+08:00");
          return ["2026-03-01T23:50", "2026-02-27T12:00", "2025-12-31T12:00"]
            .map((day) => dayName(new Date(day + ":00+08:00") / 1000, now));
        }"""
    )
    assert names == ["昨天", "2月27日星期五", "2025年12月31日"]


async def test_typing_shows_until_the_message(stage: Stage) -> None:
    await stage.open()
    head = stage.phone(SECRETARY).element.locator(".chat-head")
    await stage.bot.call("sendChatAction", chat_id=SECRETARY, action="typing")
    await expect(head).to_contain_text("正在输入…")
    await expect(stage.phone(RESIDENT).element.locator(".chat-head")).not_to_contain_text("正在输入…")
    await stage.bot.say(SECRETARY, "好了")
    await expect(head).not_to_contain_text("正在输入…")


async def test_a_reply_quotes_and_leads_back(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    asked = await stage.bot.say(RESIDENT, "哪一栋？")
    await phone.items.filter(has_text="哪一栋？").click(button="right")
    await stage.page.get_by_role("menuitem", name="回复").click()
    await phone.write("3号楼")
    heard = await stage.bot.hear()
    assert heard["reply_to_message"]["message_id"] == asked["message_id"]
    await phone.last.locator(".quote").click()
    await expect(phone.items.nth(-2)).to_have_class(re.compile("changed"))


async def test_one_s_own_text_can_be_changed(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.write("3号楼")
    await phone.items.filter(has_text="3号楼").click(button="right")
    await stage.page.get_by_role("menuitem", name="修改").click()
    await expect(phone.line).to_have_value("3号楼")
    await phone.write("5号楼")
    assert (await stage.bot.hear("edited_message"))["text"] == "5号楼"
    await expect(phone.last).to_contain_text("5号楼")
    await expect(phone.last).to_contain_text("已编辑")
    await expect(phone.line).to_have_value("")


async def test_incoming_messages_are_read_aloud(stage: Stage) -> None:
    await stage.open()
    await stage.bot.say(SECRETARY, "有新工单")
    await expect(stage.page.locator("#live")).to_contain_text("李书记的手机，吹哨说：有新工单")


async def test_what_the_sandbox_refuses_is_said_and_nothing_is_lost(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.write("长" * 4097)
    await expect(phone.element.get_by_role("alert")).to_contain_text("4,096")
    await expect(phone.line).to_have_value("长" * 4097)

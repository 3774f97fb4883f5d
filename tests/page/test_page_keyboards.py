"""Buttons: under messages, in the place of the keyboard, commands, toasts and alerts, blocking, START."""

import pytest
from page_helpers import RESIDENT, VOLUNTEER, Stage, buttons
from playwright.async_api import Route, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]


async def test_a_press_waits_for_its_answer_and_shows_the_toast(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await stage.bot.say(RESIDENT, "请核对", reply_markup=buttons(["提交", "算了"]))
    await phone.button("提交").click()
    query = await stage.bot.hear("callback_query")
    assert query["data"] == "提交"
    await expect(phone.button("提交")).to_have_attribute("aria-busy", "true")
    await stage.bot.call("answerCallbackQuery", callback_query_id=query["id"], text="已提交")
    await expect(phone.element.get_by_role("status")).to_have_text("已提交")
    await expect(phone.button("提交")).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_waits_for_its_button_on_that_phone_only(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await stage.bot.say(RESIDENT, "卡片", reply_markup=buttons(["受理"]))
    await phone.button("受理").focus()
    await phone.button("受理").press("Enter")
    query = await stage.bot.hear("callback_query")
    await stage.bot.call("answerCallbackQuery", callback_query_id=query["id"], text="这张卡旧了", show_alert=True)
    await expect(phone.element.get_by_role("alertdialog")).to_contain_text("这张卡旧了")
    await expect(phone.button("知道了")).to_be_focused()
    await stage.page.keyboard.press("Enter")
    await expect(phone.element.get_by_role("alertdialog")).to_have_count(0)
    await expect(phone.button("受理")).to_be_focused()


async def test_an_alert_elsewhere_leaves_the_focus_alone(stage: Stage) -> None:
    await stage.open()
    await stage.bot.say(VOLUNTEER, "卡片", reply_markup=buttons(["领"]))
    await stage.phone(VOLUNTEER).button("领").click()
    query = await stage.bot.hear("callback_query")
    await stage.phone(RESIDENT).line.fill("写到一半")
    await stage.bot.call("answerCallbackQuery", callback_query_id=query["id"], text="别人领了", show_alert=True)
    await expect(stage.phone(VOLUNTEER).element.get_by_role("alertdialog")).to_be_visible()
    await expect(stage.phone(RESIDENT).line).to_be_focused()


async def test_links_under_a_message(stage: Stage) -> None:
    await stage.open()
    rows = [
        [
            {"text": "看地图", "url": "https://example.org/m"},
            {"text": "扫", "url": "https://t.me/chuishao_bot?start=c_9"},
        ]
    ]
    await stage.bot.say(RESIDENT, "在哪", reply_markup={"inline_keyboard": rows})
    phone = stage.phone(RESIDENT)
    await expect(phone.element.get_by_role("link", name="看地图")).to_have_attribute("href", "https://example.org/m")
    await phone.element.get_by_role("link", name="扫").click()
    assert (await stage.bot.hear())["text"] == "/start c_9"


async def test_the_bot_s_own_keyboard(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(VOLUNTEER)
    keyboard = {"keyboard": [["看任务"], ["我的积分"]], "one_time_keyboard": True, "input_field_placeholder": "选一个"}
    await stage.bot.say(VOLUNTEER, "要做什么？", reply_markup=keyboard)
    await expect(phone.line).to_have_attribute("placeholder", "选一个")
    await phone.button("我的积分").click()
    assert (await stage.bot.hear())["text"] == "我的积分"
    await expect(phone.button("看任务")).to_be_hidden()
    await phone.button("打开按钮").click()
    await expect(phone.button("看任务")).to_be_visible()
    await stage.bot.say(VOLUNTEER, "好了", reply_markup={"remove_keyboard": True})
    await expect(phone.button("看任务")).to_have_count(0)
    await expect(phone.line).to_have_attribute("placeholder", "写消息")


async def test_buttons_that_share_the_number_and_the_place(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(VOLUNTEER)
    row = [{"text": "我的电话", "request_contact": True}, {"text": "我的位置", "request_location": True}]
    await stage.bot.say(VOLUNTEER, "怎么找您？", reply_markup={"keyboard": [row]})
    # The message and its keyboard come one after the other: what is pressed lies still.
    await expect(phone.button("我的位置")).to_be_in_viewport(ratio=1)
    await phone.button("我的电话").click()
    assert (await stage.bot.hear())["contact"]["user_id"] == VOLUNTEER
    await phone.button("我的位置").click()
    await phone.sheet.get_by_role("button", name="发送位置").click()
    assert "location" in await stage.bot.hear()


async def test_the_keyboard_survives_a_reload(stage: Stage) -> None:
    await stage.bot.say(VOLUNTEER, "要做什么？", reply_markup={"keyboard": [["看任务"]]})
    await stage.open()
    await expect(stage.phone(VOLUNTEER).button("看任务")).to_be_visible()


async def test_a_press_on_what_was_deleted_under_the_finger_comes_to_nothing(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    card = await stage.bot.say(RESIDENT, "待核对", reply_markup=buttons(["提交"]))
    refused = []

    async def too_late(route: Route) -> None:
        await stage.bot.call("deleteMessage", chat_id=RESIDENT, message_id=card["message_id"])
        answer = await route.fetch()
        refused.append(answer.status)
        await route.fulfill(response=answer)

    await stage.page.route("**/press", too_late)
    async with stage.page.expect_response("**/press"):
        await phone.button("提交").click()
    await stage.page.unroute("**/press")
    await stage.bot.say(RESIDENT, "后一条")
    await expect(phone.last).to_contain_text("后一条")
    await expect(phone.element.get_by_text("待核对")).to_have_count(0)
    # Not awaited: a notice would go by itself after some seconds.
    assert await phone.element.get_by_role("alert").count() == 0
    assert refused == [404]


async def test_commands_by_slash_and_by_menu(stage: Stage) -> None:
    commands = [{"command": name, "description": f"说明{name}"} for name in ("report", "my", "help")]
    await stage.open()
    phone = stage.phone(RESIDENT)
    await expect(phone.button("命令菜单")).to_be_hidden()
    await stage.bot.call("setMyCommands", commands=commands)
    await expect(phone.button("命令菜单")).to_be_visible()
    await phone.line.press_sequentially("/")
    await expect(phone.element.get_by_role("option")).to_have_count(3)
    await phone.line.press("ArrowDown")
    await phone.line.press("Enter")
    assert (await stage.bot.hear())["text"] == "/my"
    await phone.line.press_sequentially("/he")
    await expect(phone.element.get_by_role("option")).to_have_text(["/help说明help"])
    await phone.line.press("Escape")
    await expect(phone.element.get_by_role("option")).to_have_count(0)
    await phone.line.fill("")
    await phone.button("命令菜单").click()
    await stage.page.keyboard.press("ArrowDown")
    await stage.page.keyboard.press("ArrowDown")
    await stage.page.keyboard.press("Enter")
    assert (await stage.bot.hear())["text"] == "/help"


async def test_blocking_and_taking_back(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.button("更多").click()
    await stage.page.get_by_role("menuitem", name="屏蔽机器人").click()
    assert (await stage.bot.hear("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await expect(phone.line).to_be_hidden()
    await phone.button("解除屏蔽").click()
    assert (await stage.bot.hear("my_chat_member"))["new_chat_member"]["status"] == "member"
    await expect(phone.line).to_be_visible()


async def test_a_blocked_bot_stays_blocked_on_the_page_after_a_reload(stage: Stage) -> None:
    await stage.client.phone(RESIDENT).block()
    await stage.open()
    await expect(stage.phone(RESIDENT).button("解除屏蔽")).to_be_visible()


async def test_someone_new_begins_with_start(stage: Stage) -> None:
    await stage.client.settle({"id": 1009, "first_name": "新来的"})
    await stage.open("#phones=1009")
    phone = stage.phone(1009)
    await phone.button("开始").click()
    assert (await stage.bot.hear())["text"] == "/start"
    await expect(phone.line).to_be_visible()

"""The page as a whole: which phones are open, posters, narrow windows, the keyboard, speed, reconnecting."""

import re

import pytest
from page_helpers import OTHER, RESIDENT, SECRETARY, SLIM, VOLUNTEER, Stage, buttons
from playwright.async_api import expect

from sandbox import Sandbox
from sandbox.client import SandboxClient

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]
slim = pytest.mark.parametrize("window", [{"viewport": SLIM, "has_touch": True, "is_mobile": True}], ids=["slim"])


async def test_three_phones_fit_side_by_side(stage: Stage) -> None:
    await stage.open()
    phones = stage.page.locator(".phone")
    await expect(phones).to_have_count(3)
    for i in range(3):
        await expect(phones.nth(i)).to_be_in_viewport(ratio=1)


async def test_open_phones_are_remembered_in_the_address(stage: Stage) -> None:
    await stage.open(f"#phones={OTHER},{RESIDENT}&at={RESIDENT}")
    await expect(stage.page.locator(".phone")).to_have_count(2)
    await expect(stage.phone(RESIDENT).element).to_have_class(re.compile("front"))
    await stage.page.get_by_role("button", name="李书记").click()
    await stage.page.get_by_role("button", name="收起陈师傅的手机").click()
    await expect(stage.page).to_have_url(re.compile(f"#phones={RESIDENT},{SECRETARY}&at={RESIDENT}$"))
    await stage.page.reload()
    await expect(stage.page.locator(".phone")).to_have_count(2)
    await stage.page.evaluate(f"location.hash = 'phones={VOLUNTEER}'")
    await expect(stage.page.locator(".phone h2")).to_have_text(["赵明"])


async def test_a_typed_address_is_not_written_over_before_it_is_read(stage: Stage) -> None:
    await stage.open(f"#phones={OTHER},{RESIDENT}")
    await expect(stage.page.locator(".phone")).to_have_count(2)
    await stage.page.evaluate(
        f"location.hash = 'phones={VOLUNTEER}'; document.querySelector('[aria-label=\"收起陈师傅的手机\"]').click()"
    )
    await expect(stage.page.locator(".phone h2")).to_have_text(["赵明"])


async def test_closed_phones_count_what_they_miss(stage: Stage) -> None:
    await stage.open(f"#phones={RESIDENT}")
    await expect(stage.phone(RESIDENT).items.first).to_be_visible()
    await stage.bot.say(SECRETARY, "新工单")
    await stage.bot.say(SECRETARY, "加急工单")
    row = stage.page.locator(f".person[data-id='{SECRETARY}']")
    await expect(row).to_contain_text("加急工单")
    await expect(row.locator(".badge")).to_have_text("2")
    await row.click()
    await expect(stage.phone(SECRETARY).last).to_contain_text("加急工单")
    await expect(row.locator(".badge")).to_be_hidden()


async def test_someone_who_comes_later_appears(stage: Stage) -> None:
    await stage.open()
    await stage.client.settle({"id": 1010, "first_name": "后来的"})
    await stage.client.phone(1010).say("有人吗")
    await expect(stage.page.get_by_role("button", name="后来的")).to_be_visible()


async def test_a_poster_is_scanned_with_anybody_s_phone(stage: Stage) -> None:
    await stage.client.posters({"label": "翠湖苑 3号楼", "payload": "c_ab12"})
    await stage.open(f"#phones={RESIDENT}")
    await stage.page.get_by_role("button", name="扫海报 翠湖苑 3号楼").click()
    dialog = stage.page.get_by_role("dialog", name="海报 翠湖苑 3号楼")
    await expect(dialog).to_contain_text("https://t.me/chuishao_bot?start=c_ab12")
    await expect(dialog.get_by_role("button", name="王阿姨")).to_be_focused()
    await dialog.get_by_role("button", name="陈师傅").click()
    assert (await stage.bot.hear())["text"] == "/start c_ab12"
    await expect(stage.phone(OTHER).last).to_contain_text("/start c_ab12")


@slim
async def test_one_phone_at_a_time_in_a_narrow_window(stage: Stage) -> None:
    await stage.open()
    await expect(stage.phone(RESIDENT).line).to_be_visible()
    await expect(stage.phone(SECRETARY).element).to_be_hidden()
    await stage.bot.say(SECRETARY, "新工单", reply_markup=buttons(["受理", "一个很长很长很长的按钮"]))
    tab = stage.page.get_by_role("tab", name="李书记 1 条没看")
    await tab.tap()
    await expect(stage.phone(SECRETARY).button("受理")).to_be_in_viewport(ratio=1)
    await expect(stage.phone(RESIDENT).element).to_be_hidden()
    assert await stage.page.evaluate("document.scrollingElement.scrollWidth") == SLIM["width"]
    box = await stage.phone(SECRETARY).button("受理").bounding_box()
    assert box
    assert box["height"] >= 44


@slim
async def test_the_drawer_opens_and_chooses(stage: Stage) -> None:
    await stage.open()
    await expect(stage.page.get_by_role("button", name="陈师傅")).to_be_hidden()
    await stage.page.get_by_role("button", name="人物和海报").tap()
    await stage.page.get_by_role("button", name="陈师傅").tap()
    await expect(stage.phone(OTHER).line).to_be_visible()
    await expect(stage.page.get_by_role("button", name="陈师傅")).to_be_hidden()


async def test_everything_by_keyboard(stage: Stage) -> None:
    await stage.open()
    press = stage.page.keyboard.press
    await stage.bot.say(RESIDENT, "请核对", reply_markup=buttons(["提交", "改"]))
    first, second = stage.phone(RESIDENT), stage.phone(SECRETARY)
    await expect(first.button("提交")).to_be_visible()
    await first.line.focus()
    await press("ArrowRight")
    await expect(second.line).to_be_focused()
    await press("ArrowLeft")
    await press("ArrowUp")
    await expect(first.last).to_be_focused()
    await press("Tab")
    await expect(first.button("提交")).to_be_focused()
    await press("Enter")
    assert (await stage.bot.hear("callback_query"))["data"] == "提交"
    await press("ArrowUp")
    await expect(first.items.nth(-2)).to_be_focused()
    await press("Enter")
    await expect(stage.page.get_by_role("menuitem", name="回复")).to_be_focused()
    await press("Escape")
    await expect(first.items.nth(-2)).to_be_focused()
    await press("ArrowDown")
    await press("ArrowDown")
    await expect(first.line).to_be_focused()
    await stage.page.keyboard.type("还没写完")
    await press("ArrowRight")
    await expect(first.line).to_be_focused()
    await press("Escape")
    await expect(first.element).to_be_focused()
    await press("ArrowLeft")
    await expect(stage.phone(VOLUNTEER).element).to_be_focused()


async def test_only_the_newest_message_s_buttons_are_on_the_way(stage: Stage) -> None:
    for text in ("旧卡", "新卡"):
        await stage.bot.say(RESIDENT, text, reply_markup=buttons([text]))
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.line.focus()
    for _ in range(3):
        await stage.page.keyboard.press("Shift+Tab")
        if await phone.button("新卡").evaluate("node => node === document.activeElement"):
            break
    await expect(phone.button("新卡")).to_be_focused()
    await expect(phone.button("旧卡")).to_have_attribute("tabindex", "-1")


async def test_everything_that_can_be_pressed_has_a_name(stage: Stage) -> None:
    await stage.client.posters({"label": "大门", "payload": "c_1"})
    await stage.bot.say(RESIDENT, "卡", reply_markup=buttons(["提交"]))
    await stage.open()
    await stage.phone(RESIDENT).attach("位置")
    nameless = await stage.page.evaluate(
        """() => [...document.querySelectorAll("button, a[href], input, textarea")]
          .filter((node) => node.checkVisibility())
          .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.labels?.length))
          .map((node) => node.outerHTML)"""
    )
    assert nameless == []


async def test_five_hundred_messages_are_quick(stage: Stage) -> None:
    await stage.open(f"#phones={RESIDENT}")
    phone = stage.phone(RESIDENT)
    for i in range(500):
        await stage.bot.say(RESIDENT, f"第 {i} 条：楼道灯坏了，黑得很，请来看看", reply_markup=buttons(["提交", "改"]))
    await expect(phone.last).to_contain_text("第 499 条")
    await expect(phone.last).to_be_in_viewport(ratio=1)
    assert await phone.items.count() <= 250
    await stage.page.reload()
    await expect(phone.last).to_contain_text("第 499 条")
    await expect(phone.last).to_be_in_viewport(ratio=1)
    assert await phone.items.count() <= 60
    milliseconds = await stage.page.evaluate(
        """async () => {
          const log = document.querySelector(".log");
          const began = performance.now();
          while (!log.textContent.includes("第 250 条")) {
            log.scrollTop = 0;
            await new Promise(requestAnimationFrame);
          }
          return performance.now() - began;
        }"""
    )
    assert milliseconds < 3000
    await expect(phone.element.get_by_text("第 499 条")).to_be_attached()


async def test_looking_further_up_keeps_the_place(stage: Stage) -> None:
    for i in range(120):
        await stage.bot.say(RESIDENT, f"第 {i} 条")
    await stage.open(f"#phones={RESIDENT}")
    phone = stage.phone(RESIDENT)
    item = phone.items.filter(has_text=re.compile("第 75 条"))
    await item.evaluate("node => node.scrollIntoView({ block: 'center' })")
    await expect(phone.element.get_by_text("第 30 条")).to_be_attached()
    await expect(item).to_be_in_viewport(ratio=1)
    await stage.bot.say(RESIDENT, "新的一条")
    jump = phone.element.get_by_role("button", name="到最新消息，1 条没看")
    await jump.click()
    await expect(phone.last).to_be_in_viewport(ratio=1)
    await expect(jump).to_be_hidden()


async def test_the_page_finds_a_sandbox_that_was_restarted(stage: Stage) -> None:
    await stage.open(f"#phones={RESIDENT}")
    for _ in range(3):
        await stage.bot.say(RESIDENT, "从前的话")
    await expect(stage.phone(RESIDENT).last).to_contain_text("从前的话")
    port = int(stage.sandbox.url.rsplit(":", 1)[1])
    await stage.sandbox.__aexit__(None, None, None)
    await expect(stage.page.locator("#link")).to_have_text("连接断了，正在重连…")
    async with Sandbox(port=port) as again, SandboxClient(again.url) as client:
        await client.settle({"id": RESIDENT, "first_name": "王阿姨"})
        await client.phone(RESIDENT).say("重新开始")
        await expect(stage.phone(RESIDENT).items).to_have_count(1)
        await client.phone(RESIDENT).say("听得到吗")
        await expect(stage.phone(RESIDENT).last).to_contain_text("听得到吗")
        await expect(stage.page.locator("#link")).to_have_text("")


@pytest.mark.parametrize("window", [{"color_scheme": "dark"}], ids=["dark"])
async def test_dark_as_the_system_has_it_until_chosen(stage: Stage) -> None:
    await stage.open()
    root = stage.page.locator(":root")
    await expect(root).to_have_attribute("data-theme", "dark")
    await stage.page.get_by_role("button", name="改用浅色").click()
    await stage.page.reload()
    await expect(root).to_have_attribute("data-theme", "light")


PAIRS = [("text", "panel"), ("soft", "panel"), ("text", "in"), ("soft", "in"), ("text", "out"), ("out-soft", "out")]
PAIRS += [
    ("accent", "panel"),
    ("accent", "in"),
    ("accent-text", "accent"),
    ("soft", "chosen"),
    ("soft", "code"),
    ("danger", "panel"),
]


async def test_contrast(stage: Stage) -> None:
    """At least 4.5 to 1 for all text, light and dark (WCAG 2.2, 1.4.3)."""
    await stage.open()
    for theme in ("light", "dark"):
        assert [ratio for ratio in await contrasts(stage, theme) if ratio[2] < 4.5] == []


async def contrasts(stage: Stage, theme: str) -> list[tuple[str, str, float]]:
    found: list[tuple[str, str, float]] = await stage.page.evaluate(
        """([theme, pairs]) => {
          document.documentElement.dataset.theme = theme;
          const style = getComputedStyle(document.documentElement);
          const pen = document.createElement("canvas").getContext("2d");
          const light = (name) => {
            pen.fillStyle = style.getPropertyValue("--" + name);
            const [r, g, b] = pen.fillStyle.match(/[0-9a-f]{2}/g).map((x) => parseInt(x, 16) / 255)
              .map((x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          return pairs.map(([a, b]) => {
            const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
            return [a, b, (high + 0.05) / (low + 0.05)];
          });
        }""",
        [theme, PAIRS],
    )
    return found


MOTION = [({"reduced_motion": "no-preference"}, "lift"), ({"reduced_motion": "reduce"}, "none")]


@pytest.mark.parametrize(("window", "wanted"), MOTION, ids=["moving", "still"])
async def test_nothing_moves_where_motion_is_unwelcome(stage: Stage, wanted: str) -> None:
    await stage.open()
    await stage.phone(RESIDENT).button("发语音").click()
    sheet = stage.phone(RESIDENT).sheet
    assert await sheet.evaluate("node => getComputedStyle(node).animationName") == wanted

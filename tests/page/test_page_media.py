"""What is sent besides words: photos, albums, files, voice, places, contacts; and how it is shown."""

import base64

import pytest
from page_helpers import RESIDENT, SECRETARY, Stage
from playwright.async_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p9sW0QAAAABJRU5ErkJggg=="
)


def picture(name: str) -> dict[str, object]:
    return {"name": name, "mimeType": "image/png", "buffer": PIXEL}


async def test_an_album_is_looked_at_before_it_goes(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.attach("照片或相册")
    for count in (1, 2, 3):
        await phone.sheet.get_by_role("button", name="拍一张示例").click()
        await expect(phone.sheet.locator("li")).to_have_count(count)
    await phone.sheet.get_by_role("button", name="去掉第 2 张").click()
    await expect(phone.sheet.locator("li")).to_have_count(2)
    await phone.sheet.get_by_label("说明").fill("楼道里")
    await phone.sheet.get_by_role("button", name="发送相册（2 张）").click()
    first, second = await stage.bot.hear(), await stage.bot.hear()
    assert first["caption"] == "楼道里"
    assert first["media_group_id"] == second["media_group_id"]
    await expect(phone.sheet).to_have_count(0)
    await expect(phone.last.locator("img")).to_have_count(2)
    await expect(phone.last).to_contain_text("楼道里")


async def test_one_photo_from_a_file(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.attach("照片或相册")
    await phone.sheet.locator("input[type=file]").set_input_files([picture("a.png")])  # type: ignore[list-item]
    await phone.sheet.get_by_role("button", name="发送", exact=True).click()
    assert "media_group_id" not in await stage.bot.hear()
    photo = phone.last.locator("img")
    await expect(photo).to_have_js_property("complete", True)
    await expect(photo).to_have_js_property("naturalWidth", 1)
    await phone.last.get_by_role("button", name="照片，放大").click()
    await expect(stage.page.locator("dialog img")).to_be_visible()
    await stage.page.keyboard.press("Escape")
    await expect(stage.page.locator("dialog")).to_be_hidden()


async def test_photos_dropped_or_pasted_are_shown_first(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.line.evaluate(
        """(line, bytes) => {
          const clipboardData = new DataTransfer();
          const content = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
          clipboardData.items.add(new File([content], "p.png", { type: "image/png" }));
          line.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        base64.b64encode(PIXEL).decode(),
    )
    await expect(phone.sheet.locator("li img")).to_have_count(1)
    await stage.page.keyboard.press("Escape")
    await expect(phone.sheet).to_have_count(0)


async def test_a_file(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    async with stage.page.expect_file_chooser() as chooser:
        await phone.attach("文件")
    await (await chooser.value).set_files([{"name": "list.txt", "mimeType": "text/plain", "buffer": b"x" * 2048}])
    assert (await stage.bot.hear())["document"]["file_name"] == "list.txt"
    await expect(phone.last.locator("a.card")).to_contain_text("list.txt2.0 KB")


async def test_a_hummed_voice_note_that_can_be_played(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.button("发语音").click()
    await phone.sheet.get_by_label("示例语音的长度").fill("1")
    await phone.sheet.get_by_role("button", name="发送语音").click()
    assert (await stage.bot.hear())["voice"]["duration"] == 1
    await phone.button("播放语音").click()
    await expect(phone.last.locator(".heard").first).to_be_attached()


async def test_a_voice_note_from_the_microphone(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.button("发语音").click()
    await phone.sheet.get_by_role("button", name="用麦克风录").click()
    await phone.sheet.get_by_role("button", name="停止录音").click()
    await expect(phone.sheet.locator("audio")).to_be_visible()
    await phone.sheet.get_by_role("button", name="发送语音").click()
    assert (await stage.bot.hear())["voice"]["mime_type"].startswith(("audio/", "video/"))


async def test_a_place_by_arrow_keys_and_numbers(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.attach("位置")
    await phone.sheet.get_by_label("纬度").fill("37.9")
    await phone.sheet.get_by_label("经度").fill("112.5")
    await phone.sheet.get_by_role("application").focus()
    await stage.page.keyboard.press("ArrowUp")
    await stage.page.keyboard.press("ArrowRight")
    await phone.sheet.get_by_role("button", name="发送位置").click()
    assert (await stage.bot.hear())["location"] == {"latitude": 37.9004, "longitude": 112.5004}
    await expect(phone.last.locator(".map")).to_be_visible()
    await expect(phone.last).to_contain_text("37.90040, 112.50040")


async def test_a_place_by_a_tap_on_the_map(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.attach("位置")
    before = float(await phone.sheet.get_by_label("纬度").input_value())
    await phone.sheet.get_by_role("application").click(position={"x": 40, "y": 20})
    after = float(await phone.sheet.get_by_label("纬度").input_value())
    assert 0.002 < after - before < 0.005


async def test_a_place_spoken_of_before_can_be_chosen(stage: Stage) -> None:
    place = {"latitude": 37.95, "longitude": 112.6}
    await stage.bot.call("sendVenue", chat_id=SECRETARY, title="翠湖苑", address="湖滨路 8 号", **place)
    await stage.open()
    await expect(stage.phone(SECRETARY).last).to_contain_text("翠湖苑")
    phone = stage.phone(RESIDENT)
    await phone.attach("位置")
    await phone.sheet.get_by_role("button", name="翠湖苑").click()
    await phone.sheet.get_by_role("button", name="发送位置").click()
    assert (await stage.bot.hear())["location"] == place


async def test_a_contact(stage: Stage) -> None:
    await stage.open()
    phone = stage.phone(RESIDENT)
    await phone.attach("联系人")
    await phone.sheet.get_by_label("姓名").fill("老张")
    await phone.sheet.get_by_label("电话").fill("138 0000 1111")
    await phone.sheet.get_by_role("button", name="发送联系人").click()
    assert (await stage.bot.hear())["contact"] == {"phone_number": "13800001111", "first_name": "老张"}
    await expect(phone.last.locator(".card")).to_contain_text("老张13800001111")


async def test_everything_the_bot_or_a_script_can_send_is_shown(stage: Stage) -> None:
    phone = stage.client.phone(RESIDENT)
    await phone.send(venue={"latitude": 37.9, "longitude": 112.5, "title": "社区服务中心", "address": "湖滨路 8 号"})
    await phone.send(dice="🎲")
    await phone.send(sticker="😀")
    await phone.send(text="听说灯坏了", forwarded_from="邻居")
    await phone.send_files("video", [b"not really"], name="v.mp4")
    await stage.open()
    items = stage.phone(RESIDENT).items
    await expect(items.nth(-5)).to_contain_text("社区服务中心湖滨路 8 号")
    await expect(items.nth(-4)).to_contain_text("点数")
    await expect(items.nth(-3)).to_contain_text("😀")
    await expect(items.nth(-2)).to_contain_text("转发自 邻居")
    await expect(items.nth(-1).locator("video")).to_be_visible()

"""Takes the pictures of the documentation from the running demo: `make pictures` (needs Chromium and Chinese fonts).

`python docs/pictures/take.py stats year` takes these alone.
"""

import asyncio
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from playwright.async_api import Browser, async_playwright

from docs.pictures import crowd, works
from docs.pictures.browser import started
from docs.pictures.phones import shows
from docs.pictures.scenes import SCENES, WORKS, Act
from sandbox.client import SandboxClient
from sandbox.phone import Phone

HERE = Path(__file__).parent
WANG, SECRETARY, OTHER_SECRETARY = 1001, 1401, 1402
START_S = 60


async def main(names: list[str]) -> None:
    """Play the main conversation and each scene, and take their pictures; or only the scenes of these names."""
    async with demo() as url, SandboxClient(url) as client, async_playwright() as playwright:
        await settled(client)
        browser = await started(playwright)
        if not names:
            await play(client)
            await take(browser, f"{url}/#phones={WANG},{SECRETARY},{OTHER_SECRETARY}", "demo.png", (1280, 800))
            await take(browser, f"{url}/#phones={WANG}", "phone-360.png", (360, 740))
        for scene in (scene for scene in SCENES if not names or scene.name in names):
            if scene.crowd:
                await crowd.reports(client, *scene.crowd)
            await act(client, scene.acts)
            await take(browser, f"{url}/#phones={scene.who}", f"{scene.name}-360.png", (360, scene.height))
        await browser.close()
        for work in (work for work in WORKS if not names or work.name in names):
            await act(client, work.acts)
            file = await works.newest(url, client.phone(work.acts[-1].who))
            await works.keep(playwright, file, HERE / f"{work.name}.png")


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """A demo of its own, on an empty database and a free port."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        words = ["-m", "bot", "demo", "--port", str(port), "--database", f"{folder}/demo.db"]
        process = await asyncio.create_subprocess_exec(sys.executable, *words)
        try:
            yield await answering(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            await process.wait()


async def answering(url: str) -> str:
    """`url`, once the demo's people are there."""
    async with asyncio.timeout(START_S), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"{url}/people") as answer:
                    if (await answer.json())["people"]:
                        return url
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)


async def settled(client: SandboxClient) -> None:
    """Until everybody lives there and the secretary has the desk before them."""
    async with asyncio.timeout(START_S):
        while SECRETARY not in {person["id"] for person in await client.people()}:  # noqa: ASYNC110 - over HTTP
            await asyncio.sleep(0.1)
    await heard(client.phone(SECRETARY), "等您办的")


async def play(client: SandboxClient) -> None:
    """王阿姨 reports, a secretary accepts; then she begins a second report."""
    wang, secretary = client.phone(WANG), client.phone(SECRETARY)
    await wang.say("3号楼2单元楼道灯坏了，黑得很")
    await heard(wang, "楼道灯")
    await wang.press("✅ 提交")
    await heard(wang, "报上了")
    await heard(secretary, "楼道灯坏了")
    await secretary.press("✅ 受理")
    await heard(wang, "受理了")
    await wang.say("北门垃圾堆了三天，味儿太大")
    await heard(wang, "垃圾")


async def act(client: SandboxClient, acts: tuple[Act, ...]) -> None:
    """Play to the last word."""
    for step in acts:
        phone = client.phone(step.who)
        if step.verb == "say":
            await phone.say(step.what)
        elif step.verb == "press":
            await phone.press(step.what)
        await shows(phone, step.sees)


async def heard(phone: Phone, words: str) -> None:
    """Wait until the phone shows `words`."""
    while True:
        event = await phone.next(timeout=START_S)
        if words in event.get("message", {}).get("text", ""):
            return


async def take(browser: Browser, address: str, name: str, size: tuple[int, int]) -> None:
    """One picture at `size` pixels, with everything loaded and at rest."""
    page = await browser.new_page(
        viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", timezone_id="Asia/Shanghai"
    )
    await page.goto(address)
    await page.get_by_role("button").first.wait_for()
    await page.wait_for_timeout(500)
    await page.screenshot(path=HERE / name)
    await page.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))

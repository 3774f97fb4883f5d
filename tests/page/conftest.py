"""One browser, and mostly one window, for all tests of the page; a sandbox of its own for each test."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from page_helpers import WIDE, Bot, Stage
from playwright.async_api import Browser, Page, async_playwright, expect

from docs.pictures.browser import chromium_path, started
from sandbox import Sandbox
from sandbox.client import SandboxClient

FAKE_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
# A machine that tests elsewhere at the same time may take its time.
PATIENCE_MS = 20_000


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if chromium_path() is None:
        pytest.skip("THE CHAT PAGE IS NOT TESTED: no Chromium here (Debian: apt-get install chromium; or set CHROMIUM)")
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        opened = await started(playwright, *FAKE_MICROPHONE)
        yield opened
        await opened.close()


@pytest.fixture
def window() -> dict[str, Any]:
    """How the window differs from the usual, which keeps still for speed; tests override it by `parametrize`."""
    return {}


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def usual_page(browser: Browser) -> Page:
    return await new_page(browser)


async def new_page(browser: Browser, **window: Any) -> Page:
    usual = {"viewport": WIDE, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce"}
    page = await browser.new_page(**usual | window)
    page.set_default_timeout(PATIENCE_MS)
    return page


@pytest_asyncio.fixture(loop_scope="session")
async def stage(browser: Browser, usual_page: Page, window: dict[str, Any]) -> AsyncIterator[Stage]:
    """Every sandbox has its own port, thus is its own origin: nothing is left of the test before."""
    page = await new_page(browser, **window) if window else usual_page
    async with Sandbox() as sandbox, ClientSession() as session, SandboxClient(sandbox.url) as client:
        stage = Stage(sandbox, client, Bot(session, sandbox), page)
        page.on("pageerror", stage.note_error)
        await stage.settle()
        yield stage
        page.remove_listener("pageerror", stage.note_error)
        asked: list[str] = await page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
        await (page.close() if window else page.goto("about:blank"))
    assert stage.errors == []
    assert [address for address in asked if not address.startswith((sandbox.url, "blob:", "data:"))] == []

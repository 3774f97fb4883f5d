"""The browser that shows the pages, for the documentation and for the tests: which one, and how it is started."""

import os
import shutil

from playwright.async_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str | None:
    """$CHROMIUM, else the system's Chromium or Chrome, else None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


async def started(playwright: Playwright, *switches: str, headless: bool = True) -> Browser:
    """A browser, to be closed. Raises `FileNotFoundError` where there is no Chromium."""
    if (path := chromium_path()) is None:
        raise FileNotFoundError("no Chromium here (Debian: apt-get install chromium; or set CHROMIUM)")
    return await playwright.chromium.launch(executable_path=path, args=[*SWITCHES, *switches], headless=headless)

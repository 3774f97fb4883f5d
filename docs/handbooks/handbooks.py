"""Prints the handbooks as PDF, A4: `make handbooks` (needs Chromium). Each has under four pages, the residents' one."""

import asyncio
import re
import sys
from pathlib import Path

from markdown_it import MarkdownIt
from playwright.async_api import Browser, async_playwright

from docs.pictures.browser import started

HERE = Path(__file__).parent
FONTS = HERE.parents[1] / "bot" / "files" / "fonts"
STYLE = HERE / "handbooks.css"
# The most pages of each, in the order in which a district needs them.
PAGES = {"resident": 1, "secretary": 3, "volunteer": 3, "dispatch": 3, "admin": 3}

_PAGE = re.compile(rb"/Type\s*/Page\b")


def page_of(name: str) -> str:
    """The handbook `name` as HTML. Raises `FileNotFoundError` where there is none."""
    words = MarkdownIt().enable("table").render((HERE / f"{name}.md").read_text(encoding="utf-8"))
    style = STYLE.read_text(encoding="utf-8").replace("FONTS", FONTS.as_uri())
    return f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{style}</style><body class="{name}">{words}'


async def printed(browser: Browser, name: str) -> bytes:
    """The handbook `name` as a PDF."""
    beside = HERE / f".{name}.html"  # its pictures are told from where it lies
    beside.write_text(page_of(name), encoding="utf-8")
    try:
        page = await browser.new_page()
        await page.goto(beside.as_uri())
        return await page.pdf(format="A4", print_background=True, prefer_css_page_size=True)
    finally:
        beside.unlink()


def count(pdf: bytes) -> int:
    """How many pages a PDF of Chromium has."""
    return len(_PAGE.findall(pdf))


async def main(folder: Path) -> None:
    """Print all of them into `folder`, which is there. Raises `ValueError` where one has become too long."""
    async with async_playwright() as playwright:
        browser = await started(playwright)
        for name, most in PAGES.items():
            pdf = await printed(browser, name)
            if count(pdf) > most:
                raise ValueError(f"{name}.md has {count(pdf)} pages, more than {most}")
            (folder / f"{name}.pdf").write_bytes(pdf)
            sys.stdout.write(f"{folder / name}.pdf: {count(pdf)} of {most} pages, {len(pdf) // 1024} kB\n")
        await browser.close()


if __name__ == "__main__":
    into = Path(sys.argv[1] if len(sys.argv) > 1 else "var/handbooks")
    into.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(into))

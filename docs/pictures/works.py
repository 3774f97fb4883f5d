"""Pictures and pages as the bot made them: taken out of the sandbox, made small enough for the documentation."""

import io
import tempfile
from pathlib import Path

import aiohttp
from PIL import Image
from playwright.async_api import Playwright

from docs.pictures.browser import started
from sandbox.phone import Phone

WIDTH, COLOURS = 480, 64
# A page of A4 across, and what of it lies within the viewer's dark edge.
PAGE, INSIDE = (842, 596), (5, 3, 836, 589)
VIEWER_MS = 5_000


async def newest(url: str, phone: Phone) -> bytes:
    """The last picture or file on a phone. Raises `StopIteration` where there is none."""
    messages = reversed((await phone.chat())["messages"])
    shown = next(one for one in messages if not one.get("out") and ("photo" in one or "document" in one))
    file = shown["photo"][-1] if "photo" in shown else shown["document"]
    async with aiohttp.ClientSession() as session, session.get(f"{url}/media/{file['file_unique_id']}") as answer:
        answer.raise_for_status()
        return await answer.read()


async def keep(playwright: Playwright, file: bytes, to: Path) -> None:
    """Write it as a small PNG; of a PDF its first page."""
    page = file.startswith(b"%PDF")
    image = Image.open(io.BytesIO(await page_of(playwright, file) if page else file)).convert("RGB")
    image = image.crop(INSIDE) if page else image.resize((WIDTH, image.height * WIDTH // image.width), Image.LANCZOS)
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(to, optimize=True)


async def page_of(playwright: Playwright, pdf: bytes) -> bytes:
    """The first page of a PDF as Chromium shows it."""
    # Only the new headless mode shows a PDF; the library asks for the old one.
    browser = await started(playwright, "--headless=new", headless=False)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as kept:
        kept.write(pdf)
        kept.flush()
        page = await browser.new_page(viewport={"width": PAGE[0], "height": PAGE[1]})
        await page.goto(f"file://{kept.name}#toolbar=0&navpanes=0&view=Fit")
        await page.wait_for_timeout(VIEWER_MS)
        taken = await page.screenshot()
    await browser.close()
    return taken

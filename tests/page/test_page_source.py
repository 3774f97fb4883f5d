"""The page's source: nothing parsed as markup, nothing from outside, and codes that a camera reads."""

import re
from pathlib import Path

import pytest
import segno
from page_helpers import Stage

PAGE = Path(__file__).parents[2] / "sandbox" / "page"
MODULES = sorted(PAGE.glob("*.js"))
SOURCES = sorted(path for path in PAGE.iterdir() if path.suffix in {".html", ".js", ".css", ".svg"})
OWN_WORDS = {"http://www.w3.org/2000/svg", "https://t.me/", "https://"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_no_module_makes_markup_or_code_from_text(module: Path) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|srcdoc"
    assert re.findall(forbidden, module.read_text("utf-8")) == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_address_beyond_this_machine(source: Path) -> None:
    found = set(re.findall(r"""https?://[^\s"'`$)]*""", source.read_text("utf-8")))
    assert found <= OWN_WORDS


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.xdist_group("browser")
async def test_codes_are_those_of_a_full_encoder(stage: Stage) -> None:
    """Full symbols of versions 1 to 5 at level L with mask 0, module by module."""
    await stage.open()
    for length in (17, 32, 53, 78, 106):
        text = ("https://t.me/chuishao_bot?start=c_0123456789" * 3)[:length]
        drawn = await stage.page.evaluate("async (text) => (await import('/page/qr.js')).encode(text)", text)
        wanted = segno.make(text, error="l", mode="byte", boost_error=False, mask=0, micro=False)
        assert drawn == [[bool(module) for module in row] for row in wanted.matrix]


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.xdist_group("browser")
async def test_a_link_too_long_for_a_code_is_shown_in_words(stage: Stage) -> None:
    await stage.client.posters({"label": "长", "payload": "x" * 90})
    await stage.open()
    assert "x" * 90 in await stage.page.locator(".poster .code").inner_text()

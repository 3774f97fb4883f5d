"""docs/demo.md says what the file says."""

from pathlib import Path

from bot.demo.district import DemoDistrict
from bot.demo.page import describe

PAGE = Path(__file__).parents[2] / "docs" / "demo.md"


def test_the_page_is_fresh(district: DemoDistrict) -> None:
    assert PAGE.read_text(encoding="utf-8") == describe(district), "stale: run `python -m bot docs`"


def test_everybody_and_every_code_to_scan_is_on_the_page(district: DemoDistrict) -> None:
    page = describe(district)
    assert all(f"| {person.id} | {person.name} |" in page for person in district.people)
    assert all(f"`{unit.code}`" in page for unit in district.units if unit.code.startswith(("c_", "b_")))

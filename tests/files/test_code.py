"""What is painted is the code, module for module, with the standard's quiet zone around it."""

import io

import pytest
import segno
from PIL import Image

from bot.domain.charts import Code
from bot.files.code import QUIET, SIDE, TITLE, WIDTH, paint

LINK = "https://t.me/some_bot?start=g_0123456789abc"


@pytest.mark.parametrize("lines", [(), ("1234 5678", "洗衣液 · 桃园爱心商店", "长" * 60)])
def test_a_camera_reads_the_link_off_the_picture(lines: tuple[str, ...]) -> None:
    drawn = Image.open(io.BytesIO(paint(Code(LINK, "取货码", lines)))).convert("L")
    matrix = [list(row) for row in segno.make(LINK, error="m", micro=False).matrix]
    size = SIDE // (len(matrix) + 2 * QUIET)
    left, top = (WIDTH - size * len(matrix)) / 2, TITLE + (SIDE - size * len(matrix)) / 2

    def dark(column: int, row: int) -> bool:
        return drawn.getpixel((int(left + (column + 0.5) * size), int(top + (row + 0.5) * size))) < 128

    around = range(-QUIET, len(matrix) + QUIET)
    read = [[dark(column, row) for column in around] for row in around]
    assert [row[QUIET:-QUIET] for row in read[QUIET:-QUIET]] == [[bool(module) for module in row] for row in matrix]
    border = [row for at, row in enumerate(read) if not QUIET <= at < len(read) - QUIET]
    assert not any(map(any, border))
    assert not any(any(row[:QUIET]) or any(row[-QUIET:]) for row in read)

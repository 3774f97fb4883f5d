"""Copies of what cameras and strangers send: nothing beside the pixels, upright, small; bombs and rubbish refused."""

import time
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.errors import BadPicture
from bot.domain.pictures import Flaw, Original
from bot.files.copying import copy
from bot.files.press import Press, make_within
from tests.files.cameras import MARKS, bombs, pixels, png, taken

MOST, LONGEST = 50_000_000, 1600


def copied(content: bytes, longest: int = LONGEST) -> Image.Image:
    """The copy, after a look at its bytes: nothing of a camera is in it."""
    made = copy(Original(content, MOST, longest))
    assert not [mark for mark in MARKS if mark in made]
    picture = Image.open(BytesIO(made))
    assert picture.format == "JPEG"
    assert not picture.getexif()
    assert picture.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    picture.load()
    return picture


def flaw_of(content: bytes) -> Flaw:
    with pytest.raises(BadPicture) as refused:
        copy(Original(content, MOST, LONGEST))
    found = refused.value.args[0]
    assert isinstance(found, Flaw)
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_the_camera_is_taken_over(kind: str) -> None:
    original = taken(kind)
    assert any(mark in original for mark in MARKS)
    picture = copied(original)
    assert picture.size == (64, 40)
    red, _, blue = picture.getpixel((5, 20))  # type: ignore[misc]
    assert red > 180 > 60 > blue


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright(kind: str, orientation: int) -> None:
    """As Pillow itself would turn it by the camera's word."""
    picture = copied(taken(kind, orientation))
    assert picture.size == ((40, 64) if orientation > 4 else (64, 40))
    along = (10, 20) if orientation < 5 else (20, 10)
    red = picture.getpixel(along)[0]  # type: ignore[index]
    assert (red > 128) == (orientation in {1, 4, 5, 6})


def test_a_large_one_becomes_small_and_a_small_one_stays() -> None:
    out = BytesIO()
    pixels(4000, 2500).save(out, "JPEG")
    assert copied(out.getvalue()).size == (1600, 1000)
    assert copied(out.getvalue(), 640).size == (640, 400)
    assert copied(taken()).size == (64, 40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_colour_becomes_plain(mode: str) -> None:
    out = BytesIO()
    if mode == "I;16":
        Image.new(mode, (64, 40), 0xFFFF).save(out, "PNG")
        assert copied(out.getvalue()).getpixel((5, 5)) == (255, 255, 255)
        return
    pixels().convert(mode).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert copied(out.getvalue()).size == (64, 40)


def test_what_is_transparent_lies_on_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(out, "PNG")
    assert copied(out.getvalue()).getpixel((4, 4)) == (255, 255, 255)


def test_many_small_pictures_in_one_are_its_first() -> None:
    out = BytesIO()
    pixels().save(out, "WEBP", save_all=True, append_images=[pixels(shade=200)] * 3, lossless=True)
    assert copied(out.getvalue()).getpixel((50, 5))[1] < 40  # type: ignore[index]
    out = BytesIO()
    pixels().save(out, "MPO", save_all=True, append_images=[pixels(shade=200)])
    assert copied(out.getvalue()).size == (64, 40)


@pytest.fixture(scope="module")
def every_bomb() -> dict[str, bytes]:
    return bombs()


def test_bombs_are_refused_within_a_second(every_bomb: dict[str, bytes]) -> None:
    for name, content in every_bomb.items():
        assert len(content) < 20 << 20
        began = time.process_time()
        with pytest.raises(BadPicture):
            copy(Original(content, MOST, LONGEST))
        assert time.process_time() - began < 1, name


async def test_in_the_process_that_the_bot_uses(every_bomb: dict[str, bytes]) -> None:
    """It refuses, remains, and copies what is good."""
    press = Press(make_within)
    try:
        await press.make(Original(taken(), MOST, LONGEST))
        for content in every_bomb.values():
            began = time.perf_counter()
            with pytest.raises(BadPicture):
                await press.make(Original(content, MOST, LONGEST))
            assert time.perf_counter() - began < 3  # of the wall, on a machine that is shared
        assert await press.make(Original(taken(), MOST, LONGEST))
    finally:
        press.close()


def test_what_is_said_fits() -> None:
    assert flaw_of(png(30_000, 30_000)) is Flaw.TOO_MANY_PIXELS
    assert flaw_of(png(2_000, 2)) is Flaw.TOO_THIN
    assert flaw_of(b"") is Flaw.BROKEN
    assert flaw_of(taken()[:400]) is Flaw.BROKEN
    assert flaw_of(b"\xff\xd8\xff") is Flaw.BROKEN
    assert flaw_of(b"%PDF-1.7") is Flaw.OTHER_KIND
    assert flaw_of(b"\0\0\0\x18ftypheic") is Flaw.OTHER_KIND
    out = BytesIO()
    pixels().save(out, "TIFF")
    assert flaw_of(out.getvalue()) is Flaw.OTHER_KIND


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=12),
    st.integers(0, 10**6),
)
@example("JPEG", [], 400)
def test_whatever_is_broken_in_it_a_copy_or_a_refusal_comes_of_it(
    kind: str, wrong: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(taken(kind))
    for at, byte in wrong:
        content[at % len(content)] = byte
    try:
        made = copy(Original(bytes(content[: cut or None]), MOST, LONGEST))
    except BadPicture:
        return
    assert not [mark for mark in MARKS if mark in made]

"""Makes of a picture, as a camera wrote it, a copy that holds what is to be seen and nothing else.

No line of what stood beside the pixels is taken over: not where it was taken, by which camera, when, nor words or a
small picture of before it was cut. What would unpack to more than it may is refused by its first bytes, before any
pixel of it.
"""

import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from PIL.Image import Transpose

from bot.domain.errors import BadPicture
from bot.domain.pictures import Flaw, Original

FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 85
WHITE = (255, 255, 255)
# Telegram shows none that is longer than it is wide by more than this.
MOST_RATIO = 20
# A JPEG may come in a dozen passes over all of it; each may be a few bytes that cost as much as a whole picture.
PASS, MOST_PASSES = b"\xff\xda", 64
ORIENTATION = 0x0112
UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


def copy(original: Original) -> bytes:
    """The copy as JPEG, upright, on white where it was transparent. Raises `BadPicture` for whatever is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a broken line beside the pixels: none is taken over
            with Image.open(BytesIO(original.content), formats=FORMATS) as picture:
                _check(picture, original)
                return _written(_upright(picture, original.longest))
    except BadPicture:
        raise
    except Image.DecompressionBombError:
        raise BadPicture(Flaw.TOO_MANY_PIXELS) from None
    except UnidentifiedImageError:
        raise BadPicture(Flaw.BROKEN if _begins_as_one(original.content) else Flaw.OTHER_KIND) from None
    except Exception:  # noqa: BLE001 - whatever the readers of three formats stumble over, it is a broken picture
        raise BadPicture(Flaw.BROKEN) from None


def _begins_as_one(content: bytes) -> bool:
    return content.startswith((b"\xff\xd8", b"\x89PNG", b"RIFF")) or not content


def _check(picture: Image.Image, original: Original) -> None:
    """By what its head says; nothing is unpacked yet."""
    width, height = picture.size
    endless = "progressive" in picture.info and original.content.count(PASS) > MOST_PASSES
    if width * height > original.most_pixels or endless:
        raise BadPicture(Flaw.TOO_MANY_PIXELS)
    if max(width, height) > MOST_RATIO * min(width, height):
        raise BadPicture(Flaw.TOO_THIN)


def _upright(picture: Image.Image, longest: int) -> Image.Image:
    turned = UPRIGHT.get(_orientation(picture))
    picture.draft("RGB", (longest, longest))  # a JPEG is unpacked at half, a quarter or an eighth where that is enough
    seen = _in_colours(picture)
    seen.thumbnail((longest, longest), reducing_gap=2.0)
    return seen.transpose(turned) if turned is not None else seen


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - what is broken beside the pixels does not make them broken
        return 1


def _in_colours(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16"):  # sixteen bits of grey: the upper eight
        return picture.convert("I").point(lambda value: value / 256).convert("RGB")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _written(seen: Image.Image) -> bytes:
    """Onto an empty sheet: what the picture brought along stays behind."""
    sheet, out = Image.new("RGB", seen.size, WHITE), BytesIO()
    sheet.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    sheet.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()

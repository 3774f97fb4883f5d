"""What Telegram makes of a photo: JPEG sizes, without the metadata, the smallest first."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from sandbox.errors import BadRequest

BOXES = (90, 320, 800, 1280)
"""Longest sides in pixels."""
MOST_SIDES = 10_000
MOST_RATIO = 20

Picture = tuple[int, int, bytes]


def photo_sizes(data: bytes) -> list[Picture]:
    """Width, height and JPEG of every size; refuses what is no picture or too long a one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as image:
                _check(image)
                largest = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, SyntaxError):
        raise BadRequest("IMAGE_PROCESS_FAILED") from None
    longest = max(largest.size)
    sides = sorted({box for box in BOXES if box < longest} | {min(longest, BOXES[-1])})
    return [_fitted(largest, side) for side in sides]


def _check(image: Image.Image) -> None:
    width, height = image.size
    if width + height > MOST_SIDES or max(width, height) > MOST_RATIO * min(width, height):
        raise BadRequest("PHOTO_INVALID_DIMENSIONS")
    if image.format == "JPEG":
        image.draft("RGB", (BOXES[-1], BOXES[-1]))


def _fitted(image: Image.Image, side: int) -> Picture:
    small = image.copy()
    small.thumbnail((side, side))
    out = BytesIO()
    small.save(out, "JPEG", quality=87)
    return small.width, small.height, out.getvalue()


def plain_picture(width: int = 640, height: int = 480, colour: str = "darkgreen") -> bytes:
    """A JPEG of one colour, for whoever needs a photo to send."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()

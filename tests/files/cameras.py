"""Pictures as a camera writes them, with all that stands beside the pixels, and bombs."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

# What must be in no copy: it stands in every line that a picture can have beside its pixels.
SECRET = b"WHERE-SHE-LIVES"
_XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r>' + SECRET + b"</r></x:xmpmeta>"
MARKS = (b"Exif", b"GPS", b"http://ns.adobe.com", b"xmpmeta", b"ICC_PROFILE", b"Photoshop", SECRET)


def pixels(width: int = 64, height: int = 40, shade: int = 0) -> Image.Image:
    """Red on the left, blue on the right; `shade` makes it another picture."""
    picture = Image.new("RGB", (width, height), (0, shade, 220))
    picture.paste((220, shade, 0), (0, 0, width // 2, height))
    return picture


def exif(orientation: int = 1) -> Image.Exif:
    """Where, when, by whom, with which camera."""
    lines = Image.Exif()
    lines[0x0112] = orientation
    lines[0x010F] = lines[0x013B] = lines[0x010E] = SECRET.decode()
    place = lines.get_ifd(0x8825)
    place.update({1: "N", 2: (38.0, 6.0, 0.5), 3: "E", 4: (112.0, 54.0, 0.1), 29: "2026:03:10"})
    lines.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + SECRET
    return lines


def taken(kind: str = "JPEG", orientation: int = 1, shade: int = 0) -> bytes:
    """A picture full of it."""
    out, picture, lines = BytesIO(), pixels(shade=shade), exif(orientation)
    if kind == "JPEG":
        picture.save(out, kind, exif=lines, xmp=_XMP, comment=SECRET, icc_profile=SECRET * 9, dpi=(300, 300))
        return _with_segment(out.getvalue(), 0xED, b"Photoshop 3.0\0" + SECRET) + SECRET
    if kind == "PNG":
        words = PngInfo()
        words.add_text("Comment", SECRET.decode())
        words.add_itxt("XML:com.adobe.xmp", _XMP.decode())
        picture.save(out, kind, exif=lines, pnginfo=words, icc_profile=SECRET * 9)
    else:
        picture.save(out, kind, exif=lines, xmp=_XMP, icc_profile=SECRET * 9, lossless=True)
    return out.getvalue()


def _with_segment(content: bytes, marker: int, body: bytes) -> bytes:
    return content[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body + content[2:]


def png(width: int, height: int, data: bytes = b"", *, before: tuple[tuple[bytes, bytes], ...] = ()) -> bytes:
    """A PNG whose head says so much, of grey pixels."""
    head = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    chunks = (head, *before, (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks))


def _chunk(named: tuple[bytes, bytes]) -> bytes:
    name, body = named
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def gif(width: int, height: int) -> bytes:
    """A GIF of many frames that says so much."""
    frame = b"\x2c\0\0\0\0" + struct.pack("<HH", width, height) + b"\0\x02\x02\x44\x01\0"
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0\0\0\0\xff\xff\xff" + frame * 5000 + b"\x3b"


def jpeg_said_to_be(width: int, height: int) -> bytes:
    """A small JPEG whose head says so much."""
    out = BytesIO()
    pixels().save(out, "JPEG")
    content = bytearray(out.getvalue())
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def jpeg_in_many_passes(passes: int = 5000) -> bytes:
    """A large progressive JPEG; its last pass comes again and again."""
    out = BytesIO()
    Image.new("L", (7000, 7000)).save(out, "JPEG", progressive=True)
    content = out.getvalue()
    last = content.rindex(b"\xff\xda")
    return content[:-2] + content[last:-2] * passes + content[-2:]


def bombs() -> dict[str, bytes]:
    """By what each of them is."""
    zeros = zlib.compress(bytes(64 << 20), 9)
    return {
        "a PNG of 30,000 × 30,000": png(30_000, 30_000, zlib.compress(bytes(30_001) * 3_000, 1)),
        "a PNG of a million × 1": png(1_000_000, 1, zeros),
        "a PNG of 1 × a million": png(1, 1_000_000, zeros),
        "a PNG with more words than pixels": png(64, 64, zeros, before=((b"zTXt", b"Comment\0\0" + zeros),)),
        "a PNG of two thousand million squared": png(2**31 - 1, 2**31 - 1),
        "a GIF": gif(30_000, 30_000),
        "a JPEG of 65,500 × 65,500": jpeg_said_to_be(65_500, 65_500),
        "a JPEG of 65,500 × 700": jpeg_said_to_be(65_500, 700),
        "a JPEG in 5,000 passes": jpeg_in_many_passes(),
        "a WebP of 16,383 × 16,383": b"RIFF\x1e\0\0\0WEBPVP8L\x11\0\0\0\x2f\xfe\xff\xff\x0f" + bytes(13),
    }

"""How a file becomes what a message shows: photo sizes, a document, a voice note, a video."""

import mimetypes
from typing import Any

from sandbox.errors import BadRequest
from sandbox.files import Files
from sandbox.params import Params, Upload
from sandbox.pictures import photo_sizes
from sandbox.wire import JSON

KINDS = ("photo", "document", "voice", "video")
MOST_PHOTO = 10 * 2**20
MOST_FILE = 50 * 2**20
"""What a bot can upload (https://core.telegram.org/bots/api#sending-files)."""


def shown(files: Files, kind: str, upload: Upload, facts: Params) -> Any:
    """Keep an upload and return the message's value for its kind; `facts` bear duration, width and height."""
    if not upload.data:
        raise BadRequest("file must be non-empty")
    if len(upload.data) > (MOST_PHOTO if kind == "photo" else MOST_FILE):
        raise BadRequest("file is too big")
    return _photo(files, upload) if kind == "photo" else _file(files, kind, upload, facts)


def _photo(files: Files, upload: Upload) -> list[JSON]:
    sizes, kept = [], []
    for width, height, data in photo_sizes(upload.data):
        stored = files.add("photo", Upload("photo.jpg", "image/jpeg", data))
        sizes.append({**stored.ids(), "width": width, "height": height})
        kept.append(stored)
    for stored in kept:
        stored.shown = sizes
    return sizes


def _file(files: Files, kind: str, upload: Upload, facts: Params) -> JSON:
    stored = files.add(kind, upload)
    mime_type = upload.mime_type
    if mime_type == "application/octet-stream":
        mime_type = mimetypes.guess_type(upload.name)[0] or _USUAL[kind]
    value: JSON = {**stored.ids(), "mime_type": mime_type}
    if kind in {"voice", "video"}:
        value["duration"] = facts.integer("duration", 1)
    if kind == "video":
        value |= {"width": facts.integer("width", 640), "height": facts.integer("height", 360)}
    if kind in {"document", "video"}:
        value["file_name"] = upload.name
    stored.shown = value
    return value


_USUAL = {"document": "application/octet-stream", "voice": "audio/ogg", "video": "video/mp4"}

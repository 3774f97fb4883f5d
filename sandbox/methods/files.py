"""Sending files: fresh uploads, or known ones by file_id."""

from typing import Any

from sandbox.chats import Message
from sandbox.errors import BadRequest
from sandbox.formatting import read_caption
from sandbox.media import shown
from sandbox.methods.common import deliver
from sandbox.params import Params
from sandbox.wire import JSON
from sandbox.world import World


def send_photo(world: World, params: Params) -> Message:
    return _send(world, params, "photo")


def send_document(world: World, params: Params) -> Message:
    return _send(world, params, "document")


def send_voice(world: World, params: Params) -> Message:
    return _send(world, params, "voice")


def send_video(world: World, params: Params) -> Message:
    return _send(world, params, "video")


def _send(world: World, params: Params, kind: str) -> Message:
    if not params.has(kind):
        raise BadRequest(f"there is no {kind} in the request")
    caption = read_caption(params)
    content: JSON = {kind: read_file(world, params, kind, params.text(kind), kind)}
    return deliver(world, params, content | caption)


def read_file(world: World, params: Params, kind: str, where: str, part: str) -> Any:
    """What the message shows for a file given as attach://NAME, as the part itself, or by file_id."""
    name = where.removeprefix("attach://") if where.startswith("attach://") else part
    upload = params.upload(name)
    if upload is not None:
        return shown(world.files, kind, upload, params)
    if where.startswith("attach://"):
        raise BadRequest("wrong file identifier/HTTP URL specified")
    if where.startswith(("http://", "https://")):
        raise BadRequest("failed to get HTTP URL content")
    stored = world.files.by_id(where)
    if stored is None:
        raise BadRequest("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise BadRequest(f"can't use file of type {stored.kind.capitalize()} as {kind.capitalize()}")
    return stored.shown

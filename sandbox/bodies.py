"""Reading a request's parameters: query, JSON, urlencoded or multipart, as the Bot API takes them."""

from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from sandbox.errors import BadRequest
from sandbox.params import Params, Upload
from sandbox.wire import dumps, loads


async def read_params(request: web.Request) -> Params:
    """Everything a call says; the body wins over the query."""
    params = Params(dict(request.query) if request.query_string else {})
    if request.can_read_body:
        await _read_body(request, params)
    return params


async def _read_body(request: web.Request, params: Params) -> None:
    kind = request.content_type
    if kind == "multipart/form-data":
        await _read_parts(request, params)
        return
    body = await request.read()
    if not body:
        return
    if kind == "application/json":
        params.values.update(_object(body))
    elif kind == "application/x-www-form-urlencoded":
        params.values.update(parse_qsl(_utf8(body), keep_blank_values=True))


async def read_json(request: web.Request) -> Any:
    """A body of JSON, of any shape."""
    return _parsed(await request.read())


def _parsed(body: bytes) -> Any:
    """Refuses half characters, which JSON can write and UTF-8 cannot."""
    try:
        value = loads(body)
    except ValueError:
        raise BadRequest("can't parse request body as JSON") from None
    if b"\\ud" in body or b"\\uD" in body:
        _whole(dumps(value))
    return value


def _whole(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadRequest("strings must be encoded in UTF-8") from None


def _object(body: bytes) -> dict[str, object]:
    value = _parsed(body)
    if not isinstance(value, dict):
        raise BadRequest("request body must be a JSON object")
    return value


async def _read_parts(request: web.Request, params: Params) -> None:
    try:
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name:
                await _read_part(part, part.name, params)
    except ValueError as error:
        raise BadRequest(f"can't parse multipart body: {error}") from None


async def _read_part(part: BodyPartReader, name: str, params: Params) -> None:
    data = bytes(await part.read(decode=True))
    if part.filename is None:
        params.values[name] = _utf8(data)
        return
    mime_type = part.headers.get("Content-Type", "application/octet-stream")
    params.files.setdefault(name, []).append(Upload(part.filename, mime_type, data))


def _utf8(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise BadRequest("strings must be encoded in UTF-8") from None

"""The bot's side of the server: one call in, one answer or one fault out."""

import asyncio
import socket
import struct
from hmac import compare_digest
from urllib.parse import quote

from aiohttp import web

from sandbox.bodies import read_params
from sandbox.calls import Call
from sandbox.chats import Message
from sandbox.errors import ApiError, NotFound, Unauthorized
from sandbox.faults import Fault
from sandbox.methods import Method, Outcome, find_method
from sandbox.params import Params
from sandbox.world import World

SILENCE = 0.2
"""Seconds between accepting a call and closing its connection without an answer."""
LONGEST_HANG = 300.0


class BotApi:
    """Handlers of `/bot<TOKEN>/<method>` and `/file/bot<TOKEN>/<path>`."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def call(self, request: web.Request) -> web.StreamResponse:
        try:
            self._admit(request)
            name = request.match_info["method"]
            found = find_method(name)
            if found is None:
                raise NotFound("method not found")
            params = await read_params(request)
        except ApiError as error:
            return refused(error)
        name, method = found
        call = self._world.calls.begin(name, params.values, self._world.clock.now())
        if self._world.faults.rules:
            fault = self._world.faults.strike(name, call.chat_id)
            if fault is not None:
                return await self._faulty(request, fault, method, params, call)
        return await self._answer(method, params, call)

    def _admit(self, request: web.Request) -> None:
        if not compare_digest(request.match_info["token"].encode(), self._world.token.encode()):
            raise Unauthorized

    async def _answer(self, method: Method, params: Params, call: Call) -> web.Response:
        try:
            answer = method(self._world, params)
            outcome = answer if isinstance(answer, (str, Message, list)) else await answer
        except ApiError as error:
            call.outcome = str(error.code)
            return refused(error)
        return accepted(outcome, call)

    async def _faulty(
        self, request: web.Request, fault: Fault, method: Method, params: Params, call: Call
    ) -> web.StreamResponse:
        if fault.kind == "timeout":
            answer = await self._answer(method, params, call)
            if answer.status == 200:
                call.outcome = fault.kind
            await asyncio.sleep(SILENCE)
            cut(request)
            return answer
        call.outcome = fault.kind
        if fault.kind == "hang":
            await asyncio.sleep(LONGEST_HANG)
        if fault.kind in {"hang", "reset"}:
            cut(request)
            return web.Response()
        return refused(fault.error())

    async def download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._admit(request)
        except ApiError as error:
            return refused(error)
        return stored_file(self._world, request.match_info["path"])


def accepted(outcome: Outcome, call: Call) -> web.Response:
    if isinstance(outcome, Message):
        call.message_id = outcome.id
        outcome = outcome.raw
    elif isinstance(outcome, list):
        call.message_id = outcome[0].id
        outcome = f"[{','.join(message.raw for message in outcome)}]"
    return web.Response(body=f'{{"ok":true,"result":{outcome}}}'.encode(), content_type="application/json")


def refused(error: ApiError) -> web.Response:
    return web.Response(body=error.body(), status=error.code, content_type="application/json")


def cut(request: web.Request) -> None:
    """Reset the connection: the client sees no answer and no orderly end."""
    transport = request.transport
    if transport is None:
        return
    connection: socket.socket | None = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def stored_file(world: World, name: str) -> web.Response:
    """A file's bytes by path or file_unique_id; 404 when unknown or dropped."""
    stored = world.files.by_name(name)
    if stored is None:
        return refused(NotFound("file not found"))
    headers = {
        "Content-Type": stored.mime_type,
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}",
        # What somebody sent must not run as a page of ours.
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
    }
    return web.Response(body=stored.data, headers=headers)

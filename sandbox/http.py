"""What the people's and the control handlers share: JSON answers, and refusals turned into them."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.acts import Refused
from sandbox.errors import ApiError
from sandbox.wire import dumps

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def answer(value: Any, status: int = 200) -> web.Response:
    return text_answer(dumps(value), status)


def text_answer(text: str, status: int = 200) -> web.Response:
    """An answer whose JSON text is already there."""
    return web.Response(
        body=text.encode(), status=status, content_type="application/json", headers={"Cache-Control": "no-store"}
    )


def guarded(handler: Handler) -> Handler:
    """The same handler, whose refusals become answers `{"error": …}`."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except Refused as refusal:
            return answer(refusal.facts, refusal.status)
        except ApiError as error:
            return answer({"error": error.description}, error.code)
        except (ValueError, TypeError) as error:
            return answer({"error": f"cannot read this: {error}"}, 400)

    return handle

"""What the Bot API refuses, with Telegram's codes and words.

ApiError
├── BadRequest       400  the call is wrong; calling again will not help
├── Unauthorized     401  not this sandbox's token
├── Forbidden        403  the person does not want, or never wrote to, the bot
├── NotFound         404  no such method
├── Conflict         409  two ways of receiving updates at once
└── TooManyRequests  429  too fast; `retry_after` seconds
"""

from sandbox.wire import JSON, dumps


class ApiError(Exception):
    """A refusal as the Bot API words it: `code`, `description` and, for some, `parameters`."""

    code = 500
    prefix = "Internal Server Error"

    def __init__(self, detail: str = "") -> None:
        self.description = f"{self.prefix}: {detail}" if detail else self.prefix
        super().__init__(self.description)

    @property
    def parameters(self) -> JSON:
        return {}

    def body(self) -> bytes:
        """The answer's body."""
        answer: JSON = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return dumps(answer).encode()


class BadRequest(ApiError):
    code, prefix = 400, "Bad Request"


class Unauthorized(ApiError):
    code, prefix = 401, "Unauthorized"


class Forbidden(ApiError):
    code, prefix = 403, "Forbidden"


class NotFound(ApiError):
    code, prefix = 404, "Not Found"


class Conflict(ApiError):
    code, prefix = 409, "Conflict"


class BadGateway(ApiError):
    code, prefix = 502, "Bad Gateway"


class TooManyRequests(ApiError):
    code, prefix = 429, "Too Many Requests"

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__()
        self.description = f"{self.prefix}: retry after {retry_after}"

    @property
    def parameters(self) -> JSON:
        return {"retry_after": self.retry_after}

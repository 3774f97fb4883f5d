"""What stands behind a button: short, signed, bound to its chat (≤ 64 bytes, Telegram's limit for callback data)."""

import base64
import hmac
from dataclasses import dataclass, field
from hashlib import sha256

from bot.domain.errors import ForgedPayload
from bot.domain.messages import Choice

MOST_BYTES = 64
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Signer:
    """Seals and opens button data. The key comes from the bot's token, so that no further secret must be kept."""

    key: bytes
    # Keyed once: a copy of it for each seal, which never lets go of the interpreter as the one-shot call does.
    _keyed: hmac.HMAC = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_keyed", hmac.new(self.key, digestmod=sha256))

    @classmethod
    def for_token(cls, token: str) -> "Signer":
        """The signer of the bot that holds `token`."""
        return cls(hmac.digest(token.encode(), b"chuishao buttons 1", "sha256"))

    def seal(self, choice: Choice, chat: str) -> str:
        """「what:which:version:seal」. Raises `ValueError` where it would not fit into 64 bytes."""
        body = f"{choice.what}:{choice.which}:{_base36(choice.version)}"
        data = f"{body}:{self._mac(body, chat)}"
        if len(data.encode()) > MOST_BYTES:
            raise ValueError(f"button data of {choice.what!r} is longer than {MOST_BYTES} bytes")
        return data

    def open(self, data: str, chat: str) -> tuple[str, str, int]:
        """(what, which, version) as sealed for `chat`. Raises `ForgedPayload` for anything else."""
        body, _, seal = data.rpartition(":")
        if not hmac.compare_digest(self._mac(body, chat).encode(), seal.encode()):
            raise ForgedPayload("button data that is not ours")
        what, which, version = body.split(":")
        return what, which, int(version, 36)

    def _mac(self, body: str, chat: str) -> str:
        # 48 bits: a guess succeeds once in 2.8e14 tries, and each try is a request to the platform.
        whole = self._keyed.copy()
        whole.update(f"{chat}\n{body}".encode())
        return base64.urlsafe_b64encode(whole.digest()[:6]).decode()


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"

"""What must never stand in a log, and how it is taken out: tokens, telephone numbers, identity cards, e-mail, words.

Nothing of ours is logged in Chinese, so whatever is Chinese was written by a person: it goes, with the digits that
stand against it (a door, a building). Too much taken out is an inconvenience, too little a breach.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

PERSONAL_KEYS = frozenset(
    {"text", "words", "raw", "body", "caption", "title", "name", "first_name", "last_name", "full_name", "username"}
    | {"phone", "phone_number", "contact", "email", "token", "secret", "password"}
)
"""Facts of these names are never written, whatever they hold."""

LONGEST = 20_000
SHORT = 10**10  # a mobile number has eleven digits, an account of the platform has ten

_CHINESE = r"\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_ESCAPED = r"(?:\\+u[0-9a-f]{4}|\\+U[0-9a-f]{8})+|(?:\\+x[0-9a-f]{2}|%[0-9a-f]{2}){2,}"
_SHOWN = "|".join(sorted(PERSONAL_KEYS - {"name", "contact"} | {"input_value"}))

_TOKEN = re.compile(r"\d+(?::|%3A)[\w-]{30,}", re.IGNORECASE)
_E_MAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}")
# GB 11643: six digits of the area, eight of the birthday, three of a serial, a check digit; fifteen before 1999.
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}[ -]?\d{8}[ -]?\d{3}[\dXx](?!\d)|(?<!\d)[1-9]\d{14}(?!\d)")
_PHONE = re.compile(
    r"(?<!\d)(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"
    r"|(?<!\d)(?<!\d\.)\(?0\d{2,3}\)?[ -]?\d{3,4}[ -]?\d{4}(?!\d)"
    r"|\+\d[\d ()-]{6,18}\d"
)
_MANY_DIGITS = re.compile(r"\d[\d ()-]{6}")
_CHINESE_RUN = re.compile(rf"[0-9A-Za-z#-]{{0,12}}[{_CHINESE}][\w{_CHINESE}#-]*")
_ESCAPED_RUN = re.compile(_ESCAPED, re.IGNORECASE)
_SHOWN_FACT = re.compile(
    rf"(\b(?:{_SHOWN})\\*['\"]?\s?[=:]\s?)(\\*['\"])(?:(?!\2)(?:\\.|.))*(?:\2|$)", re.IGNORECASE | re.DOTALL
)


class Redactor:
    """Takes personal data and secrets out of text. `hidden` are secrets known by value, of whatever shape."""

    def __init__(self, hidden: Iterable[str] = ()) -> None:
        shapes = {shape for secret in hidden for shape in (secret, quote(secret, safe="")) if shape}
        self._hidden = re.compile("|".join(map(re.escape, sorted(shapes, key=len, reverse=True)))) if shapes else None

    def __call__(self, text: str) -> str:
        """`text` with a mark in place of everything that must not be read, cut after 20,000 characters."""
        if len(text) > LONGEST:
            text = f"{text[:LONGEST]}…"
        if self._hidden:
            text = self._hidden.sub("[secret]", text)
        if "'" in text or '"' in text:
            text = _SHOWN_FACT.sub(r"\1\2[personal]\2", text)
        if not text.isascii():
            text = _CHINESE_RUN.sub("[words]", text)
        if "\\" in text or "%" in text:
            text = _ESCAPED_RUN.sub("[words]", text)
        if "@" in text:
            text = _E_MAIL.sub("[e-mail]", text)
        return _numbers_out(text)

    def value(self, value: Any) -> Any:
        """A value of a log line: truths and numbers too short for a telephone's stay, all else is redacted text."""
        if value is None or isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < SHORT):
            return value
        if isinstance(value, str):
            return self(value)
        written = _written(value)
        redacted = self(written)
        return value if isinstance(value, int) and redacted == written else redacted


def _numbers_out(text: str) -> str:
    if ":" in text or "%" in text:
        text = _TOKEN.sub("[secret]", text)
    if _MANY_DIGITS.search(text):
        text = _PHONE.sub("[phone]", _IDENTITY.sub("[identity]", text))
    return text


def _written(value: object) -> str:
    try:
        return repr(value)
    except Exception as error:  # noqa: BLE001  # whatever a foreign object raises when it describes itself
        return f"[{type(value).__name__} without a description: {type(error).__name__}]"

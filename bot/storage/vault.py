"""Sealing what is personal: AES-256-GCM under keys that the store never sees; blind indices to look sealed values up.

A sealed value is text, `~key~base64(nonce, ciphertext, tag)`, bound to its table, column and row: moved elsewhere it
does not open. Nothing sealed is nothing: "" stays "" (ADR 32).
"""

import base64
import hmac
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.domain.errors import BadConfiguration, WrongKey

VARIABLE = "CHUISHAO_FIELD_KEYS"
HOW = f"{VARIABLE}=… in the environment, printed by `python -m bot keys new`"
KEY_BYTES = 32
NONCE_BYTES = 12  # random: one key is good for 2^32 values (NIST SP 800-38D, 8.3)
INDEX_BYTES = 12  # 13,000 numbers meet by chance once in 10^21; whoever looks one up compares the number itself
_SEALED = re.compile(r"~[a-z0-9-]{1,32}~[A-Za-z0-9+/]{38,}={0,2}")
_KEY = re.compile(r"([a-z0-9-]{1,32}):([A-Za-z0-9+/_-]{43}=?)")


@dataclass(frozen=True, slots=True)
class Field:
    """A column whose values are sealed; `row` names the column by which its rows are known.

    `index`: the column for a blind index, empty where nothing looks this one up.
    """

    table: str
    column: str
    row: str
    index: str = ""

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"


@dataclass(frozen=True, slots=True)
class _Key:
    """One key, ready for use: never written out."""

    name: str
    cipher: AESGCM
    index: bytes

    def __repr__(self) -> str:
        return f"_Key({self.name!r})"


class Vault:
    """Seals under its first key and opens under all of them. One without keys refuses both with `BadConfiguration`."""

    def __init__(self, keys: Iterable[tuple[str, bytes]] = ()) -> None:
        self._keys = {name: _Key(name, AESGCM(secret), _index_key(secret)) for name, secret in keys}

    @classmethod
    def of(cls, written: str) -> "Vault":
        """The vault of `id:base64,id:base64`. Raises `BadConfiguration` that names the variable, never its value."""
        parts = [part.strip() for part in written.split(",") if part.strip()]
        if not parts:
            raise BadConfiguration(f"{VARIABLE} is not set, and names and numbers are kept sealed: put {HOW}")
        keys = dict(map(_read, parts))
        if len(keys) < len(parts):
            raise BadConfiguration(f"{VARIABLE} names a key twice")
        return cls(keys.items())

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of the keys; the first one seals."""
        return tuple(self._keys)

    @property
    def mark(self) -> str:
        """How a value begins that the first key sealed."""
        return mark_of(self._first().name)

    def seal(self, field: Field, row: str, plain: str) -> str:
        """`plain` so that only this field of this row opens it; "" stays ""."""
        if not plain:
            return ""
        key, nonce = self._first(), os.urandom(NONCE_BYTES)
        sealed = nonce + key.cipher.encrypt(nonce, plain.encode(), _bound_to(field, row))
        return mark_of(key.name) + base64.b64encode(sealed).decode()

    def open(self, field: Field, row: str, sealed: str) -> str:
        """What was sealed. Raises `WrongKey` where it was not sealed for this field of this row by a key of ours."""
        if not sealed:
            return ""
        key = self._key_of(field, sealed)
        try:
            raw = base64.b64decode(sealed[len(key.name) + 2 :])
            return key.cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound_to(field, row)).decode()
        except (InvalidTag, ValueError):
            raise WrongKey(f"{field} holds a value that the key {key.name!r} does not open") from None

    def index(self, plain: str) -> str:
        """The blind index of `plain` under the first key; "" stays ""."""
        return _blind(self._first().index, plain) if plain else ""

    def indices(self, plain: str) -> tuple[str, ...]:
        """The blind indices of `plain` under each key: until a rotation is over, a row has one of these."""
        self._first()
        return tuple(_blind(key.index, plain) for key in self._keys.values())

    def _key_of(self, field: Field, sealed: str) -> _Key:
        self._first()
        if not is_sealed(sealed):
            raise WrongKey(f"{field} holds a value that nobody sealed")
        name = sealed[1 : sealed.index("~", 1)]
        if name not in self._keys:
            raise WrongKey(f"{field} holds a value of the key {name!r}, which {VARIABLE} does not name")
        return self._keys[name]

    def _first(self) -> _Key:
        for key in self._keys.values():
            return key
        raise BadConfiguration(f"{VARIABLE} is not set, and this needs what is kept sealed: put {HOW}")


def is_sealed(value: str) -> bool:
    """Whether `value` has the shape of something sealed."""
    return _SEALED.fullmatch(value) is not None


def mark_of(name: str) -> str:
    """How a value begins that the key `name` sealed."""
    return f"~{name}~"


def new_key() -> str:
    """A fresh key as the variable holds it, with an id that no other has: `k1f3a:…`."""
    return f"k{secrets.token_hex(3)}:{base64.b64encode(os.urandom(KEY_BYTES)).decode()}"


def _read(part: str) -> tuple[str, bytes]:
    found = _KEY.fullmatch(part)
    if not found:
        raise BadConfiguration(f"{VARIABLE} must be id:key, or several with commas between; a key is 32 bytes, base64")
    return found[1], base64.urlsafe_b64decode(found[2].rstrip("=").replace("+", "-").replace("/", "_") + "=")


def _bound_to(field: Field, row: str) -> bytes:
    return f"{field.table}\0{field.column}\0{row}".encode()


def _index_key(secret: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"chuishao blind index").derive(secret)


def _blind(key: bytes, plain: str) -> str:
    return base64.urlsafe_b64encode(hmac.digest(key, plain.encode(), "sha256")[:INDEX_BYTES]).decode()


LOCKED = Vault()
"""For whoever reads and writes nothing that is sealed."""

"""Identifiers that cannot be guessed, and numbers that can be read out over the telephone."""

import secrets
from datetime import datetime

from bot.domain.clock import SHANGHAI

# Crockford's base 32: no I, L, O, U, so that nothing is mistaken for something else.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(length: int = 13) -> str:
    """A random identifier of `length` characters, 5 bits each (13: 65 bits, more than anybody guesses)."""
    bits = secrets.randbits(5 * length)
    return "".join(ALPHABET[(bits >> (5 * i)) & 31] for i in range(length))


def ticket_number(day: datetime, serial: int) -> str:
    """The number a person reads: month and day in Shanghai, then the serial of that day (「1122-007」)."""
    return f"{day.astimezone(SHANGHAI):%m%d}-{serial:03d}"

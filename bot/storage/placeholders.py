"""`?` in order, as SQLite takes them, to `$1`, `$2`, … as PostgreSQL does."""

import re
from functools import lru_cache
from itertools import count

# A literal or a quoted name is passed over whole; what is left of `?` are places.
_PIECE = re.compile(r"""'(?:[^']|'')*'|"[^"]*"|\?""")


@lru_cache(maxsize=4096)
def numbered(sql: str) -> str:
    """The same statement with its places numbered."""
    number = count(1)
    return _PIECE.sub(lambda piece: f"${next(number)}" if piece[0] == "?" else piece[0], sql)

"""What Telegram finds in plain text by itself: commands, links, mentions, tags. Offsets count UTF-16 units."""

import re

from sandbox.wire import JSON

_FOUND = re.compile(
    r"(?P<url>https?://[^\s，。；！？、《》（）]+|(?<![\w.@-])(?:[\w-]+\.)+(?:com|cn|org|net|gov|edu|info|me|io)\b(?:/[^\s，。；！？、]*)?)"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31}(?!\w))"
    r"|(?P<hashtag>(?<!\w)#\w+)"
)
_SIGNS = frozenset("/@#.")


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def found_in(text: str) -> list[JSON]:
    """The entities of a text, in order."""
    if _SIGNS.isdisjoint(text):
        return []
    return [
        {"offset": units(text[: match.start()]), "length": units(match.group()), "type": match.lastgroup}
        for match in _FOUND.finditer(text)
    ]

"""On which line of a TOML text a key stands. The standard library's reader does not say."""

import re
from collections import Counter
from collections.abc import Mapping

from bot.config.problems import Loc

_LINE = re.compile(
    r"\s*(?:(?P<open>\[{1,2})\s*(?P<table>[\w.-]+)\s*\]|(?P<quote>[\"']?)(?P<key>[\w.-]+)(?P=quote)\s*=)"
)


def lines_of(text: str) -> dict[Loc, int]:
    """The line, counted from 1, of every table header and key; `[[x]]` tables are counted from 1 as well."""
    lines: dict[Loc, int] = {}
    entries: Counter[Loc] = Counter()
    table: Loc = ()
    for number, line in enumerate(text.split("\n"), 1):
        if not (found := _LINE.match(line)):
            continue
        if key := found["key"]:
            lines.setdefault((*table, *key.split(".")), number)
        else:
            table = tuple(found["table"].split("."))
            lines.setdefault(table, number)
            if found["open"] == "[[":
                entries[table] += 1
                table = (*table, entries[table])
                lines[table] = number
    return lines


def line_of(lines: Mapping[Loc, int], loc: Loc) -> int:
    """The line of `loc`, else of the nearest thing around it that has one; 0 where nothing has."""
    around = (lines.get(loc[:length]) for length in range(len(loc), 0, -1))
    return next((line for line in around if line), 0)

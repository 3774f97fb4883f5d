"""How urgent a sentence is. By rules only, because a rule can be read, argued about and mended the same day.

    [danger."着火"]
    signs = ["着火", "电动车…冒烟|起火"]
    unless = ["心里着火"]

    [urgent]
    signs = ["爆管"]
    unless = []

    [calm]                        # phrases in whose clause nothing is danger or urgent: drills, questions, past events
    unless = ["演练"]

A sign does not count when its clause denies it (没有, 没, 未 before it), when the clause holds an `unless` of the same
table, or one of `calm`.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from classifier.phrases import Found
from classifier.tables import Table
from classifier.verdict import Urgency

CALM: Final = ""
URGENT: Final = "urgent"
CLAUSE_END: Final = re.compile(r"[,。;!?，；！？\n]")
DENIED: Final = re.compile(r"(没有|没|未|并未|不会|无)(人|再|发生)?$")


class Sign(NamedTuple):
    """Whose phrase it is (a kind of danger, `URGENT`, or `CALM`) and whether it speaks against."""

    kind: str
    unless: bool


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a sentence raised: the urgency, the kind of danger where there is one, the words."""

    urgency: Urgency
    kind: str | None
    because: tuple[str, ...]


QUIET: Final = Alarm(Urgency.NORMAL, None, ())


def raised(text: str, found: Iterable[Found[object]]) -> Alarm:
    """The most urgent thing that `text` says, in which these phrases were `found`."""
    signs = [(start, end, parts, sign) for start, end, parts, sign in found if isinstance(sign, Sign)]
    if all(sign.unless for _, _, _, sign in signs):
        return QUIET
    ends = [end.start() for end in CLAUSE_END.finditer(text)]
    soothing = {(bisect(ends, at), sign.kind) for at, _, _, sign in signs if sign.unless}
    alarms: dict[str, list[str]] = {}
    for start, end, parts, sign in signs:
        clauses = range(bisect(ends, start), bisect(ends, end - 1) + 1)
        calm = any((clause, kind) in soothing for clause in clauses for kind in (CALM, sign.kind))
        if not sign.unless and not calm and not DENIED.search(text, max(0, start - 4), start):
            alarms.setdefault(sign.kind, []).append("…".join(parts))
    return _worst(alarms)


def _worst(raised: dict[str, list[str]]) -> Alarm:
    for kind, words in raised.items():
        if kind != URGENT:
            return Alarm(Urgency.DANGER, kind, tuple(dict.fromkeys(words)))
    if raised:
        return Alarm(Urgency.URGENT, None, tuple(dict.fromkeys(raised[URGENT])))
    return QUIET


def read(path: Path) -> Iterator[tuple[str, Sign]]:
    """The rules in `path`; refuses (`BrokenData`) unknown tables and keys and what is no phrase."""
    table = Table(path)
    kinds = dict(table.content.pop("danger", {}))
    kinds[URGENT] = table.content.pop("urgent", {})
    kinds[CALM] = table.content.pop("calm", {})
    for unknown in table.content:
        table.refuse(f"[{unknown}", f"unknown table «{unknown}»")
    for kind, lists in kinds.items():
        for key, phrases in lists.items():
            if key not in ("signs", "unless"):
                table.refuse(f"{key} =", f"unknown key «{key}»", kind)
            for phrase in table.phrases(phrases, key, kind):
                yield phrase, Sign(kind, unless=key == "unless")

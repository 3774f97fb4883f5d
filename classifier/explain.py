"""The whole way from a sentence to its verdict, as a table that a dispatcher can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from unicodedata import east_asian_width

from classifier.model import Account, Said
from classifier.verdict import CATEGORIES, POSITION

CATEGORIES_SHOWN: Final = 3
WORDS_SHOWN: Final = 15
WORD: Final = 18
CELL: Final = 20


def explained(account: Account, ask_below: float) -> str:
    """Words and what each adds to the likeliest categories, the sum, the probability, urgency, whether to ask."""
    verdict = account.verdict
    shown = [POSITION[category] for category, _ in verdict.ranked[:CATEGORIES_SHOWN]]
    asks = verdict.confidence < ask_below
    lines = [
        f"read as      {account.plain}",
        *(f"set aside    {clause}" for clause in account.aside),
        "",
        *_table(account, shown),
        "",
        f"category     {verdict.category}, {verdict.confidence:.1%} sure",
        f"ask          {'yes: below' if asks else 'no: not below'} {ask_below:.1%}",
        f"urgency      {verdict.urgency}{f' ({verdict.danger_kind})' if verdict.danger_kind else ''}"
        f"{''.join(f' «{word}»' for word in verdict.urgency_because)}",
    ]
    return "\n".join(lines)


def _table(account: Account, shown: Sequence[int]) -> Iterator[str]:
    yield _line("word", "from", *(CATEGORIES[at] for at in shown))
    told = sorted(account.said, key=lambda said: -max(abs(said.row[at]) for at in shown))
    whole = [sum(max(0.0, said.row[at]) for said in told) for at in shown]
    for said in told[:WORDS_SHOWN]:
        yield _line(said.word, said.source, *(_cell(said, at, all_) for at, all_ in zip(shown, whole, strict=True)))
    if rest := told[WORDS_SHOWN:]:
        yield _line(f"{len(rest)} more", "", *(f"{sum(said.row[at] for said in rest):+.2f}" for at in shown))
    yield _line("base rate", "", *(f"{account.base[at]:+.2f}" for at in shown))
    sums = [account.base[at] + sum(said.row[at] for said in told) for at in shown]
    yield _line("sum", "", *(f"{value:+.2f}" for value in sums))
    chances = dict(account.verdict.ranked)
    yield _line("probability", f"÷ {account.heat:.2f}", *(f"{chances[CATEGORIES[at]]:.1%}" for at in shown))


def _cell(said: Said, at: int, whole: float) -> str:
    """What a word adds and its share in all that speaks for the category."""
    value = said.row[at]
    if not value:
        return "·"
    return f"{value:+.2f} {value / whole:4.0%}" if value > 0 else f"{value:+.2f}"


def _line(word: str, source: str, *cells: str) -> str:
    return "".join((_wide(word, WORD), _wide(source, 10), *(_wide(cell, CELL) for cell in cells))).rstrip()


def _wide(text: str, columns: int) -> str:
    """`text` filled up to so many columns; a Chinese character takes two."""
    taken = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
    return text + " " * max(1, columns - taken)

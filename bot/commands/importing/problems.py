"""What is wrong with a file: each with its sheet, line and column, all of it at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# Of 100; of two characters one is enough.
LIKE_ENOUGH = 50


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`line` 0: the sheet as a whole; an empty `column`: the line as a whole."""

    sheet: str
    line: int
    column: str
    said: str


@dataclass(frozen=True, slots=True)
class Problems:
    """All that is wrong with a file. Of one cell only what was found first: the rest follows from it.

    Listed sheet by sheet in the order in which they were first asked for: that of the file; then by line and column.
    """

    _found: dict[tuple[str, int, str], Problem] = field(default_factory=dict)
    _sheets: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found.values(), key=lambda problem: (self._sheets.index(problem.sheet), problem)))

    def __len__(self) -> int:
        return len(self._found)

    def add(self, problem: Problem) -> None:
        """One more, unless something is wrong with this cell already."""
        self._found.setdefault((problem.sheet, problem.line, problem.column or problem.said), problem)

    def again(self) -> "Problems":
        """The same so far, for a unit of work: it may run several times, and each adds to its own."""
        return Problems(dict(self._found), list(self._sheets))

    def of(self, sheet: str) -> "Report":
        """Where a sheet's go."""
        if sheet not in self._sheets:
            self._sheets.append(sheet)
        return Report(sheet, self)


@dataclass(frozen=True, slots=True)
class Report:
    """The problems of one sheet."""

    sheet: str
    into: Problems

    def add(self, line: int, column: str, said: str) -> None:
        """This is wrong there."""
        self.into.add(Problem(self.sheet, line, column, said))


def nearest(written: str, choices: Iterable[str], like: int = LIKE_ENOUGH) -> str:
    """Of `choices` the one that was probably meant; empty where none is so much `like` it (of 100)."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where something is wrong

    found = process.extractOne(written, list(choices), scorer=fuzz.ratio, score_cutoff=like)
    return str(found[0]) if found else ""

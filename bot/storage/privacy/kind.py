"""What is said of a table: whose its rows are, which words stand in it, and what becomes of both when somebody goes."""

from dataclasses import dataclass, field
from enum import StrEnum

# Why something goes, or stays.
THEIRS = "it is about them alone"
RECORD = "the branch's record of what was done; it stays without the person"
FIGURES = "figures and points must add up"


class Fate(StrEnum):
    """What becomes of a row or a column when the person is deleted.

    `DELETED`: the row goes. `PASSED`: it stays, under a new number behind which there is nobody. `EMPTIED`: the place
    is empty. `KEPT`: it stays as it is.
    """

    DELETED = "deleted"
    PASSED = "kept without the person"
    EMPTIED = "emptied"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Words:
    """A column with what somebody wrote, or with what tells who they are.

    `by`: the column that says whose words they are. `when`: an SQL condition, where only some of them are. `masked`:
    they may stay without numbers, names and doors, where the person prefers that.
    """

    column: str
    by: str
    when: str = ""
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A table. The columns that hold no text are numbers and times, which say nothing without the rest.

    `own`: the column that says whose row it is ("": nobody's), and `fate` what becomes of such a row. `others`: further
    columns with somebody's id, who did something about it. `words`: what is emptied, or masked. `office`: text that was
    written in office, or about no person, and stays. `codes`: everything else that is text. `apart`: columns that only
    functions of their own table touch. `kept`: the rules of [retention] that end it.
    """

    table: str
    what: str
    why: str
    own: str = ""
    fate: Fate = Fate.KEPT
    others: dict[str, Fate] = field(default_factory=dict)
    words: tuple[Words, ...] = ()
    office: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """Every column of which something is said."""
        named = (*self.others, *(one.column for one in self.words), *self.office, *self.codes, *self.apart)
        return frozenset(filter(None, (self.own, *named)))

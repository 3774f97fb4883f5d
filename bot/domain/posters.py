"""What hangs on a wall, worded already: `bot/texts/` writes these, `bot/files/` makes them print-ready."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Poster:
    """An A4 sheet for a compound. `contacts`: what they are, who, which number; `numbers`: whose, which.

    `estates`: the names that it had before it was merged from several.
    """

    link: str
    place: str
    title: str
    purpose: str
    call: str
    how: str
    contacts: tuple[tuple[str, str, str], ...]
    warning: str
    further: str = ""
    estates: str = ""


@dataclass(frozen=True, slots=True)
class Sticker:
    """An A6 label for a building; four of them make an A4 sheet."""

    link: str
    compound: str
    building: str
    call: str
    contact: str
    warning: str


Printed: TypeAlias = Poster | tuple[Sticker, ...]


@dataclass(frozen=True, slots=True)
class Print:
    """A file to be made: a poster, or a page of four for each sticker."""

    name: str
    what: Printed

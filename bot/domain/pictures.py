"""A picture that came as a file: what it was when it was taken in, what is wrong with it, what its copy is made of."""

from dataclasses import dataclass
from enum import StrEnum


class Flaw(StrEnum):
    """Why nobody is shown it."""

    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_THIN = "too_thin"
    OTHER_KIND = "other_kind"
    BROKEN = "broken"
    GONE = "gone"


class PictureState(StrEnum):
    """`waiting`: to be looked at; `clean`: there is a copy; `refused`: there will be none."""

    WAITING = "waiting"
    CLEAN = "clean"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file by its unique id at the platform; `size` in bytes as the platform said (0: it did not), `at` in ms."""

    unique_id: str
    channel: str
    file_id: str
    size: int
    person_id: str
    state: PictureState
    at: int


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes as they came; `most_pixels` that may be unpacked, and the `longest` side of the copy."""

    content: bytes
    most_pixels: int
    longest: int

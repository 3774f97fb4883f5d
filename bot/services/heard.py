"""A name, or what somebody typed for one, in the forms in which the two are compared."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.services.sounds import blurred, initials, readings, sound_of

# What a name may do without: who says 翠湖小区 may mean 翠湖苑.
_ENDINGS = ("花园", "家园", "新村", "新苑", "雅苑", "嘉苑", "公寓", "宿舍", "家属院", "家属区", *"苑园院里居府庭城村湾")
_XIAOQU = "xiaoqu"


@dataclass(frozen=True, slots=True)
class Heard:
    """`plain` is what was written, without 小区; `core` without the ending that many names share; the sounds are
    blurred pinyin; `signs` are those of the name in any order."""

    plain: str
    core: str
    sound: str
    core_sound: str
    signs: str
    initials: str
    syllables: tuple[str, ...]


def plain_of(written: str) -> str:
    """Letters, digits and Chinese signs alone, in half width and lower case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", written).casefold()))


def hear(plain: str) -> Iterator[Heard]:
    """The forms of a name that is not empty, once for each way to read it, the usual one first."""
    bare = plain.removesuffix("小区") or plain
    core = _core(bare)
    ending = sound_of(bare.removeprefix(core))
    for read in readings(bare):
        syllables = tuple(map(blurred, read))
        sound = "".join(syllables)
        sound = sound.removesuffix(_XIAOQU) or sound
        yield Heard(bare, core, sound, sound.removesuffix(ending), "".join(sorted(bare)), initials(read), syllables)


def _core(bare: str) -> str:
    """As long as two signs remain."""
    ending = next((end for end in _ENDINGS if bare.endswith(end) and len(bare) >= len(end) + 2), "")
    return bare.removesuffix(ending)

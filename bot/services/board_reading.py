"""What is written for 公示, read: a name, a number, or that nothing is to be published yet."""

import re
import unicodedata

from bot.services.phones import is_dialable, mobile_of, read_phone
from bot.texts import board as say
from bot.texts.buttons import is_button
from bot.texts.talk import TITLES

# 110, 12345: what is longer and begins with 1 is a mobile.
LONGEST_HOTLINE = 6
END = "。！!."
# 「别」 is a surname too: they write the number beside the name.
WAIT = ("不", "别", "先", "等", "再", "暂")
_LABELS = frozenset({say.BACK_TO_BOARD, say.KEEP, say.CANCEL, *map(say.title, TITLES)})
_NUMBER = re.compile(r"\+?\d(?:[\d\s\-()转]*\d)?")
_BETWEEN = re.compile(r"(?:姓名|联系电话|电话|手机号?|号码)[\s:]*|[\s:,，、;；]+")
_NAME = re.compile(rf"[^\W\d_](?:[^\W\d_]|[·() ]){{0,{say.LONGEST_NAME - 1}}}")
# Nobody's own number, and nobody is to ring them for a branch.
EMERGENCIES = frozenset({"110", "119", "120", "122"})


def read_entry(words: str) -> tuple[str, str | None]:
    """The name in `words` ("" for none to be read) and the number ("" for none, None for one that nobody can dial)."""
    plain = unicodedata.normalize("NFKC", words)
    numbers = _NUMBER.findall(plain)
    name = _BETWEEN.sub(" ", _NUMBER.sub(" ", plain)).strip()
    name = " ".join(name.split())
    phone = read_number(numbers[0]) if len(numbers) == 1 else "" if not numbers else None
    return name if _NAME.fullmatch(name) else "", phone


def read_number(written: str) -> str | None:
    """A number as one dials it; None for what cannot be one, also a mobile with a digit too few or too many."""
    digits = "".join(mark for mark in written if mark.isdigit())
    is_mobile = digits.startswith("1") and len(digits) > LONGEST_HOTLINE
    if digits in EMERGENCIES or not is_dialable(written) or (is_mobile and not mobile_of(written)):
        return None
    return read_phone(written) or written


def is_no_name(words: str) -> bool:
    """Whether it stands on a button, or says that they wait: 「改电话」, 「书记」, 「先不发」."""
    bare = words.rstrip(END)
    return is_button(bare) or bare in _LABELS or bare.startswith(WAIT)

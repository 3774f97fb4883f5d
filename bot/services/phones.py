"""Telephone numbers as people write them."""

import re

from bot.domain.dialled import as_digits, dialled_in

# Something that looks like a number at all: nobody waits for the library to read a sentence.
_DIGITS = re.compile(r"(?:\+?\d[\s\-()（）]?){7,15}")
REGION = "CN"
# A number stands in its first words; to look for one in a whole page of digits takes the library a fifth of a second.
LONGEST = 200


def read_phone(written: str) -> str:
    """The first Chinese number in `written`, as one dials it (「139 0000 0000」); empty where there is none."""
    written = written[:LONGEST]
    if not _DIGITS.search(written):
        return ""
    import phonenumbers  # noqa: PLC0415 - 40 ms and 3 MB that most starts and most messages never need

    for found in phonenumbers.PhoneNumberMatcher(written, REGION, leniency=phonenumbers.Leniency.POSSIBLE):
        if phonenumbers.is_valid_number(found.number):
            return phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return ""


def shows_phone(written: str) -> bool:
    """Whether a number to call stands in `written`, wherever it does."""
    return bool(dialled_in(written))


def first_dialled(written: str) -> str:
    """The first number in `written`, also one of which the library knows no area; empty where there is none."""
    return next((_as_dialled(written[begin:end]) for begin, end in dialled_in(written)), "")


def without_phones(written: str, instead: str) -> str:
    """`written` with `instead` in the place of each number, and nothing else changed."""
    for begin, end in reversed(dialled_in(written)):
        written = f"{written[:begin]}{instead}{written[end:]}"
    return written


def _as_dialled(number: str) -> str:
    digits = as_digits(number)
    abroad = digits.startswith("+") and not digits.startswith("+86")
    return digits if abroad else read_phone(digits) or digits


def mobile_of(written: str) -> str:
    """The mobile number that `written` is and nothing else, as «+8613900000000»; empty where it is none."""
    import phonenumbers  # noqa: PLC0415 - as above

    try:
        number = phonenumbers.parse(written[:LONGEST], REGION)
    except phonenumbers.NumberParseException:
        return ""
    mobile = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}
    if phonenumbers.number_type(number) not in mobile:  # what is not valid has no type
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def is_dialable(written: str) -> bool:
    """Whether `written` can be a number to call: a mobile, a landline with or without its area code, 12345."""
    digits = "".join(mark for mark in written if mark.isdigit())
    return bool(re.fullmatch(r"\+?[\d\s\-()（）转]+", written)) and 3 <= len(digits) <= 18


def as_dialled(e164: str) -> str:
    """«+8613900000000» as one dials it at home: 13900000000; a foreign number stays as it is."""
    return e164.removeprefix("+86")

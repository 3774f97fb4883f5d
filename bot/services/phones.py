"""Telephone numbers as people write them."""

import re

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

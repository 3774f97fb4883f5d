"""Where a telephone number stands in a sentence: by what people dial, not by which numbers were ever given out.

Too much pointed out is one line more on a card, too little is somebody's number before many eyes: an area code that
nobody knows counts too. Houses, dates, prices, ticket numbers, 110 and 12345 do not.
"""

import re

# As much as one report may have (`report.max_words` goes no higher): a longer text is read so far.
MOST = 4000
# Half width, one sign for one, so that a span fits what was written.
_HALF = str.maketrans("０１２３４５６７８９＋－—–‐‑−（）．　\u00a0\t", "0123456789+------().   ")
_SPOKEN = str.maketrans("〇零一二三四五六七八九幺两.", "0012345678912-")
_SAID = "〇零一二三四五六七八九幺两"
_DIALLED = re.compile(
    rf"""
      \+[1-9]\d{{0,2}}(?:[ .\-()]{{0,2}}\d){{7,13}}(?!\d)              # with the code of a country
    | (?<!\d)(?:(?:00)?86[ \-]?)?(?:
        1[3-9]\d(?:[ .\-]{{0,2}}\d){{8}}                               # a mobile, set apart as one likes
      | 1(?P<apart>[ \-])[3-9](?:(?P=apart)\d){{9}}                    # and sign by sign
      | \(?0[1-9]\d{{1,2}}\)?[ \-]{{0,3}}\d{{3,4}}[ \-]?\d{{4}}          # an area code and a landline
        (?:[ ]?(?:转|-)[ ]?\d{{1,5}}(?![ .\-]{{0,2}}\d))?
      )(?!\d)
    | (?<!\d)(?:00)?86[ \-]?[1-9]\d{{1,2}}[ \-]\d{{7,8}}(?!\d)           # the same from abroad
    | (?<!\d)[48]00(?:\d{{7}}|-(?:\d{{3}}-?\d{{4}}|\d{{4}}-?\d{{3}})|\d-\d{{3}}-\d{{3}})(?!\d)  # 400; not three sums
    | (?<![{_SAID}])[一幺][三四五六七八九][{_SAID}]{{9}}(?![{_SAID}])  # a mobile as it is spoken
    """,
    re.VERBOSE,
)
# A landline without its area code is one only where it is said to be.
_LOCAL = re.compile(r"(?:电话|手机|座机|号码|打|拨)号?[了给是为: ：，,]{0,2}(\d{7,8}|\d{3,4}[ \-]\d{4})(?!\d)")


def dialled_in(written: str) -> list[tuple[int, int]]:
    """Where the numbers begin and end in the first `MOST` characters of `written`, in their order."""
    plain = written[:MOST].translate(_HALF)
    found = [one.span() for one in _DIALLED.finditer(plain)]
    local = (one.span(1) for one in _LOCAL.finditer(plain))
    return sorted([*found, *(span for span in local if not any(_meet(span, other) for other in found))])


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def as_digits(number: str) -> str:
    """A number found so, in half width and digits: 「一三八…」 → 「138…」."""
    return number.translate(_HALF).translate(_SPOKEN).strip()

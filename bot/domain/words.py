"""What a person typed, without what nobody can see."""

import unicodedata

# Five times the longest message of any channel.
LONGEST = 20_000


def clean(typed: str) -> str:
    """`typed` without control, zero-width and bidirectional marks, trimmed; line breaks stay, empty lines go.

    Of what no app sends, the beginning (`LONGEST` characters).
    """
    visible = "".join(mark for mark in typed[:LONGEST].replace("\r", "\n") if mark == "\n" or not _is_invisible(mark))
    lines = [" ".join(line.split()) for line in visible.split("\n")]
    return "\n".join(line for line in lines if line)


def _is_invisible(mark: str) -> bool:
    # Cc control, Cf format (zero-width, bidirectional), Cs lone surrogates, Co private use, Cn unassigned
    return unicodedata.category(mark)[0] == "C"

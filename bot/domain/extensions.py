"""More time for a ticket (延期)."""

from enum import StrEnum


class ExtensionState(StrEnum):
    """What became of a request; dropped: the ticket had another deadline before anybody decided."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    DROPPED = "dropped"

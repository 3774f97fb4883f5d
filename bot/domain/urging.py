"""催一下."""

from enum import StrEnum


class Asked(StrEnum):
    """When whoever has a ticket is asked to hurry; before: they were, within the last day."""

    NOW = "now"
    MORNING = "morning"
    BEFORE = "before"

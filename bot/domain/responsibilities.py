"""What a post answers for (职责): written by the office, read by whoever holds such a post."""

from dataclasses import dataclass

from bot.domain.people import Role

# Characters; and the last place in the order.
LONGEST_AREA, LONGEST_WORDS, LAST = 12, 120, 999


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One of them, by the office's own `code`: of all who hold `role`, or of those in the department `unit_id` alone.

    The lesser `position` comes first.
    """

    code: str
    area: str
    words: str
    role: Role
    unit_id: str | None = None
    position: int = 0

"""What a button says, read in one place."""

from bot.domain.errors import ForgedPayload
from bot.services.turn import Turn


def pressed_which(turn: Turn) -> str:
    """The id on the button. Raises `ForgedPayload` where no button was pressed."""
    if turn.pressed is None:
        raise ForgedPayload("no button")
    return turn.pressed.which


def pressed_version(turn: Turn) -> int:
    """The version of the card on which the button stood. Raises `ForgedPayload` where no button was pressed."""
    if turn.pressed is None:
        raise ForgedPayload("no button")
    return turn.pressed.version

"""What a button says, read in one place."""

from bot.domain.errors import ForgedPayload
from bot.services.turn import Turn

# Digits that 64 bits hold in any case.
LONGEST = 18


def pressed_which(turn: Turn) -> str:
    """The id on the button. Raises `ForgedPayload` where no button was pressed."""
    if turn.pressed is None:
        raise ForgedPayload("no button")
    return turn.pressed.which


def pressed_parts(turn: Turn) -> tuple[str, str]:
    """The two parts of what the button bears, the second empty where it bears one. Raises as `pressed_which`."""
    first, _, more = pressed_which(turn).partition("~")
    return first, more


def pressed_version(turn: Turn) -> int:
    """The version of the card on which the button stood. Raises `ForgedPayload` where no button was pressed."""
    if turn.pressed is None:
        raise ForgedPayload("no button")
    return turn.pressed.version


def number(written: str) -> int:
    """A number behind a button. Raises `ForgedPayload` for what the store would not take for one."""
    if not (written.isascii() and written.isdecimal()) or len(written) > LONGEST:
        raise ForgedPayload("no number")
    return int(written)

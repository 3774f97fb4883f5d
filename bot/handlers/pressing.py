"""What a button says, read in one place."""

from bot.domain.errors import ForgedPayload
from bot.services.turn import Turn

# Digits that 64 bits of the store hold in any case.
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


def pressed_page(turn: Turn) -> int:
    """The page that the button turns to, however far. Raises `ForgedPayload` for what is no number."""
    wanted = pressed_which(turn)
    if not wanted.isdecimal():
        raise ForgedPayload("no page")
    return int(wanted)


def number(written: str, digits: int = LONGEST) -> int:
    """A number behind a button. Raises `ForgedPayload` for none, and for one of more than so many digits."""
    if not (written.isascii() and written.isdecimal()) or len(written) > digits:
        raise ForgedPayload("no number")
    return int(written)

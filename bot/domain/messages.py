"""What travels between a platform and the rest: `Inbound` in, `Outbound` and `Toast` out. Names no platform."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol, TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Words that a person wrote; `under`: the kind of thing that bore them, where that cannot be read."""

    text: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A `/name` with what stood behind it (a deep link arrives as `start` with its payload)."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button: `what` it does, to `which` thing, on which `version` of its card.

    `answer` is the platform's handle for a short notice over the chat (None where it has none).
    """

    what: str
    which: str = ""
    version: int = 0
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class MediaRef:
    """A file that lives at the platform: `kind` is photo, voice, video, video_note or document.

    A document is a picture as it was taken, with all that a camera writes into it: it is never passed on, only the copy
    that is made of it. `size` in bytes, where the platform told it.
    """

    kind: str
    file_id: str
    unique_id: str
    size: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Media:
    """Files with an optional caption; `album` names the group when the platform sent several."""

    files: tuple[MediaRef, ...]
    caption: str = ""
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A pin: degrees, WGS-84 as Telegram sends it; `name` where it was a named venue."""

    latitude: float
    longitude: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A shared telephone number; `own` only where the platform vouches that it is the sender's."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Other:
    """A kind of message that nothing here understands (a sticker, a poll, dice …)."""

    kind: str


@dataclass(frozen=True, slots=True)
class Presence:
    """They blocked us (`here` false) or came back."""

    here: bool


Content: TypeAlias = Text | Command | Pressed | Media | Place | Contact | Other | Presence


class ChatKind(StrEnum):
    """Where a message was said."""

    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that a person did. `update_id` orders a chat; `key` names the person on that channel."""

    channel: str
    update_id: int
    key: str
    chat: str
    chat_kind: ChatKind
    at: datetime
    content: Content
    edited: bool = False


class Prompt(Protocol):
    """The facts of one message. Its words are a method of the same class, in `bot/texts/`."""

    def text(self) -> str:
        """The Chinese sentence(s); plain text."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. Without a `label` the word comes from `bot/texts/buttons.py` by `what`."""

    what: str
    which: str = ""
    version: int = 0
    label: str | None = None
    url: str | None = None


Choices: TypeAlias = tuple[tuple[Choice, ...], ...]


class Urgency(IntEnum):
    """How soon a message must be on the wire; the smaller goes first, across chats."""

    DANGER = 0
    URGENT = 1
    ANSWER = 2
    NOTICE = 3
    BROADCAST = 4


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of our own, kept in the store until its message has left. `kind` is photo or document."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Outbound:
    """One message to a person.

    `card` names a living message (「ticket:…」): with `edits` it is redrawn in place where it was shown before,
    without `edits` it is shown anew, and a press on the older showing is answered with the present one. With
    `replaces` it is shown anew and the older showing is taken away. `chat` overrides where it goes: an answer goes
    back to where the question was asked. `silent`: it arrives without a sound. With an `upload` the words stand under
    that file; it is never redrawn.
    """

    to: str
    prompt: Prompt
    choices: Choices = ()
    urgency: Urgency = Urgency.ANSWER
    card: str | None = None
    edits: bool = False
    chat: str | None = None
    media: tuple[MediaRef, ...] = ()
    replaces: bool = False
    silent: bool = False
    upload: Upload | None = None

    def in_place(self) -> "Outbound":
        """The same, drawn into the card's older showing, whoever pressed or wrote."""
        return replace(self, edits=True, replaces=False)

    def anew(self) -> "Outbound":
        """The same at the bottom of the chat; the older showing goes."""
        return replace(self, edits=False, replaces=True)

    @property
    def redraws(self) -> bool:
        """Whether it may be drawn into the older showing; what replaces that one never is."""
        return self.edits and not self.replaces


@dataclass(frozen=True, slots=True)
class Toast:
    """A short notice over the chat in answer to a press; `alert` must be tapped away."""

    prompt: Prompt
    alert: bool = False


# (command, words), in the order of the table of routes.
Commands: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """The commands that the person who wrote, or `to`, sees in their chat from now on."""

    commands: Commands
    to: str = ""


Reply: TypeAlias = Outbound | Toast | Menu

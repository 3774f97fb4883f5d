"""The nouns of the sandbox: people, chats and their messages."""

from dataclasses import dataclass, field
from itertools import islice

from sandbox.wire import JSON, loads

KEPT = 1_000
"""Messages a chat keeps; what is older can neither be edited nor read again."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as Telegram shows it: JSON text, written once and read again only to be changed.

    An edit makes another Message. `out` says that the person wrote it; `editable` is False under a
    reply keyboard, as on Telegram. `silent`: the phone made no sound (`disable_notification`).
    """

    id: int
    raw: str
    out: bool
    editable: bool = True
    silent: bool = False

    @property
    def body(self) -> JSON:
        """The message as an object, a new one each time."""
        body: JSON = loads(self.raw)
        return body

    @property
    def quoted(self) -> JSON:
        """As another message shows it that replies to it: without what it replied to itself."""
        body = self.body
        body.pop("reply_to_message", None)
        return body

    @property
    def seen(self) -> str:
        """JSON text as the person sees it."""
        marks = (',"out":true' if self.out else "") + (',"silent":true' if self.silent else "")
        return f"{self.raw[:-1]}{marks}}}" if marks else self.raw


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a phone. `note` is for the page only; the bot never sees it."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    note: str | None = None
    language_code: str = "zh-hans"
    is_bot: bool = False

    def user(self) -> JSON:
        """Telegram's User."""
        named = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        shown = {key: value for key, value in named.items() if value is not None}
        return {"id": self.id, "is_bot": self.is_bot, **shown, "language_code": self.language_code}

    def chat(self) -> JSON:
        """Telegram's private Chat with this person."""
        user = self.user()
        del user["is_bot"], user["language_code"]
        return {**user, "type": "private"}

    def listed(self) -> JSON:
        """As the page lists people."""
        return {
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "note": self.note,
        }


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the person's) or a group; message ids count apart in each."""

    id: int
    body: JSON
    user: JSON
    started: bool = False
    blocked: bool = False
    keyboard: JSON | None = None
    last_message_id: int = 0
    members: frozenset[int] = frozenset()
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        return self.id > 0

    @property
    def instance(self) -> str:
        """`chat_instance` of callback queries: the same for every press in this chat."""
        return str((self.id * 6364136223846793005) % 2**63)

    def keep(self, message: Message) -> None:
        """Put a message, new or edited, in its place and let the oldest go."""
        self.messages[message.id] = message
        self.messages.pop(message.id - KEPT, None)

    def newest_first(self, count: int = KEPT) -> list[Message]:
        return list(islice(reversed(self.messages.values()), count))

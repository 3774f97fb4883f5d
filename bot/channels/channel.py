"""What the sender asks of a platform."""

from collections.abc import Mapping
from typing import Protocol

from bot.domain.messages import Menu, Outbound, Toast


class Channel(Protocol):
    """One platform's way out. Each call is one request to it.

    Raises `ChannelUnavailable` (try again, perhaps after `retry_after`), `Undeliverable` (this chat takes nothing) or
    `RejectedMessage` (a bug of ours).
    """

    async def send(self, chat: str, message: Outbound, edits: str | None) -> str | None:
        """Send the words of `message`, or redraw the message `edits`; the id under which it stands (None: none)."""
        ...

    async def show(self, chat: str, message: Outbound, fresh: Mapping[str, bytes]) -> tuple[str, dict[str, str]]:
        """Send the files that `message` names, its words with the first; of those in `fresh` the bytes.

        The id under which the first stands, and the platform's id of each fresh one, by its unique id. Raises
        `RejectedMessage` for a picture as it was taken: only a copy is passed on.
        """
        ...

    async def download(self, file_id: str, most: int) -> bytes:
        """A file's bytes. Raises `BadPicture` where there are more than `most`, `RejectedMessage` where it is gone."""
        ...

    async def upload(self, chat: str, message: Outbound, content: bytes) -> str:
        """Send the file of our own that `message` names, its words beneath; the id under which it stands."""
        ...

    async def remove(self, chat: str, message_id: str) -> None:
        """Take a message of ours away. One that is gone already is no error; where it must stay, its buttons go."""
        ...

    async def answer(self, query: str, toast: Toast | None) -> None:
        """Answer a press, with a short notice or with nothing. One that came too late is no error."""
        ...

    async def set_menu(self, chat: str, menu: Menu) -> None:
        """Show these commands in this chat's menu."""
        ...

    def is_group(self, chat: str) -> bool:
        """Whether others read along there (a slower pace holds)."""
        ...

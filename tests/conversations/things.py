"""What people can send besides words, by the name it has in a written conversation."""

import io
import re
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

from PIL import Image

from tests.conversations.town import Town
from tests.files.cameras import taken

_SHADES = count()
_LATE = count(900_001)


def picture() -> bytes:
    """A small photo, each time another one."""
    held, shade = io.BytesIO(), next(_SHADES)
    Image.new("RGB", (32, 24), (8 * shade % 256, shade // 32 % 256, 60)).save(held, "PNG")
    return held.getvalue()


async def _album(town: Town, who: int, kind: str, caption: str) -> None:
    await town.phone(who).send_album([picture() for _ in range(int(kind.rsplit(" ", 1)[1]))], caption)


async def _pin(town: Town, who: int, kind: str, _: str) -> None:
    latitude, longitude = map(float, kind.split()[-2:])
    await town.phone(who).send_location(latitude, longitude)


async def _venue(town: Town, who: int, kind: str, title: str) -> None:
    latitude, longitude = map(float, kind.split()[-2:])
    await town.phone(who).send(venue={"latitude": latitude, "longitude": longitude, "title": title, "address": ""})


async def _late_part(town: Town, who: int, kind: str, caption: str) -> None:
    """One more photo of the album that was sent last, as Telegram tells of one that was slow to upload."""
    sent = (await town.phone(who).chat())["messages"]
    last = next(message for message in reversed(sent) if "media_group_id" in message)
    number = next(_LATE)
    photo = [{**size, "file_unique_id": f"late{number}{size['file_unique_id']}"} for size in last["photo"]]
    message = {**last, "message_id": number, "photo": photo, "caption": caption}
    await town.client.put_updates({"message": message})


async def _video_note(town: Town, who: int, _: str, __: str) -> None:
    """The round ones: the sandbox's people send none."""
    chat, person = {"id": who, "type": "private"}, {"id": who, "is_bot": False, "first_name": "人"}
    note = {"file_id": "round", "file_unique_id": "round", "length": 240, "duration": 3}
    message = {"message_id": next(_LATE), "date": 1, "chat": chat, "from": person, "video_note": note}
    await town.client.put_updates({"message": message})


async def _own_contact(town: Town, who: int, _: str, __: str) -> None:
    await town.phone(who).send_contact("13800000000", "本人", who)


async def _poll(town: Town, who: int, _: str, question: str) -> None:
    """The sandbox's people send no polls: as Telegram would tell of one."""
    poll = {
        "id": "1", "question": question, "options": [], "total_voter_count": 0, "is_closed": False,
        "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
        "allows_revoting": True, "members_only": False,
    }  # fmt: skip
    chat, person = {"id": who, "type": "private"}, {"id": who, "is_bot": False, "first_name": "人"}
    message = {"message_id": 9999, "date": 1, "chat": chat, "from": person, "poll": poll}
    await town.client.put_updates({"message": message})


def _file(kind: str, name: str = "file") -> Callable[[Town, int, str, str], Awaitable[object]]:
    return lambda town, who, _, caption: town.phone(who).send_files(kind, [picture()], caption, name)


async def _original(town: Town, who: int, _: str, caption: str) -> None:
    """A picture as a camera wrote it, sent as a file: with where and when it was taken, each time another one."""
    await town.phone(who).send_files("document", [taken(shade=next(_SHADES) % 200)], caption, "IMG_0001.jpg")


async def _rubbish(town: Town, who: int, _: str, caption: str) -> None:
    content = taken(shade=next(_SHADES) % 200)[:700]
    await town.phone(who).send_files("document", [content], caption, "IMG_0002.jpg")


def _simple(**what: Any) -> Callable[[Town, int, str, str], Awaitable[object]]:
    return lambda town, who, *_: town.phone(who).send(**what)


SENDERS: tuple[tuple[str, Callable[[Town, int, str, str], Awaitable[object]]], ...] = (
    ("an original", _original),
    ("rubbish as a picture", _rubbish),
    ("a photo as a file", _file("document", "照片.png")),
    ("a photo", _file("photo")),
    ("an album of ", _album),
    ("a late part of the album", _late_part),
    ("a voice note", _file("voice")),
    ("a video note", _video_note),
    ("a video", _file("video")),
    ("a document", _file("document")),
    ("a pin at ", _pin),
    ("a venue at ", _venue),
    ("their own contact", _own_contact),
    ("a contact", _simple(contact={"phone_number": "13800000000", "first_name": "老张"})),
    ("a sticker", _simple(sticker="😀")),
    ("a dice", _simple(dice="🎲")),
    ("a poll", _poll),
)


async def send_thing(town: Town, who: int, what: str) -> bool:
    """Send `what` (「a photo: its caption」); False where nobody can."""
    kind, _, words = what.partition(": ")
    sender = next((send for begin, send in SENDERS if re.match(begin, kind)), None)
    if sender is None:
        return False
    await sender(town, who, kind, words)
    return True

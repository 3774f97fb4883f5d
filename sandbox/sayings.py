"""Turning what a person's request says into the content of messages."""

from collections.abc import Iterator
from typing import Any

from sandbox.acts import Around, Refused, caption_of, text_of
from sandbox.media import KINDS, shown
from sandbox.params import Params, Upload
from sandbox.wire import JSON
from sandbox.world import World

SIMPLE = ("text", "location", "venue", "contact", "sticker", "dice")
FACES = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


def contents(world: World, params: Params) -> list[JSON]:
    """The messages a request asks for: one, or the several of an album. Refuses none, and two kinds at once."""
    given = [name for name in (*SIMPLE, *KINDS) if params.has(name)]
    if len(given) != 1:
        raise Refused(400, f"say exactly one of {', '.join((*SIMPLE, *KINDS))}", given=given)
    name = given[0]
    if name in KINDS:
        return list(_files(world, params, name))
    return [_MAKERS[name](world, params.parsed(name, name) if name in _OBJECTS else params.text(name))]


def _files(world: World, params: Params, kind: str) -> Iterator[JSON]:
    uploads = params.files.get(kind, [])
    if not uploads or len(uploads) > 10:
        raise Refused(400, f"{kind} must be 1 to 10 files sent as multipart/form-data")
    for place, upload in enumerate(uploads):
        content: JSON = {kind: shown(world.files, kind, upload, params)}
        if place == 0 and params.has("caption"):
            content |= caption_of(params.text("caption"))
        yield content


def around(world: World, params: Params, count: int) -> Around:
    """Reply, forwarding and album of what is said."""
    group = str(13_000_000_000_000_000 + world.dice.getrandbits(40)) if count > 1 else None
    return Around(
        reply_to=params.integer("reply_to") or None,
        forwarded_from=params.text("forwarded_from") or None,
        media_group_id=group,
    )


def _text(_world: World, text: Any) -> JSON:
    if len(text) > 4096:
        raise Refused(400, "a message has at most 4,096 characters; a phone would split it")
    return text_of(text)


def _location(_world: World, value: Any) -> JSON:
    return {"location": _place(value)}


def _venue(_world: World, value: Any) -> JSON:
    place = _place(value.get("location", value) if isinstance(value, dict) else value)
    venue = {"location": place, "title": str(value.get("title", "")), "address": str(value.get("address", ""))}
    return {"venue": venue, "location": place}


def _place(value: Any) -> JSON:
    try:
        return {"latitude": float(value["latitude"]), "longitude": float(value["longitude"])}
    except (KeyError, TypeError, ValueError):
        raise Refused(400, "a place has latitude and longitude, in degrees") from None


def _contact(_world: World, value: Any) -> JSON:
    names = ("phone_number", "first_name", "last_name", "user_id", "vcard")
    contact = {name: value[name] for name in names if value.get(name) is not None} if isinstance(value, dict) else {}
    if not {"phone_number", "first_name"} <= contact.keys():
        raise Refused(400, "a contact has phone_number and first_name")
    return {"contact": contact}


def _sticker(world: World, emoji: Any) -> JSON:
    stored = world.files.add("sticker", Upload("sticker.webp", "image/webp", emoji.encode()))
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    stored.shown = {**stored.ids(), **shape, "emoji": emoji}
    return {"sticker": stored.shown}


def _dice(world: World, emoji: Any) -> JSON:
    if emoji not in FACES:
        raise Refused(400, f"dice are {' '.join(FACES)}")
    return {"dice": {"emoji": emoji, "value": world.dice.randint(1, FACES[emoji])}}


_OBJECTS = {"location", "venue", "contact"}
_MAKERS = {
    "text": _text,
    "location": _location,
    "venue": _venue,
    "contact": _contact,
    "sticker": _sticker,
    "dice": _dice,
}

"""Text of a call, parsed and measured: what is shown, and its entities."""

from typing import Any

from sandbox.entities import found_in, units
from sandbox.errors import BadRequest
from sandbox.html_text import parse_html
from sandbox.markdown import parse_markdown, parse_markdown_v2
from sandbox.params import Params
from sandbox.wire import JSON

MOST_TEXT = 4_096
MOST_CAPTION = 1_024
SPACE = " \t\r\n\v\f\0"

Formatted = tuple[str, list[JSON]]

_PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}
_GIVEN = {
    "bold": None,
    "italic": None,
    "underline": None,
    "strikethrough": None,
    "spoiler": None,
    "code": None,
    "blockquote": None,
    "expandable_blockquote": None,
    "pre": None,
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
}
_FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
"""Kinds that Telegram finds by itself; given ones are passed over."""
_OPAQUE = {"pre", "code", "text_link"}
"""Within these nothing is found."""


def read_text(params: Params) -> JSON:
    """`text` and its entities; refuses none, only space, and more than 4,096 characters after parsing."""
    if not params.text("text"):
        raise BadRequest("message text is empty")
    text, entities = _formatted(params, "text", "entities")
    if not text:
        raise BadRequest("text must be non-empty")
    if len(text) > MOST_TEXT:
        raise BadRequest("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def read_caption(params: Params) -> JSON:
    """`caption` and its entities, or nothing; refuses more than 1,024 characters after parsing."""
    text, entities = _formatted(params, "caption", "caption_entities")
    if len(text) > MOST_CAPTION:
        raise BadRequest("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def _formatted(params: Params, name: str, entities_name: str) -> Formatted:
    text, mode = params.text(name), params.text("parse_mode").lower()
    if mode:
        if mode not in _PARSERS:
            raise BadRequest("unsupported parse_mode")
        return _trimmed(*_PARSERS[mode](text))
    given = params.parsed(entities_name, "MessageEntity") or []
    if not isinstance(given, list):
        raise BadRequest("expected an Array of MessageEntity")
    return _trimmed(text, [entity for item in given for entity in _given(item, units(text))])


def _given(item: Any, length: int) -> list[JSON]:
    """An entity of the call, checked; none for kinds that are found anyway."""
    if not isinstance(item, dict) or str(item.get("type")) not in _GIVEN.keys() | _FOUND:
        raise BadRequest("can't parse MessageEntity: Unsupported type specified")
    offset, size, needs = item.get("offset", 0), item.get("length", 0), _GIVEN.get(item["type"])
    if needs and not item.get(needs):
        raise BadRequest(f"can't parse MessageEntity: Can't find field \"{needs}\"")
    if not isinstance(offset, int) or offset < 0:
        raise BadRequest(f"receive an entity with incorrect offset {offset}")
    if not isinstance(size, int) or size < 0:
        raise BadRequest(f"receive an entity with incorrect length {size}")
    if offset > length:
        raise BadRequest(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if (end := offset + size) > length:
        where = f"beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
        raise BadRequest(f"entity {where}")
    return [] if item["type"] in _FOUND else [item]


def _trimmed(text: str, entities: list[JSON]) -> Formatted:
    """Without the space around it, as Telegram stores it, with what it finds by itself."""
    shown = text.strip(SPACE)
    found = found_in(shown)
    if not entities:
        return shown, found
    moved, length = units(text) - units(text.lstrip(SPACE)), units(shown)
    kept = [moved_entity for entity in entities for moved_entity in _moved(entity, moved, length)]
    opaque = [entity for entity in kept if entity["type"] in _OPAQUE]
    kept += [entity for entity in found if not any(_overlap(entity, other) for other in opaque)]
    return shown, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def _moved(entity: JSON, moved: int, length: int) -> list[JSON]:
    start, end = max(0, entity["offset"] - moved), min(length, entity["offset"] + entity["length"] - moved)
    return [{**entity, "offset": start, "length": end - start}] if end > start else []


def _overlap(one: JSON, other: JSON) -> bool:
    before: bool = one["offset"] + one["length"] <= other["offset"]
    after: bool = other["offset"] + other["length"] <= one["offset"]
    return not (before or after)

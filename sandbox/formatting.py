"""Text of a call, parsed and measured: what is shown, and its entities."""

from sandbox.entities import found_in, units
from sandbox.errors import BadRequest
from sandbox.params import Params
from sandbox.wire import JSON

MOST_TEXT = 4_096
MOST_CAPTION = 1_024

Formatted = tuple[str, list[JSON]]


def read_text(params: Params) -> JSON:
    """`text` and its entities; refuses none, only spaces, and more than 4,096 characters after parsing."""
    text, entities = _formatted(params, "text", "entities")
    if not text:
        raise BadRequest("message text is empty")
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
    text = params.text(name)
    if not text:
        return "", []
    entities: list[JSON] = params.parsed(entities_name, "entities") or []
    return _trimmed(text, entities)


def _trimmed(text: str, entities: list[JSON]) -> Formatted:
    """Without the space around it, as Telegram stores it, with what it finds by itself."""
    shown = text.rstrip()
    start = len(shown)
    shown = shown.lstrip()
    moved = start - len(shown)
    kept = []
    for entity in entities:
        offset = max(0, entity["offset"] - moved)
        length = min(entity["length"], units(shown) - offset)
        if length > 0:
            kept.append({**entity, "offset": offset, "length": length})
    taken = {place for entity in kept for place in range(entity["offset"], entity["offset"] + entity["length"])}
    found = [entity for entity in found_in(shown) if entity["offset"] not in taken]
    return shown, sorted(kept + found, key=lambda entity: (entity["offset"], -entity["length"]))

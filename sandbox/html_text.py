"""parse_mode HTML, with Telegram's refusals (https://core.telegram.org/bots/api#html-style)."""

import re

from sandbox.marks import Marked, cannot_parse
from sandbox.wire import JSON

_CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_PIECE = re.compile(f"<|{_CHARACTER.pattern}")
_TAG = re.compile(r"<(/?)([^\s<>/]*)((?:\s+[^\s<>=/]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s<>\"']+))?)*)\s*>")
_NAME = re.compile(r"</?([^\s<>/]*)")
_FACT = re.compile(r"([^\s<>=/]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\s<>\"']+)))?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_PLAIN = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}
_WITH_FACTS = {"a", "span", "tg-emoji", "blockquote"}


def parse_html(source: str) -> tuple[str, list[JSON]]:
    """Shown text and entities, or BadRequest naming the tag and its byte offset."""
    marked = Marked(source)
    position = 0
    for piece in _PIECE.finditer(source):
        if piece.start() < position:
            continue
        marked.add(source[position : piece.start()])
        if piece.group() == "<":
            position = _tag(marked, piece.start())
        else:
            marked.add(_character(piece))
            position = piece.end()
    marked.add(source[position:])
    if marked.stack:
        raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{marked.stack[-1].name}"')
    return marked.result()


def _character(piece: re.Match[str]) -> str:
    name = piece.group()[1:-1]
    if name in _NAMED:
        return _NAMED[name]
    code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    return chr(code) if 0 < code <= 0x10FFFF else piece.group()


def _tag(marked: Marked, start: int) -> int:
    at = marked.bytes_before(start)
    tag = _TAG.match(marked.source, start)
    if tag is None:
        name = _NAME.match(marked.source, start)
        _supported(name[1] if name else "", at)
        raise cannot_parse(f"Unclosed start tag at byte offset {at}")
    if tag[1]:
        _close(marked, tag[2].lower(), at)
    else:
        _open(marked, tag[2].lower(), start, _facts(tag[3]))
    return tag.end()


def _facts(source: str) -> dict[str, str]:
    """A tag's attributes, their characters decoded."""
    values = ((fact[1].lower(), fact[2] or fact[3] or fact[4] or "") for fact in _FACT.finditer(source))
    return {name: _CHARACTER.sub(_character, value) for name, value in values}


def _supported(name: str, at: int) -> None:
    if name.lower() not in _PLAIN.keys() | _WITH_FACTS:
        raise cannot_parse(f'Unsupported start tag "{name}" at byte offset {at}')


def _open(marked: Marked, name: str, start: int, facts: dict[str, str]) -> None:
    at = marked.bytes_before(start)
    _supported(name, at)
    if name in _PLAIN:
        language = facts.get("class", "").removeprefix("language-") if name == "code" else ""
        marked.open(_PLAIN[name], name, start, **({"language": language} if language else {}))
    elif name == "a":
        marked.open("text_link", name, start, url=facts.get("href", ""))
    elif name == "blockquote":
        marked.open("expandable_blockquote" if "expandable" in facts else "blockquote", name, start)
    elif name == "tg-emoji":
        marked.open("custom_emoji", name, start, custom_emoji_id=facts.get("emoji-id", ""))
    elif facts.get("class") == "tg-spoiler":
        marked.open("spoiler", name, start)
    else:
        raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')


def _close(marked: Marked, name: str, at: int) -> None:
    if not marked.stack:
        raise cannot_parse(f"Unexpected end tag at byte offset {at}")
    opened = marked.stack[-1]
    if name and name != opened.name:
        raise cannot_parse(f'Unmatched end tag at byte offset {at}, expected "</{opened.name}>", found "</{name}>"')
    if opened.kind == "text_link":
        _close_link(marked)
    elif opened.kind == "code":
        _close_code(marked)
    else:
        marked.close()


def _close_link(marked: Marked) -> None:
    """A link without an address links to its own text, if that is an address; else it is no link."""
    opened = marked.stack[-1]
    url = opened.facts["url"] or marked.since(opened)
    if "." in url or ":" in url:
        opened.facts["url"] = url
        marked.close()
    else:
        marked.stack.pop()


def _close_code(marked: Marked) -> None:
    """`<pre><code class="language-x">` is one block with a language; elsewhere the language is dropped."""
    code = marked.stack[-1]
    language = code.facts.pop("language", None)
    around = marked.stack[-2] if len(marked.stack) > 1 else None
    if around is None or around.kind != "pre" or around.offset != code.offset:
        marked.close()
        return
    marked.stack.pop()
    if language:
        around.facts["language"] = language

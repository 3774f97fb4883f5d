"""parse_mode MarkdownV2 and the older Markdown (https://core.telegram.org/bots/api#markdownv2-style).

Quotes by `>` and custom emoji are not read here: `>` and `!` count as reserved.
"""

from sandbox.marks import Marked, cannot_parse
from sandbox.wire import JSON

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_SIGNS = (
    ("```", "pre", "PreCode"),
    ("`", "code", "Code"),
    ("__", "underline", "Underline"),
    ("_", "italic", "Italic"),
    ("*", "bold", "Bold"),
    ("~", "strikethrough", "Strikethrough"),
    ("||", "spoiler", "Spoiler"),
    ("[", "text_link", "TextUrl"),
)
_OLD_SIGNS = (("```", "pre"), ("`", "code"), ("_", "italic"), ("*", "bold"))


def parse_markdown_v2(source: str) -> tuple[str, list[JSON]]:
    """Shown text and entities, or BadRequest naming the character or the entity."""
    marked = Marked(source)
    position = 0
    while position < len(source):
        position = _step(marked, position)
    if marked.stack:
        opened = marked.stack[-1]
        raise cannot_parse(f"Can't find end of {opened.name} entity at byte offset {opened.at}")
    return marked.result()


def _step(marked: Marked, position: int) -> int:
    """Read one character, escape or sign, and return where the next begins."""
    source, top = marked.source, marked.stack[-1] if marked.stack else None
    here = source[position]
    if here == "\\" and position + 1 < len(source) and source[position + 1].isascii():
        marked.add(source[position + 1])
        return position + 2
    if top is not None and top.kind in {"pre", "code"}:
        return _in_code(marked, position, "```" if top.kind == "pre" else "`")
    if here == "]" and top is not None and top.kind == "text_link":
        return _link_end(marked, position)
    if here not in _RESERVED:
        marked.add(here)
        return position + 1
    return _sign(marked, position)


def _in_code(marked: Marked, position: int, end: str) -> int:
    if marked.source.startswith(end, position):
        marked.close()
        return position + len(end)
    marked.add(marked.source[position])
    return position + 1


def _sign(marked: Marked, position: int) -> int:
    for sign, kind, name in _SIGNS:
        if marked.source.startswith(sign, position):
            if marked.stack and marked.stack[-1].kind == kind:
                marked.close()
                return position + len(sign)
            return _begin(marked, position, sign, kind, name)
    raise cannot_parse(f"Character '{marked.source[position]}' is reserved and must be escaped with the preceding '\\'")


def _begin(marked: Marked, position: int, sign: str, kind: str, name: str) -> int:
    after = position + len(sign)
    if kind != "pre":
        marked.open(kind, name, position)
        return after
    line, newline, _ = marked.source[after:].partition("\n")
    language = line if newline and line and line.isascii() and line.isprintable() and " " not in line else ""
    marked.open(kind, name, position, **({"language": language} if language else {}))
    return after + len(language) + (1 if newline and line == language else 0)


def _link_end(marked: Marked, position: int) -> int:
    """`](address)`; without an address the text is shown alone."""
    source = marked.source
    if not source.startswith("(", position + 1):
        marked.stack.pop()
        return position + 1
    url, at = "", position + 2
    while at < len(source) and source[at] != ")":
        at += source[at] == "\\" and at + 1 < len(source)
        url += source[at]
        at += 1
    if at >= len(source):
        raise cannot_parse(f"Can't find end of a URL at byte offset {marked.bytes_before(position + 1)}")
    marked.stack[-1].facts["url"] = url
    marked.close()
    return at + 1


def parse_markdown(source: str) -> tuple[str, list[JSON]]:
    """The older style: no entity within another, `_ * ` [` escaped outside of entities only."""
    marked = Marked(source)
    position = 0
    while position < len(source):
        if source[position] == "\\" and source[position + 1 : position + 2] in {"_", "*", "`", "["}:
            marked.add(source[position + 1])
            position += 2
        elif source[position] in "_*`[":
            position = _old_entity(marked, position)
        else:
            marked.add(source[position])
            position += 1
    return marked.result()


def _old_entity(marked: Marked, position: int) -> int:
    source = marked.source
    if source[position] == "[":
        end = source.find("]", position)
        marked.open("text_link", "", position)
        marked.add(source[position + 1 : end if end > 0 else len(source)])
        return _link_end(marked, end) if end > 0 else _unended(marked)
    sign, kind = next(pair for pair in _OLD_SIGNS if source.startswith(pair[0], position))
    end = source.find(sign, position + len(sign))
    marked.open(kind, "", position)
    if end < 0:
        return _unended(marked)
    marked.add(source[position + len(sign) : end])
    marked.close()
    return end + len(sign)


def _unended(marked: Marked) -> int:
    raise cannot_parse(f"Can't find end of the entity starting at byte offset {marked.stack[-1].at}")

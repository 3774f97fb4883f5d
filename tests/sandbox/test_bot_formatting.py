"""Parse modes: what is shown, which entities, and what is refused."""

import pytest

from sandbox.entities import found_in
from sandbox.errors import BadRequest
from sandbox.formatting import read_caption, read_text
from sandbox.html_text import parse_html
from sandbox.markdown import parse_markdown, parse_markdown_v2
from sandbox.params import Params

PARSED = [
    (parse_html, "<b>粗</b>体", "粗体", [("bold", 0, 1)]),
    (parse_html, "<b><i>x</i></b>", "x", [("bold", 0, 1), ("italic", 0, 1)]),
    (parse_html, "🚨<u>急</u>", "🚨急", [("underline", 2, 1)]),
    (parse_html, "a &lt;b&gt; &amp; &quot;&#20013;&#x6587;&nbsp;", 'a <b> & "中文&nbsp;', []),
    (parse_html, '<a href="https://e.org/?a=1">此处</a>', "此处", [("text_link", 0, 2)]),
    (parse_html, "<a>没有地址</a>", "没有地址", []),
    (parse_html, '<span class="tg-spoiler">秘</span>', "秘", [("spoiler", 0, 1)]),
    (parse_html, '<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
    (parse_html, "<code>x</code><b></b>", "x", [("code", 0, 1)]),
    (parse_html, "<blockquote expandable>引</blockquote>", "引", [("expandable_blockquote", 0, 1)]),
    (parse_html, "<B>x</B>", "x", [("bold", 0, 1)]),
    (
        parse_markdown_v2,
        "*粗* _斜_ __线__ ~删~ ||隐||",
        "粗 斜 线 删 隐",
        "bold italic underline strikethrough spoiler",
    ),
    (parse_markdown_v2, r"1\. 好\!", "1. 好!", []),
    (parse_markdown_v2, "*a _b_*", "a b", [("bold", 0, 3), ("italic", 2, 1)]),
    (parse_markdown_v2, "[此处](https://e.org/a\\)b)", "此处", [("text_link", 0, 2)]),
    (parse_markdown_v2, "`a.b`", "a.b", [("code", 0, 3)]),
    (parse_markdown_v2, "```python\nx = 1```", "x = 1", [("pre", 0, 5)]),
    (parse_markdown, "*粗* 1. _斜_", "粗 1. 斜", [("bold", 0, 1), ("italic", 5, 1)]),
    (parse_markdown, r"a\_b [此处](https://e.org)", "a_b 此处", [("text_link", 4, 2)]),
]


@pytest.mark.parametrize(("parse", "source", "shown", "entities"), PARSED)
def test_parsed(parse, source, shown, entities) -> None:
    text, found = parse(source)
    assert text == shown
    if isinstance(entities, str):
        assert " ".join(entity["type"] for entity in found) == entities
    else:
        assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


def test_facts_of_entities() -> None:
    assert parse_html('<pre><code class="language-python">x</code></pre>')[1][0]["language"] == "python"
    assert parse_html('<a href="https://e.org/?a=1&amp;b">x</a>')[1][0]["url"] == "https://e.org/?a=1&b"
    assert parse_markdown_v2("[x](https://e.org/a\\)b)")[1][0]["url"] == "https://e.org/a)b"
    assert parse_markdown_v2("```python\nx```")[1][0]["language"] == "python"


UNPARSED = [
    (parse_html, "<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    (parse_html, "<script>x</script>", 'Unsupported start tag "script" at byte offset 0'),
    (parse_html, "好<invalid>x", 'Unsupported start tag "invalid" at byte offset 3'),
    (parse_html, "<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
    (parse_html, "x</b>", "Unexpected end tag at byte offset 1"),
    (parse_html, "1 < 2", 'Unsupported start tag "" at byte offset 2'),
    (parse_html, "<b x", "Unclosed start tag at byte offset 0"),
    (parse_html, "<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    (parse_markdown_v2, "hello.", r"Character '.' is reserved and must be escaped with the preceding '\'"),
    (parse_markdown_v2, "a-b", r"Character '-' is reserved and must be escaped with the preceding '\'"),
    (parse_markdown_v2, "*unclosed", "Can't find end of Bold entity at byte offset 0"),
    (parse_markdown_v2, r"*bold _italic\_*", "Can't find end of Bold entity at byte offset 15"),
    (parse_markdown_v2, "[x](https://e.org", "Can't find end of a URL at byte offset 3"),
    (parse_markdown, "*unclosed", "Can't find end of the entity starting at byte offset 0"),
]


@pytest.mark.parametrize(("parse", "source", "words"), UNPARSED)
def test_unparsed(parse, source, words) -> None:
    with pytest.raises(BadRequest) as caught:
        parse(source)
    assert str(caught.value) == f"Bad Request: can't parse entities: {words}"


FOUND = [
    ("/start c_ab12", [("bot_command", 0, 6)]),
    ("请按 /help@chuishao_bot 。", [("bot_command", 3, 18)]),
    ("3/4号楼和/report路灯", []),
    ("🏮 /my", [("bot_command", 3, 3)]),
    ("见 https://e.org/a?b=1，谢谢", [("url", 2, 19)]),
    ("打 gov.cn 或 a@b.com", [("url", 2, 6), ("email", 11, 7)]),
    ("@aunt_wang 看 #路灯", [("mention", 0, 10), ("hashtag", 13, 3)]),
    ("3.5 米，1.2 元", []),
]


@pytest.mark.parametrize(("text", "entities"), FOUND)
def test_found_in_plain_text(text: str, entities: list[tuple[str, int, int]]) -> None:
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found_in(text)] == entities


def test_space_around_is_cut_and_entities_move_along() -> None:
    content = read_text(Params({"text": "  <b>好 </b>\n", "parse_mode": "html"}))
    assert content == {"text": "好", "entities": [{"offset": 0, "length": 1, "type": "bold"}]}


def test_nothing_is_found_within_code() -> None:
    content = read_text(Params({"text": "<code>/start</code> /help", "parse_mode": "HTML"}))
    assert [entity["type"] for entity in content["entities"]] == ["code", "bot_command"]


def test_length_counts_after_parsing() -> None:
    assert read_caption(Params({"caption": f"<b>{'x' * 1024}</b>", "parse_mode": "HTML"}))["caption"] == "x" * 1024


GIVEN = [
    ({"type": "odd", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type specified"),
    ({"type": "bold", "offset": 100, "length": 1}, "entity begins after the end of the text at UTF-16 offset 100"),
    (
        {"type": "bold", "offset": 0, "length": 100},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
    ),
    ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
    ({"type": "text_link", "offset": 0, "length": 1}, "can't parse MessageEntity: Can't find field \"url\""),
]


@pytest.mark.parametrize(("entity", "words"), GIVEN)
def test_entities_given_by_the_bot_are_checked(entity, words) -> None:
    with pytest.raises(BadRequest) as caught:
        read_text(Params({"text": "hello", "entities": [entity]}))
    assert str(caught.value) == f"Bad Request: {words}"
